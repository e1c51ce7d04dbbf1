import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadWidgetPackage, PackageError } from '../../src/node/widget-package.js';
import { failure, tempFolder } from './temp-folder.js';

const page = { 'app/widget.html': '<p></p>' };

function manifest(...widgets: object[]): object {
  return { service: 'FINANCE', modules: { widgets } };
}

const sidebar = { location: 'invoice.details.sidebar', name: 'W', url: '/app/widget.html' };

describe('a package', () => {
  it('is its manifest and the name of its folder', async () => {
    const folder = await tempFolder({ ...page, 'plugin-manifest.json': manifest(sidebar) });
    expect(await loadWidgetPackage(folder)).toMatchObject({
      folder,
      name: basename(folder),
      manifest: { service: 'FINANCE', modules: { widgets: [sidebar] } },
    });
  });

  it('without a manifest has one widget beside an invoice', async () => {
    const { manifest } = await loadWidgetPackage(await tempFolder(page));
    expect(manifest.modules.widgets).toMatchObject([
      { location: 'invoice.details.sidebar', url: '/app/widget.html' },
    ]);
  });

  it.each([
    ['/app/widget.html?theme=dark#top'],
    ['app/widget.html'],
    ['/app/my%20page.html'],
    ['https://widgets.example.com/w.html'],
    ['//widgets.example.com/w.html'],
    ['http://localhost:3000/'],
  ])('may have the url %s', async (url) => {
    const files = { ...page, 'app/my page.html': 'x', 'plugin-manifest.json': manifest({ ...sidebar, url }) };
    expect((await loadWidgetPackage(await tempFolder(files))).manifest.modules.widgets[0]?.url).toBe(url);
  });
});

describe('a folder that is none', () => {
  it('does not exist', async () => {
    const folder = join(await tempFolder(), 'gone');
    const error = await failure(loadWidgetPackage(folder));
    expect(error).toBeInstanceOf(PackageError);
    expect(error).toMatchObject({ code: 'invalid_config', problem: 'folder_missing' });
    expect(error.message).toContain(folder);
  });

  it('is a file', async () => {
    const file = join(await tempFolder({ 'plugin-manifest.json': '{}' }), 'plugin-manifest.json');
    const error = await failure(loadWidgetPackage(file));
    expect(error.problem).toBe('folder_missing');
    expect(error.message).toContain('is a file');
  });

  it('has neither a manifest nor a widget page: both are named', async () => {
    const error = await failure(loadWidgetPackage(await tempFolder({ 'index.html': '' })));
    expect(error.problem).toBe('file_missing');
    expect(error.message).toContain('plugin-manifest.json');
    expect(error.message).toContain('app/widget.html');
  });

  it('has a manifest that is not JSON', async () => {
    const error = await failure(
      loadWidgetPackage(await tempFolder({ ...page, 'plugin-manifest.json': '{\n  "a": 1,\n}' })),
    );
    expect(error.problem).toBe('manifest_broken');
    expect(error.message).toContain('plugin-manifest.json:3:1 ');
  });

  it('has a manifest of another shape: file, line and path are named', async () => {
    const text = '{"modules":\n  {"widgets": [\n    {"location": 3, "url": "/app/widget.html"}\n]}}';
    const error = await failure(
      loadWidgetPackage(await tempFolder({ ...page, 'plugin-manifest.json': text })),
    );
    expect(error.problem).toBe('manifest_invalid');
    expect(error.message).toMatch(
      /plugin-manifest\.json:3:18 modules\.widgets\[0\]\.location: expected a location/,
    );
  });

  it.each([[[]], ['text'], [null], [{ modules: { widgets: {} } }]])('has the manifest %j', async (value) => {
    const folder = await tempFolder({ ...page, 'plugin-manifest.json': JSON.stringify(value) });
    expect((await failure(loadWidgetPackage(folder))).problem).toBe('manifest_invalid');
  });

  it('declares no widget', async () => {
    const error = await failure(
      loadWidgetPackage(await tempFolder({ ...page, 'plugin-manifest.json': manifest() })),
    );
    expect(error.problem).toBe('manifest_invalid');
    expect(error.message).toContain('no widget');
  });

  it('lacks pages: each widget, url and path is named', async () => {
    const files = {
      ...page,
      'plugin-manifest.json': manifest(
        sidebar,
        { ...sidebar, name: 'Lost', url: '/app/lost.html?x=1' },
        { ...sidebar, name: 'Gone', url: '/app/gone.html' },
      ),
    };
    const folder = await tempFolder(files);
    const error = await failure(loadWidgetPackage(folder));
    expect(error.problem).toBe('file_missing');
    expect(error.message.split('\n')).toHaveLength(2);
    expect(error.message).toContain('"Lost"');
    expect(error.message).toContain('"/app/lost.html?x=1"');
    expect(error.message).toContain(join(folder, 'app/lost.html'));
    expect(error.message).toContain('"Gone"');
  });

  it('names a page outside app: it says that it is not served', async () => {
    const files = {
      'secret.html': 'x',
      'plugin-manifest.json': manifest({ ...sidebar, url: '/secret.html' }),
    };
    const error = await failure(loadWidgetPackage(await tempFolder(files)));
    expect(error.problem).toBe('file_missing');
    expect(error.message).toContain('is not served');
  });

  it.each([
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['data:text/html,x'],
  ])('names the page %s', async (url) => {
    const folder = await tempFolder({ ...page, 'plugin-manifest.json': manifest({ ...sidebar, url }) });
    expect((await failure(loadWidgetPackage(folder))).problem).toBe('manifest_invalid');
  });
});
