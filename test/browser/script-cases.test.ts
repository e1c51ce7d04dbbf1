import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { QUIET, scriptCases } from '../testing/script-cases.js';
import { PAGE } from '../testing/script-cases/script-case.js';
import { typeOf } from '../testing/case-files.js';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';

/** What is slow comes this much later, in milliseconds: later than all else on a busy machine. */
const SLOW = 150;
/** A browser of its own process takes longer to be quiet. */
const LONGER = 2;

let browser: Browser;
let page: Page;
let server: Server;
let files: Record<string, string> = {};

beforeAll(async () => {
  browser = await startBrowser();
  page = await browser.newPage();
  server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const text = files[pathname];
    const answer = () =>
      response
        .writeHead(text === undefined ? 404 : 200, {
          'Content-Type': typeOf(pathname),
          'Cache-Control': 'no-store',
        })
        .end(text ?? 'none');
    setTimeout(answer, pathname.includes('slow') ? SLOW : 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const readLog = () => page.evaluate(() => JSON.parse(JSON.stringify((window as { log?: unknown[] }).log)));

it.each(scriptCases)('in Chromium, $name', async ({ files: given, expected, settle = QUIET }) => {
  files = given;
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}${PAGE}`, { waitUntil: 'load' });
  await page.waitForTimeout(settle * LONGER);
  // A busy machine may need longer; what comes too much is there by now.
  await expect.poll(readLog, { timeout: 3000 }).toEqual(expected);
});
