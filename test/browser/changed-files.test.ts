import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { readEvents } from '../support/read-events.js';
import { manifest, tempFolder, widgetPage } from '../support/temp-package.js';
import type { Browser } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { EventReader } from '../support/read-events.js';
import type { TempFolder } from '../support/temp-package.js';

/** A page that loads files in every way, each of which leads to another; it says when all have been asked for. */
const PAGE = widgetPage('').replace(
  '</body>',
  `<link rel="stylesheet" href="a.css">
<p style="font-family: F">text</p>
<iframe src="inner.html"></iframe>
<script src="late.js"></script>
<script type="module">
  import './one.js';
  await import('./dynamic.js');
  await fetch('data.json');
  await document.fonts.load('12px F').catch(() => {});
  const worker = new Worker('worker.js');
  await new Promise((resolve) => { worker.onmessage = resolve; });
  await new Promise((resolve) => { const shy = new Image(); shy.onload = shy.onerror = resolve; shy.src = 'shared.svg'; });
  document.getElementById('out').textContent = 'loaded';
</script></body>`,
);

const FILES = {
  'plugin-manifest.json': manifest({
    'invoice.details.sidebar': '/app/widget.html',
    background: '/app/other.html',
  }),
  'app/widget.html': PAGE,
  'app/other.html': widgetPage('')
    .replace('</head>', '<meta name="referrer" content="no-referrer"></head>')
    .replace('</body>', '<img src="shy.svg"></body>'),
  'app/a.css': '@import "b.css";',
  'app/b.css': '@font-face { font-family: F; src: url(f.woff2); }',
  'app/f.woff2': '',
  'app/one.js': `import './two.js';`,
  'app/two.js': '',
  'app/dynamic.js': `import './three.js';`,
  'app/three.js': '',
  'app/data.json': '{}',
  'app/worker.js': `importScripts('helper.js'); postMessage(1);`,
  'app/helper.js': '',
  'app/inner.html': '<script src="inner.js"></script>',
  'app/inner.js': '',
  'app/shared.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'app/shy.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
};

let browser: Browser;
let folder: TempFolder;
let dev: DevServer;
let events: EventReader;
beforeAll(async () => {
  folder = await tempFolder(FILES);
  [browser, dev] = await Promise.all([startBrowser(), startDev(folder.path)]);
  const tab = await browser.newPage();
  await tab.goto(dev.url);
  await tab.frameLocator('iframe[src$="/app/widget.html"]').getByText('loaded').waitFor();
  await tab
    .frameLocator('iframe[src$="/app/other.html"]')
    .locator('img')
    .evaluate(async (image) => (image as HTMLImageElement).decode());
  // The page is gone: it would load what changes anew.
  await tab.close();
  const html = await (await fetch(dev.url)).text();
  const { token } = JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '') as { token: string };
  const stream = await fetch(`${dev.url}__zfapps/events`, { headers: { 'x-zfapps-token': token } });
  events = readEvents(stream.body);
  await events.next('open');
});
afterAll(async () => {
  await events?.cancel();
  await browser?.close();
  await dev?.stop();
  await folder?.remove();
});

it.each([
  ['the page', 'widget.html'],
  ['a style', 'a.css'],
  ['a style that a style imports', 'b.css'],
  ['a font of that', 'f.woff2'],
  ['a module', 'one.js'],
  ['a module that a module imports', 'two.js'],
  ['a module that is imported at run time', 'dynamic.js'],
  ['what that imports', 'three.js'],
  ['what is fetched', 'data.json'],
  ['a worker', 'worker.js'],
  ['what a worker imports', 'helper.js'],
  ['a page in a frame of the page', 'inner.html'],
  ['a script of that', 'inner.js'],
  ['a picture', 'shared.svg'],
  ['a script that was missing', 'late.js'],
])('a change of %s concerns the page that loads it, and not the other', async (_, name) => {
  await writeFile(join(folder.path, 'app', name), `/* ${name} */`);
  const { path, pages } = await events.next('file');
  expect(path).toBe(`/app/${name}`);
  expect(pages).toContain('/app/widget.html');
  expect(pages).not.toContain('/app/other.html');
});

it('a change of what a page without referrer loads concerns any page', async () => {
  await writeFile(join(folder.path, 'app/shy.svg'), 'x');
  const event = await events.next('file');
  expect(event.path).toBe('/app/shy.svg');
  expect(event.pages).toBeUndefined();
});
