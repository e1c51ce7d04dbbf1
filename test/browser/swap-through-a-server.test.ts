import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { openFixture, VENDOR, WORKS } from '../support/swap-fixtures.js';
import { manifest } from '../support/temp-package.js';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';

const page = (body: string) => `<!doctype html><html><head></head><body>${body}</body></html>`;
const TAG = `<script src="${VENDOR}"></script>`;

/** What only a server says of a page: its headers. */
const PAGES: Record<string, { headers: Record<string, string>; body: string | Uint8Array }> = {
  '/charset.html': {
    headers: { 'Content-Type': 'text/html; charset=Shift_JIS' },
    body: Buffer.concat([Buffer.from(page(`${TAG}<p>`)), Buffer.of(0x95, 0x5c)]),
  },
  '/policy.html': {
    headers: {
      'Content-Type': 'text/html',
      'Content-Security-Policy': "default-src 'none'; script-src https://js.zohostatic.com 'nonce-n'",
    },
    body: page(
      `<script nonce="n">document.write('${TAG.replace('</', '<\\/')}'); import('${VENDOR}').then(() => { window.imported = true })</script>`,
    ),
  },
  '/inline.html': {
    headers: {
      'Content-Type': 'text/html',
      'Content-Security-Policy': "script-src *.zohostatic.com 'unsafe-inline'",
    },
    body: page(`${TAG}<script>window.inline = true</script>`),
  },
};

const server = createServer((request, response) => {
  if (request.url === '/plugin-manifest.json') {
    const widgets = Object.keys(PAGES).map((path, index) => [`invoice.details.sidebar${index}`, path]);
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(manifest(Object.fromEntries(widgets))));
    return;
  }
  const found = PAGES[request.url ?? ''];
  response.writeHead(found === undefined ? 404 : 200, found?.headers).end(found?.body);
});

let browser: Browser;
let tab: Page;
let dev: DevServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  dev = await startDev(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  browser = await startBrowser();
  tab = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  server.close();
});

async function open(path: string) {
  const fixture = await openFixture(tab, dev, path, Object.keys(PAGES).indexOf(path));
  expect(await fixture.useSdk()).toEqual(WORKS);
  expect(fixture.vendorRequests).toEqual([]);
  return fixture;
}

describe('a page of a dev server', () => {
  it('keeps the charset that its Content-Type names', async () => {
    const { frame } = await open('/charset.html');
    expect(await frame.evaluate(() => document.characterSet)).toBe('Shift_JIS');
    expect(await frame.locator('p').innerText()).toBe('表');
  });

  it('gets the SDK where its own policy in a header allows the vendor', async () => {
    const { frame, findings } = await open('/policy.html');
    await expect.poll(() => frame.evaluate(() => 'imported' in window)).toBe(true);
    expect(await findings()).toEqual([]);
  });

  it('keeps its own inline scripts where its policy allows any', async () => {
    const { frame, findings } = await open('/inline.html');
    expect(await frame.evaluate(() => 'inline' in window)).toBe(true);
    expect(await findings()).toEqual([]);
  });
});
