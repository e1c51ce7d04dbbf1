import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, createServer } from 'vite';
import { expect, it, onTestFinished } from 'vitest';
import { zfapps } from '../../src/entries/vite.js';
import { tempFolder } from '../node/temp-folder.js';
import { readEvents } from '../support/read-events.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import type { ManifestAnswer } from '../../src/core/protocol/index.js';

/** A Vite project with the plugin, and the stream of its host page. */
async function started(more: Record<string, object> = {}) {
  const root = await tempFolder({
    ...more,
    'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
    'app/widget.html': widgetPage(''),
    'index.html': '',
    'zfapps.config.ts': 'export default {};',
  });
  const printed: string[] = [];
  const customLogger = createLogger('silent');
  for (const level of ['info', 'warn'] as const)
    customLogger[level] = (message) => void printed.push(message);
  const vite = await createServer({
    configFile: false,
    customLogger,
    root,
    optimizeDeps: { noDiscovery: true },
    plugins: [zfapps()],
    server: { host: '127.0.0.1', port: 0 },
  });
  onTestFinished(() => vite.close());
  await vite.listen();
  const address = vite.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('Vite does not listen.');
  const page = `http://127.0.0.1:${address.port}/__zfapps/`;
  const html = await (await fetch(page)).text();
  const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as { token: string };
  const get = (path: string) => fetch(page + path, { headers: { 'x-zfapps-token': token } });
  const events = readEvents((await get('events')).body);
  onTestFinished(() => events.cancel().catch(() => {}));
  await events.next('open');
  return {
    printed,
    events,
    write: (name: string, text: string) => writeFile(join(root, name), text),
    translations: async () => (await get('translations')).json() as Promise<Record<string, unknown>>,
    manifest: async () => (await get('manifest')).json() as Promise<ManifestAnswer>,
  };
}

it("in a Vite project, manifest and configuration are read anew; the widget's files are left to Vite", async () => {
  const { write, events, manifest: shown, printed } = await started();
  await write('app/widget.html', widgetPage('changed()'));
  await write('zfapps.config.ts', 'export default { limts: {} };');
  // A file event would have come first.
  expect(await events.next()).toEqual({ type: 'project', records: false });
  expect((await shown()).problems).toEqual([expect.stringContaining('limts')]);
  expect(printed.filter((line) => line.includes('limts'))).toHaveLength(1);
  await write('zfapps.config.ts', `export default { organization: { name: 'Mine' } };`);
  expect(await events.next()).toEqual({ type: 'project', records: true });
  expect((await shown()).problems).toEqual([]);
  await write('plugin-manifest.json', JSON.stringify(manifest({ webtab: '/app/widget.html' })));
  await events.next('project');
  expect((await shown()).widgets).toMatchObject([{ location: 'webtab' }]);
});

it('in a Vite project, translations are read from app/ and public/app/, and their changes told to every page', async () => {
  const {
    write,
    events,
    translations,
    manifest: shown,
  } = await started({
    'app/translations/en.json': { title: 'Title', save: 'Save' },
    'public/app/translations/en.json': { title: 'not the first that has it' },
    'public/app/translations/fr.json': { title: 'Titre' },
  });
  expect(await translations()).toEqual({ title: 'Title', save: 'Save' });
  expect((await shown()).locales).toEqual(['en', 'fr']);
  await write('app/translations/en.json', '{"title":"New"}');
  expect(await events.next()).toEqual({ type: 'file', revision: 1, path: '/app/translations/en.json' });
  expect(await translations()).toEqual({ title: 'New' });
  await write('public/app/translations/ja.json', '{}');
  expect(await events.next('file')).toMatchObject({ path: '/app/translations/ja.json' });
  expect((await shown()).locales).toEqual(['en', 'fr', 'ja']);
});
