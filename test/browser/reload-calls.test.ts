import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { countResources } from '../support/count-resources.js';
import { startDev } from '../support/dev-server.js';
import { recordingServer } from '../support/recording-server.js';
import { tempFolder, widgetPage } from '../support/temp-package.js';
import { afterReload, pressReload, readyFrame } from '../support/widget-frame.js';
import type { ServerResponse } from 'node:http';
import type { Browser, Frame, Page } from 'playwright-core';
import type { WidgetCall } from '../../src/host/index.js';
import type { ResourceCounts } from '../support/count-resources.js';
import type { DevServer } from '../support/dev-server.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

/** How long the upstream takes for what is not held: reloads fall between question and answer. */
const LATE_MS = 30;

/** Calls in three loops and one that is not answered; what was answered is noted where a reload keeps it. */
const WIDGET = widgetPage(`
const api = new URLSearchParams(location.search).get('api');
const own = Number(localStorage.pages ?? 0) + 1;
localStorage.pages = own;
window.running = true;
async function loop(lane) {
  for (let turn = 0; window.running; turn += 1) {
    const id = own + '-' + lane + '-' + turn;
    await ZFAPPS.request({ url: api + '/late?id=' + id });
    localStorage.answered = (localStorage.answered ?? '') + id + ' ';
    await ZFAPPS.get('invoice.total');
    await ZFAPPS.invoke('RESIZE', { height: 300 });
  }
}
ZFAPPS.extension.init().then(() => {
  ZFAPPS.request({ url: api + '/held?id=' + own + '-held' }).catch(() => {});
  window.loops = Promise.all([loop(1), loop(2), loop(3)]);
  document.getElementById('out').textContent = 'ready';
});`);

const WAYS: [name: string, reload: (page: Page, frame: Frame) => Promise<unknown>, fragment?: string][] = [
  ["by the host page's button", (page) => pressReload(page)],
  ['by the button, with a fragment in the address', (page) => pressReload(page), '#tab'],
  ['by the widget itself', (_, frame) => frame.evaluate(() => location.reload())],
  [
    'from page to page of the package',
    (_, frame) =>
      frame.evaluate(() =>
        location.assign(
          (location.pathname === '/app/a.html' ? '/app/b.html' : '/app/a.html') + location.search,
        ),
      ),
  ],
];

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.close());

