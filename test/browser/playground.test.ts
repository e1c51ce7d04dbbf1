import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';

/** What `npm start` opens. */
const EXAMPLES = join(resolve(import.meta.dirname, '../..'), 'playground/widgets/receivables');

let browser: Browser;
let dev: DevServer;
let page: Page;
let errors: string[];
beforeAll(async () => {
  dev = await startDev(EXAMPLES);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
});
beforeEach(async () => {
  errors = [];
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(dev.url);
});
afterEach(async () => {
  await page.close();
  expect(errors).toEqual([]);
});

function widget(): FrameLocator {
  return page.frameLocator('[data-selected] iframe[data-zfapps-widget]');
}

describe('the example widgets, offline', () => {
  it('the sidebar reads the record and calls an API through a connection', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).waitFor();
    const requests = await page.evaluate(() => window.zfappsPlayground.requests());
    expect(requests.length).toBeGreaterThan(0);
    for (const { outcome, value, args } of requests) {
      expect(outcome).toBe('resolved');
      expect(value).toMatchObject({ code: 0, data: { status_code: 200 } });
      expect(args[0]).toHaveProperty('connection_link_name');
    }
    await page.getByText('INV-000248').first().waitFor();
  });

  it('the sidebar opens a modal, which sends a reminder and closes', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).click();
    const modal = page.frameLocator('dialog iframe[data-zfapps-widget]');
    await modal.getByRole('button', { name: /send/i }).click();
    await page.locator('dialog[data-zfapps-modal]').waitFor({ state: 'detached' });
    const notifications = await page.evaluate(() => window.zfappsPlayground.notifications());
    expect(notifications.at(-1)).toMatchObject({ type: 'success' });
    const sent = await page.evaluate(() => window.zfappsPlayground.requests().at(-1));
    expect(sent).toMatchObject({ outcome: 'resolved', args: [{ method: 'POST', body: { mode: 'raw' } }] });
  });

  it('Escape closes a modal, and the focus returns to the button that opened it', async () => {
    await page.locator('.page').getByRole('button', { name: 'Send a reminder' }).click();
    await page.locator('dialog[data-zfapps-modal]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[data-zfapps-modal]').waitFor({ state: 'detached' });
    const focused = () =>
      page.evaluate(
        () =>
          document.activeElement?.shadowRoot?.activeElement?.textContent ??
          document.activeElement?.textContent,
      );
    await expect.poll(focused).toContain('Send a reminder');
  });

  it('the dashboard draws what the API answered', async () => {
    await page.getByRole('link', { name: /Receivables/ }).click();
    await widget().getByRole('table').waitFor();
    const [request] = (await page.evaluate(() => window.zfappsPlayground.requests())).slice(-1);
    expect(request).toMatchObject({ caller: { location: 'dashboard.widget' }, outcome: 'resolved' });
  });
});

describe('the page', () => {
  it('is quiet once it is loaded, for tests that wait for that', async () => {
    await page.goto(`${dev.url}#quiet`, { waitUntil: 'networkidle' });
    await page.reload({ waitUntil: 'networkidle' });
    expect(await page.evaluate(() => window.zfappsPlayground.calls().length)).toBeGreaterThan(0);
  });

  it('shows each call with its arguments and its answer', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).waitFor();
    const row = page.getByText('api.creditbureau.example').first();
    await row.click();
    await page.getByText('"score"').first().waitFor();
  });

  it('takes a pasted record, which the widget then sees', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).waitFor();
    await page.getByRole('button', { name: 'JSON' }).click();
    await page
      .getByRole('textbox', { name: /record/i })
      .fill('{"invoice_number": "INV-PASTED", "total": 12}');
    await page.getByRole('button', { name: 'Apply' }).click();
    const frame = page.frames().find((one) => one.url().startsWith(dev.widgetOrigin));
    expect(await frame?.evaluate(() => ZFAPPS.get('invoice'))).toEqual({
      invoice: { invoice_number: 'INV-PASTED', total: 12 },
    });
  });

  it('fires an event that the widget handles', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).waitFor();
    const frame = page.frames().find((one) => one.url().startsWith(dev.widgetOrigin));
    await frame?.evaluate(async () => {
      const { instance } = await ZFAPPS.extension.init();
      instance.on('ON_INVOICE_SAVED', () => 'seen');
    });
    const answers = await page.evaluate(() => window.zfappsPlayground.emit('ON_INVOICE_SAVED', {}));
    expect(answers.map(({ answer }) => answer)).toEqual([{ ok: true, value: ['seen'] }]);
  });

  it('goes by keyboard: the log filter, the shortcuts, and back', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('creditbureau');
    await page.getByText('www.zohoapis.com').first().waitFor({ state: 'hidden' });
    await page.getByText('api.creditbureau.example').first().waitFor();
  });

  it('goes to the widget that is chosen, whatever else happens before the browser says that it was', async () => {
    await widget().getByRole('button', { name: 'Write a reminder' }).waitFor();
    await page.evaluate(() => {
      location.hash = '#widget=2';
      // As every call, notification and finding of a widget does.
      const { session } = document.querySelector('zfapps-playground') as unknown as { session: EventTarget };
      session.dispatchEvent(new Event('change'));
    });
    await widget().getByRole('table').waitFor({ timeout: 5_000 });
    expect(new URL(page.url()).hash).toBe('#widget=2');
  });

  it('stays on the widget that was chosen when it is reloaded', async () => {
    await page.getByRole('link', { name: /Receivables/ }).click();
    await widget().getByRole('table').waitFor();
    await page.reload();
    await widget().getByRole('table').waitFor();
    expect(new URL(page.url()).hash).toContain('widget');
  });
});
