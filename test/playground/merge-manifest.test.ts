import { describe, expect, it } from 'vitest';
import { mergeManifest } from '../../playground/merge-manifest.js';
import { manifestOf as manifest, widgetOf as widget } from './manifests.js';

const a = widget('a');
const b = widget('b');

describe('a manifest that was read anew', () => {
  it('leaves widgets that are as before the same objects', () => {
    const merged = mergeManifest(manifest(a, b), manifest(widget('a'), widget('b'), widget('c')), 1);
    expect(merged.manifest.widgets[0]).toBe(a);
    expect(merged.manifest.widgets[1]).toBe(b);
    expect(merged.selected).toBe(1);
  });

  it('follows the selected widget to its new index', () => {
    expect(mergeManifest(manifest(a, b), manifest(widget('c'), widget('b'), widget('a')), 0).selected).toBe(
      2,
    );
  });

  it.each([
    ['name', widget('x', { url: a.url })],
    ['location', widget('a', { location: 'webtab', shape: 'page' })],
    ['page', widget('a', { url: 'http://127.0.0.1:5181/app/other.html' })],
  ])('knows the selected widget again by another %s, as another object', (_what, changed) => {
    const merged = mergeManifest(manifest(b, a), manifest(b, changed), 1);
    expect(merged.selected).toBe(1);
    expect(merged.manifest.widgets[1]).toEqual(changed);
    expect(merged.manifest.widgets[1]).not.toBe(a);
  });

  it('goes to the first widget where the selected one is gone', () => {
    expect(mergeManifest(manifest(a, b), manifest(widget('a')), 1).selected).toBe(0);
  });

  it('selects nothing where nothing was', () => {
    expect(mergeManifest(manifest(a), manifest(widget('a')), -1).selected).toBe(-1);
  });

  it('keeps two widgets that are alike two', () => {
    const first = widget('a');
    const second = widget('a');
    const { widgets } = mergeManifest(
      manifest(first, second),
      manifest(widget('a'), widget('a')),
      0,
    ).manifest;
    expect(widgets[0]).toBe(first);
    expect(widgets[1]).toBe(second);
  });
});