describe.each(WAYS)('twelve reloads during calls, %s', (_, reload, fragment = '') => {
  let upstream: RecordingServer;
  let folder: TempFolder;
  let dev: DevServer;
  let page: Page;
  const held: ServerResponse[] = [];
  let calls: WidgetCall[];
  /** Requests that the widget saw answered. */
  let answered: string[];
  let counted: { after2: ResourceCounts; after12: ResourceCounts };
  let sockets: { after2: number; after12: number };

  const callsUnderWay = (own: number) =>
    vi.waitFor(
      () => {
        const ids = upstream.requests.map(({ target }) => idOf(target));
        expect(ids).toContain(`${own}-held`);
        expect(ids).toContain(`${own}-1-1`);
      },
      { timeout: 10_000 },
    );

  beforeAll(async () => {
    upstream = await recordingServer(({ target }, response) => {
      if (target.startsWith('/held')) held.push(response);
      else setTimeout(() => response.end('{}'), LATE_MS);
    });
    folder = await tempFolder({
      'plugin-manifest.json': {
        modules: {
          widgets: [
            {
              location: 'invoice.details.sidebar',
              name: 'Busy',
              url: `/app/a.html?api=${encodeURIComponent(upstream.origin)}${fragment}`,
            },
          ],
        },
      },
      'app/a.html': WIDGET,
      'app/b.html': WIDGET,
      'zfapps.config.json': { mode: 'live', destinations: { private: [`127.0.0.1:${upstream.port}`] } },
    });
    dev = await startDev(folder.path);
    page = await browser.newPage();
    const count = await countResources(page);
    await page.goto(dev.url);
    await readyFrame(page, dev);

    async function reloadTimes(times: number, first: number): Promise<void> {
      for (let own = first; own < first + times; own += 1) {
        await callsUnderWay(own);
        await afterReload(page, dev, (frame) => reload(page, frame));
      }
      await callsUnderWay(first + times);
    }

    await reloadTimes(2, 1);
    const after2 = await count();
    const socketsAfter2 = openSockets(dev.pid);
    await reloadTimes(10, 3);
    counted = { after2, after12: await count() };
    sockets = { after2: socketsAfter2, after12: openSockets(dev.pid) };

    const frame = await readyFrame(page, dev);
    await frame.evaluate(async () => {
      Object.assign(window, { running: false });
      await (window as never as { loops: Promise<void> }).loops;
    });
    for (const response of held) response.end('{}');
    await page.waitForFunction(() =>
      window.zfappsPlayground.calls().every(({ outcome }) => outcome !== 'pending'),
    );
    calls = await page.evaluate(() => window.zfappsPlayground.calls());
    answered = await frame.evaluate(() => String(localStorage.answered).trim().split(' '));
  }, 120_000);
  afterAll(async () => {
    await page?.close();
    await dev?.stop();
    await upstream?.close();
    await folder?.remove();
  });

  it('lose no row of the log: every call has one, with its outcome', () => {
    expect(calls.map(({ id }) => id)).toEqual(calls.map((_call, index) => index + 1));
    const outcomes = new Map<string, string[]>();
    for (const { method, args, outcome, duration } of calls) {
      expect(['resolved', 'rejected', 'dropped']).toContain(outcome);
      expect(duration).toBeGreaterThanOrEqual(0);
      if (method !== 'request') continue;
      const id = idOf((args[0] as { url: string }).url);
      outcomes.set(id, [...(outcomes.get(id) ?? []), outcome]);
    }
    for (const { target } of upstream.requests) expect(outcomes.get(idOf(target)), target).toHaveLength(1);
    for (const id of answered) expect(outcomes.get(id), id).toEqual(['resolved']);
    const ofHeld = Array.from({ length: 13 }, (_none, index) => outcomes.get(`${index + 1}-held`)?.[0]);
    expect(ofHeld).toEqual([...Array<string>(12).fill('dropped'), 'resolved']);
  });

  it('leave no listener, port or interval behind', () => {
    expect(counted.after12).toEqual(counted.after2);
    expect(counted.after12.openPorts).toBe(1);
    expect(counted.after12.portListeners).toBe(1);
    expect(counted.after12.listeners['window message']).toBeGreaterThan(0);
  });

  it.runIf(process.platform === 'linux')('leave no socket open in the server', () => {
    expect(sockets.after2).toBeGreaterThan(0);
    expect(sockets.after12).toBeLessThan(sockets.after2 + 5);
  });
});

describe('a page that is loaded anew while it connects', () => {
  let folder: TempFolder;
  let dev: DevServer;
  beforeAll(async () => {
    folder = await tempFolder({
      'plugin-manifest.json': {
        modules: {
          widgets: [{ location: 'invoice.details.sidebar', name: 'Hasty', url: '/app/hasty.html' }],
        },
      },
      'app/hasty.html': widgetPage(`
        const left = Number(sessionStorage.left ?? 40);
        sessionStorage.left = left - 1;
        if (left > 0) setTimeout(() => location.reload(), left % 20);
        ZFAPPS.get('user').then(() => { if (left <= 0) document.getElementById('out').textContent = 'ready'; });`),
    });
    dev = await startDev(folder.path);
  });
  afterAll(async () => {
    await dev?.stop();
    await folder?.remove();
  });

  it('is connected in the end, over one port, and the host page has no errors', async () => {
    const page = await browser.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const count = await countResources(page);
    await page.goto(dev.url);
    const frame = await readyFrame(page, dev);
    expect(await frame.evaluate(() => sessionStorage.left)).toBe('-1');
    const { openPorts, portListeners } = await count();
    expect({ openPorts, portListeners }).toEqual({ openPorts: 1, portListeners: 1 });
    expect(errors).toEqual([]);
    const outcomes = await page.evaluate(() => window.zfappsPlayground.calls().map(({ outcome }) => outcome));
    expect(outcomes).not.toContain('pending');
    await page.close();
  });
});

function idOf(url: string): string {
  return new URL(url, 'http://upstream.invalid').searchParams.get('id') ?? '';
}

/** How many files, sockets among them, a process has open. */
function openSockets(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
