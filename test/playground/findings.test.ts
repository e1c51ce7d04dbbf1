import { describe, expect, it } from 'vitest';
import { FindingStore } from '../../playground/finding-store.js';
import { explainFinding } from '../../playground/findings.js';
import type { PageFinding } from '../../src/core/protocol/index.js';

const WIDGET = 'http://127.0.0.1:5181';
const context = {
  caller: { widget: 'W' },
  page: '/app/widget.html',
  at: 1_000,
  widgetOrigin: WIDGET,
  cspDomains: {},
};

function explain(finding: PageFinding) {
  return explainFinding(finding, context);
}

describe('a finding in words', () => {
  it('names the place of an error by its path in the package', () => {
    const source = { url: `${WIDGET}/app/widget.js`, line: 12, column: 5 };
    expect(explain({ kind: 'error', message: 'Uncaught TypeError: x', source, stack: 'at x' })).toMatchObject(
      {
        message: 'TypeError: x',
        place: '/app/widget.js:12:5',
        stack: 'at x',
      },
    );
  });

  it('says where to look for an error that the browser keeps to itself', () => {
    expect(explain({ kind: 'error', message: 'Script error.' }).hint).toContain('console');
  });

  it('names a CDN file that did not come, and that the rest may work', () => {
    const finding = explain({
      kind: 'unreachable',
      element: 'script',
      url: 'https://cdn.example.com/lib.js',
    });
    expect(finding.message).toContain('https://cdn.example.com/lib.js');
    expect(finding.hint).toContain('rest of the widget may still work');
    expect(finding.noPage).toBeUndefined();
  });

  it('says of an own file that it is not in the package, and which page asks', () => {
    const finding = explain({ kind: 'unreachable', element: 'file', url: `${WIDGET}/app/Logo.png` });
    expect(finding.message).toBe('/app/Logo.png is not in the widget package (404).');
    expect(finding.hint).toContain('/app/widget.html');
  });

  it('says of a page that there is none to show', () => {
    const finding = explain({ kind: 'unreachable', element: 'page', url: `${WIDGET}/app/gone.html` });
    expect(finding).toMatchObject({ noPage: true });
  });

  it.each([
    ['https://api.example.com/v1/items?secret=x', 'https://api.example.com'],
    ['wss://push.example.com/socket', 'wss://push.example.com'],
    ['inline', 'inline'],
  ])('gives the cspDomains line that would allow %s', (blocked, origin) => {
    const finding = explain({ kind: 'csp', directive: 'connect-src', blocked, ownPolicy: false });
    expect(finding.message).toBe(
      `Blocked here as it would be in production: connect-src does not allow ${origin}.`,
    );
    expect(JSON.parse(`{${finding.paste}}`)).toEqual({ cspDomains: { 'connect-src': [origin] } });
  });

  it('adds to the cspDomains that the manifest has', () => {
    const cspDomains = { 'connect-src': ['https://a.example'], 'img-src': ['https://b.example'] };
    const blocked = {
      kind: 'csp',
      directive: 'connect-src',
      blocked: 'https://c.example/',
      ownPolicy: false,
    } as const;
    expect(JSON.parse(`{${explainFinding(blocked, { ...context, cspDomains }).paste}}`)).toEqual({
      cspDomains: {
        'connect-src': ['https://a.example', 'https://c.example'],
        'img-src': ['https://b.example'],
      },
    });
  });

  it.each([
    'ws://127.0.0.1:24999/',
    'http://localhost:3000/x',
  ])('never offers to allow %s in production', (blocked) => {
    const finding = explain({ kind: 'csp', directive: 'connect-src', blocked, ownPolicy: false });
    expect(finding.paste).toBeUndefined();
  });

  it('claims no 404 of a file where only the browser says that it did not load', () => {
    const finding = explain({ kind: 'unreachable', element: 'script', url: `${WIDGET}/app/main.js` });
    expect(finding.message).toBe('/app/main.js did not load.');
  });

  it("does not offer cspDomains against the page's own policy", () => {
    const finding = explain({ kind: 'csp', directive: 'script-src', blocked: 'eval', ownPolicy: true });
    expect(finding.message).toContain('own Content Security Policy');
    expect(finding.paste).toBeUndefined();
  });
});

describe('the findings of a tab', () => {
  const missing: PageFinding = { kind: 'unreachable', element: 'script', url: `${WIDGET}/app/a.js` };

  it('count as one what the page and the server noticed', () => {
    const store = new FindingStore();
    store.add(1, missing, context);
    store.add(1, { ...missing, element: 'file' }, { ...context, at: 1_005 });
    expect(store.all).toMatchObject([{ count: 2, at: 1_005 }]);
    expect(store.all[0]?.message).toContain('(404)');
  });

  it('keep apart widgets, places and words', () => {
    const store = new FindingStore();
    store.add(1, { kind: 'error', message: 'x' }, context);
    store.add(1, { kind: 'error', message: 'y' }, context);
    store.add(2, { kind: 'error', message: 'x' }, context);
    store.add(1, { kind: 'error', message: 'x', source: { url: 'http://a/b.js', line: 1 } }, context);
    expect(store.all).toHaveLength(4);
  });

  it('of an earlier load are not shown for the present one, until they come again', () => {
    const store = new FindingStore();
    store.add(1, missing, context);
    expect(store.since(2_000, 1)).toEqual([]);
    store.add(1, missing, { ...context, at: 2_500 });
    expect(store.since(2_000, 1)).toHaveLength(1);
  });

  it('are the newest 500', () => {
    const store = new FindingStore();
    for (let at = 0; at < 600; at += 1) store.add(1, { kind: 'error', message: String(at) }, context);
    expect(store.all).toHaveLength(500);
    expect(store.all.at(-1)?.message).toBe('599');
  });
});
