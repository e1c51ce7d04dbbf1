import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifest } from '../support/temp-package.js';
import { CONFIG, mocks, running, SIDEBAR } from './running-project.js';

describe('a changed manifest', () => {
  it('is in use, and the mocks keep their state', async () => {
    const {
      write,
      next,
      request,
      manifest: shown,
    } = await running({ [CONFIG]: { mocks: './mocks.ts' }, 'mocks.ts': mocks(1) });
    expect(await request()).toMatchObject({ answer: 1, count: 1 });
    await write('plugin-manifest.json', manifest({ ...SIDEBAR, 'dashboard.widget': '/app/other.html' }));
    const { widgets, problems } = await next();
    expect(widgets.map(({ location }) => location)).toEqual(['invoice.details.sidebar', 'dashboard.widget']);
    expect(problems).toEqual([]);
    expect(await request()).toMatchObject({ answer: 1, count: 2 });
    expect(await shown()).toMatchObject({ problems: [] });
  });

  it('declares connections to the backend', async () => {
    const { write, next, request } = await running({
      [CONFIG]: { mocks: './mocks.ts' },
      'mocks.ts': mocks(1),
    });
    const undeclared = await request({ connection_link_name: 'books' });
    expect(undeclared.warnings).toEqual([expect.stringContaining('do not declare the connection "books"')]);
    const declared = { ...manifest(SIDEBAR), usedConnections: [{ connectionLinkName: 'books' }] };
    await write('plugin-manifest.json', declared);
    await next();
    expect((await request({ connection_link_name: 'books' })).warnings).toEqual([]);
  });

  it('of another service has the API root of that one', async () => {
    const { write, events, records } = await running({});
    expect((await records()).organization.api_root_endpoint).toBe('https://www.zohoapis.com/books/v3');
    await write('plugin-manifest.json', { ...manifest(SIDEBAR), service: 'INVENTORY' });
    expect(await events.next('project')).toMatchObject({ records: true });
    expect((await records()).organization.api_root_endpoint).toBe('https://www.zohoapis.com/inventory/v1');
  });

  it('that is wrong is told once, by line and column, until it is right again', async () => {
    const { write, next, notices } = await running({});
    await write('plugin-manifest.json', '{\n  "modules": \n}');
    const wrong = await next();
    expect(wrong.problems).toEqual([expect.stringMatching(/plugin-manifest\.json:3:1 is not JSON/)]);
    expect(wrong.widgets).toHaveLength(1);
    await write('plugin-manifest.json', manifest({ 'dashboard.widget': '/app/widget.html' }));
    const right = await next();
    expect(right.problems).toEqual([]);
    expect(right.widgets).toMatchObject([{ location: 'dashboard.widget' }]);
    expect(notices).toEqual([
      { kind: 'problem', message: wrong.problems[0] },
      { kind: 'mended', message: expect.stringContaining('plugin-manifest.json is right again') },
    ]);
  });

  it('that is gone leaves the former in use, and says so', async () => {
    const { folder, next } = await running({});
    await rename(join(folder, 'plugin-manifest.json'), join(folder, 'away.json'));
    const gone = await next();
    expect(gone.problems).toEqual([expect.stringMatching(/plugin-manifest\.json is gone/)]);
    expect(gone.widgets).toHaveLength(1);
    await rename(join(folder, 'away.json'), join(folder, 'plugin-manifest.json'));
    expect((await next()).problems).toEqual([]);
  });

  it('that comes where there was none is in use', async () => {
    const { write, next, manifest: shown } = await running({ 'plugin-manifest.json': undefined });
    expect(await shown()).toMatchObject({ widgets: [{ location: 'invoice.details.sidebar' }] });
    await write('plugin-manifest.json', manifest({ webtab: '/app/other.html' }));
    expect(await next()).toMatchObject({ widgets: [{ location: 'webtab' }], problems: [] });
  });

  it('that names a missing page is in use all the same; the page is missed until it comes', async () => {
    const { folder, write, next, notices } = await running({});
    await write('plugin-manifest.json', manifest({ ...SIDEBAR, webtab: '/app/renamed.html' }));
    const missing = await next();
    expect(missing.widgets).toHaveLength(2);
    expect(missing.problems).toEqual([expect.stringMatching(/"webtab".*renamed\.html does not exist/)]);
    await rename(join(folder, 'app/other.html'), join(folder, 'app/renamed.html'));
    expect((await next()).problems).toEqual([]);
    expect(notices.map(({ kind }) => kind)).toEqual(['problem', 'mended']);
  });

  it('whose page is taken away says so', async () => {
    const { folder, next } = await running({});
    await rm(join(folder, 'app/widget.html'));
    expect((await next()).problems).toEqual([expect.stringContaining('widget.html does not exist')]);
  });

  it('written in steps, empty in between, is never told to be wrong', async () => {
    const { write, events, next, notices } = await running({});
    await write('plugin-manifest.json', '');
    await write('app/other.html', 'x');
    // Told in one batch with the manifest, which is still empty now.
    await events.next('file');
    await write('plugin-manifest.json', manifest({ webtab: '/app/other.html' }));
    expect(await next()).toMatchObject({ problems: [], widgets: [{ location: 'webtab' }] });
    expect(notices).toEqual([]);
  });

  it('that stays empty is told to be wrong', async () => {
    const { write, next } = await running({});
    await write('plugin-manifest.json', '');
    expect((await next()).problems).toEqual([expect.stringMatching(/plugin-manifest\.json:1:1 is not JSON/)]);
  });
});
