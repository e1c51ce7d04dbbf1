import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { probe, probePackage } from '../support/probe-widget.js';
import { manifest } from '../support/temp-package.js';
import type { Browser, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

const WIDGETS = {
  'invoice.details.sidebar': 'a',
  'application.allpages.sidebar': 'everywhere',
  'customer.details.sidebar': 'c',
  background: 'behind',
};

let browser: Browser;
let folder: TempFolder;
let dev: DevServer;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  folder = await probePackage(WIDGETS);
  dev = await startDev(folder.path);
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  await folder?.remove();
});

const open = (path: string) => page.evaluate((to) => window.zfappsPlayground.go(to), path);

/** Marks the documents of widgets that must stay. */
async function mark(...names: string[]): Promise<void> {
  for (const name of names)
    await (await probe(page, name)).evaluate(() => {
      document.title = 'the same';
    });
}

async function titles(...names: string[]): Promise<string[]> {
  return Promise.all(names.map(async (name) => (await probe(page, name)).evaluate(() => document.title)));
}

it('a widget of every page, and one behind them, are not loaded anew when the person goes elsewhere', async () => {
  await page.goto(`${dev.url}#page=invoice/details`);
  await probe(page, 'a');
  await mark('everywhere', 'behind');
  for (const path of [
    'customer/details',
    'invoice/details',
    'invoice/list',
    'settings',
    'customer/details',
  ]) {
    await open(path);
    expect(await titles('everywhere', 'behind'), path).toEqual(['the same', 'the same']);
  }
  await probe(page, 'c');
  expect(await page.locator('.state.connected').count()).toBe(3);
});

it('widgets that change places in the manifest are not loaded anew, and stand in its order', async () => {
  await open('invoice/details');
  await probe(page, 'a');
  await mark('a', 'everywhere', 'behind');
  await writeFile(
    join(folder.path, 'plugin-manifest.json'),
    JSON.stringify(
      manifest({
        'application.allpages.sidebar': '/app/everywhere.html',
        'invoice.details.sidebar': '/app/a.html',
        background: '/app/behind.html',
      }),
    ),
  );
  const order = () =>
    page.$$eval('.side .panel', (panels) =>
      panels
        .toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
        .map((panel) => panel.querySelector('code')?.textContent),
    );
  await expect.poll(order).toEqual(['application.allpages.sidebar', 'invoice.details.sidebar']);
  expect(await titles('a', 'everywhere', 'behind')).toEqual(['the same', 'the same', 'the same']);
});
