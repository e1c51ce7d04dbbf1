import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { tempFolder, widgetPage } from '../support/temp-package.js';
import { pressReload, READY_PAGE, readyFrame } from '../support/widget-frame.js';
import type { Browser, Frame, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

/** How long the widget spins, and the longest that the host page may stand still meanwhile. */
const SPIN_MS = 3_000;
const LONGEST_GAP_MS = 1_000;

let browser: Browser;
let folder: TempFolder;
let dev: DevServer;
let page: Page;

beforeAll(async () => {
  folder = await tempFolder({
    'plugin-manifest.json': {
      modules: {
        widgets: [{ location: 'invoice.details.sidebar', name: 'Spinner', url: '/app/widget.html' }],
      },
    },
    'app/widget.html': READY_PAGE,
    'app/loop.html': widgetPage('for (;;);'),
  });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await folder?.remove();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(async () => {
  await page.close();
  await dev.stop();
});

/** Notes the longest time between two ticks of the host page: of its frames, and of its messages. */
async function watchTicks(): Promise<() => Promise<{ gap: number; ticks: number }>> {
  await page.evaluate(() => {
    const watch = { gap: 0, ticks: 0, frame: performance.now(), message: performance.now() };
    Object.assign(window, { watch });
    const note = (kind: 'frame' | 'message') => {
      const now = performance.now();
      watch.gap = Math.max(watch.gap, now - watch[kind]);
      watch.ticks += 1;
      watch[kind] = now;
    };
    const onFrame = () => {
      note('frame');
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      note('message');
      setTimeout(() => port2.postMessage(undefined));
    };
    port2.postMessage(undefined);
  });
  return () => page.evaluate(() => (window as never as { watch: { gap: number; ticks: number } }).watch);
}

/** Lets the widget spin, and resolves with how long it did. */
function spin(frame: Frame, duration: number): Promise<number> {
  return frame.evaluate(
    (milliseconds) =>
      new Promise<number>((resolve) => {
        setTimeout(() => {
          const from = performance.now();
          while (performance.now() - from < milliseconds);
          resolve(performance.now() - from);
        });
      }),
    duration,
  );
}

describe('a widget in an endless loop', () => {
  it.each(['127.0.0.1', 'localhost'])('does not freeze the host page on %s', async (host) => {
    dev = await startDev(folder.path, '--host', host);
    await page.goto(dev.url);
    const frame = await readyFrame(page, dev);
    const watched = await watchTicks();
    expect(await spin(frame, SPIN_MS)).toBeGreaterThanOrEqual(SPIN_MS);
    const { gap, ticks } = await watched();
    expect(gap).toBeLessThan(LONGEST_GAP_MS);
    expect(ticks).toBeGreaterThan(SPIN_MS / LONGEST_GAP_MS);
  });

  it('is ended by the Reload button, and so is the call that it never answers', async () => {
    dev = await startDev(folder.path);
    await page.goto(dev.url);
    const frame = await readyFrame(page, dev);
    await frame.evaluate(async () => {
      const { instance } = await ZFAPPS.extension.init();
      await instance.on('ON_INVOICE_CHANGE', () => {
        for (;;);
      });
      (document.getElementById('out') as HTMLElement).textContent = 'former';
    });
    const emitted = page.evaluate(() => window.zfappsPlayground.emit('ON_INVOICE_CHANGE'));
    await pressReload(page);
    expect((await emitted).map(({ answer }) => answer)).toEqual([
      { ok: false, error: { code: 'frame_gone', message: expect.any(String) } },
    ]);
    const again = await readyFrame(page, dev);
    expect(await again.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
  });

  it('is ended by the Reload button while its page loads', async () => {
    dev = await startDev(folder.path);
    await page.goto(dev.url);
    const frame = await readyFrame(page, dev);
    const loading = page.waitForResponse(`${dev.widgetOrigin}/app/loop.html`);
    await frame.evaluate(() => location.assign('/app/loop.html'));
    await (await loading).finished();
    await pressReload(page);
    const again = await readyFrame(page, dev);
    expect(await again.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
  });
});
