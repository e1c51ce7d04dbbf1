import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, tempFolder, widgetPage } from '../support/temp-package.js';
import type { ServerResponse } from 'node:http';
import type { Browser, Frame, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

const FRAME = 'iframe[data-zfapps-widget]';

/** How pages call `init()`, and how often; `go` is what each calls. */
const INITS: [page: string, times: number, script: string][] = [
  ['top-level', 1, 'go();'],
  ['dom-content-loaded', 1, "document.addEventListener('DOMContentLoaded', go);"],
  ['window-onload', 1, 'window.onload = go;'],
  [
    'everywhere',
    4,
    "go(); document.addEventListener('DOMContentLoaded', go); window.onload = () => go().then(go);",
  ],
];

/** A page that shows how many of its `go` have had `init()`, and then the host page, answer. */
function initPage(script: string): string {
  return widgetPage(`
    let done = 0;
    async function go() {
      const { instance } = await ZFAPPS.extension.init();
      const { user } = await ZFAPPS.get('user');
      done += 1;
      document.getElementById('out').textContent = [done, typeof instance.on, user.name];
    }
    ${script}`);
}

let browser: Browser;
let upstream: RecordingServer;
let held: ServerResponse[];
let arrived: () => void;
let folder: TempFolder;
let dev: DevServer;
let page: Page;

beforeAll(async () => {
  upstream = await recordingServer((request, response) => {
    if (!request.target.startsWith('/held')) {
      response.end('{}');
      return;
    }
    held.push(response);
    arrived();
  });
  folder = await tempFolder({
    'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
    'app/widget.html': widgetPage(
      "ZFAPPS.extension.init().then(() => { document.getElementById('out').textContent = 'ready'; });",
    ),
    'app/plain.html': '<p id="out">no SDK here</p>',
    'app/modal.html': widgetPage(
      "ZFAPPS.extension.init().then(() => { document.getElementById('out').textContent = 'modal'; });",
    ),
    ...Object.fromEntries(INITS.map(([name, , script]) => [`app/${name}.html`, initPage(script)])),
    'zfapps.config.json': { mode: 'live', destinations: { private: [`127.0.0.1:${upstream.port}`] } },
  });
  dev = await startDev(folder.path);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  await upstream?.close();
  await folder?.remove();
});

beforeEach(async () => {
  held = [];
  page = await browser.newPage();
  await page.goto(dev.url);
  await ready(page);
});
afterEach(() => page.close());

async function ready(of: Page): Promise<Frame> {
  await of.frameLocator(FRAME).locator('#out', { hasText: 'ready' }).waitFor();
  const frame = of.frames().find((one) => one.url().startsWith(dev.widgetOrigin));
  if (frame === undefined) throw new Error('The widget has no frame.');
  return frame;
}

/** Makes the widget call an upstream that does not answer, and waits until the call is there. */
async function callHeldUpstream(frame: Frame): Promise<void> {
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await frame.evaluate((url) => {
    void ZFAPPS.request({ url }).catch(() => {});
  }, `${upstream.origin}/held`);
  await arrival;
}

/** The outcomes of the widget's requests, once none is pending. */
function outcomes(): Promise<{ outcome: string; code: string | undefined }[]> {
  return page
    .waitForFunction(
      () => {
        const calls = window.zfappsPlayground.requests();
        return (
          calls.every(({ outcome }) => outcome !== 'pending') &&
          calls.map(({ outcome, error }) => ({ outcome, code: error?.code }))
        );
      },
      undefined,
      { timeout: 3_000 },
    )
    .then((handle) => handle.jsonValue()) as never;
}

/** Resolves once the server has let go of the upstream: nothing hangs there either. */
function upstreamIsLetGo(): Promise<unknown> {
  return new Promise((resolve) => held[0]?.once('close', resolve));
}

describe('a call under way when its frame', () => {
  const dropped = [{ outcome: 'dropped', code: 'frame_gone' }];

  it('reloads itself is dropped, and the new document works', async () => {
    const frame = await ready(page);
    await callHeldUpstream(frame);
    const letGo = upstreamIsLetGo();
    await frame.evaluate(() => location.reload());
    expect(await outcomes()).toEqual(dropped);
    await letGo;
    const again = await ready(page);
    expect(await again.evaluate(async () => Object.keys(await ZFAPPS.get('organization')))).toEqual([
      'organization',
    ]);
  });

  it('navigates to a page without the SDK is dropped', async () => {
    const frame = await ready(page);
    await callHeldUpstream(frame);
    const letGo = upstreamIsLetGo();
    await frame.evaluate(() => location.assign('/app/plain.html'));
    expect(await outcomes()).toEqual(dropped);
    await letGo;
  });

  it('is removed by the page is dropped', async () => {
    const frame = await ready(page);
    await callHeldUpstream(frame);
    const letGo = upstreamIsLetGo();
    await page.evaluate((selector) => document.querySelector(selector)?.remove(), FRAME);
    expect(await outcomes()).toEqual(dropped);
    await letGo;
  });

  it("answers an event is dropped: the page's own call does not hang", async () => {
    const frame = await ready(page);
    await frame.evaluate(async () => {
      const { instance } = await ZFAPPS.extension.init();
      instance.on('ON_INVOICE_PRE_SAVE', () => new Promise(() => {}));
    });
    const emitted = page.evaluate(() => window.zfappsPlayground.emit('ON_INVOICE_PRE_SAVE', {}));
    await page.waitForFunction(() =>
      window.zfappsPlayground
        .calls()
        .some(({ method, outcome }) => method === 'emit' && outcome === 'pending'),
    );
    await frame.evaluate(() => location.reload());
    expect((await emitted).map(({ answer }) => answer)).toEqual([
      { ok: false, error: { code: 'frame_gone', message: expect.any(String) } },
    ]);
  });
});

describe('the widget', () => {
  it('makes calls that were made before init, in every order, and init is idempotent', async () => {
    const frame = await ready(page);
    const [first, second, same] = await frame.evaluate(async () => {
      const early = ZFAPPS.get('user');
      const apps = await Promise.all([ZFAPPS.extension.init(), ZFAPPS.extension.init()]);
      return [Object.keys(await early), Object.keys(await ZFAPPS.get('invoice.total')), apps[0] === apps[1]];
    });
    expect([first, second, same]).toEqual([['user'], ['invoice.total'], true]);
  });

  it.each(INITS)('calls init from its page, %s, %d times', async (name, times) => {
    const frame = await ready(page);
    await frame.evaluate((path) => location.assign(path), `/app/${name}.html`);
    // The name of the sample organisation's user.
    const text = `${times},function,Maya Lindqvist`;
    await page.frameLocator(FRAME).locator('#out', { hasText: text }).waitFor();
    expect(await page.evaluate(() => window.zfappsPlayground.findings())).toEqual([]);
  });

  it('gets events by callback and by thenable, and neither await stays pending', async () => {
    const frame = await ready(page);
    await frame.evaluate(async () => {
      const { instance } = await ZFAPPS.extension.init();
      const seen: unknown[] = [];
      Object.assign(window, { seen });
      await instance.on('ON_INVOICE_CHANGE', (data) => {
        seen.push(['callback', data]);
        return 'first';
      });
      instance.on('ON_INVOICE_CHANGE').then((data) => {
        seen.push(['then', data]);
        return 'second';
      });
    });
    const answers = await page.evaluate(() =>
      window.zfappsPlayground.emit('ON_INVOICE_CHANGE', { total: 5 }),
    );
    expect(answers.map(({ answer }) => answer)).toEqual([{ ok: true, value: ['first', 'second'] }]);
    expect(await frame.evaluate(() => (window as never as { seen: unknown }).seen)).toEqual([
      ['callback', { total: 5 }],
      ['then', { total: 5 }],
    ]);
  });

  it('resizes its own frame, and RESIZE resolves whatever it is given', async () => {
    const frame = await ready(page);
    await frame.evaluate(() =>
      Promise.all([
        ZFAPPS.invoke('RESIZE', { height: '333px' }),
        ZFAPPS.invoke('RESIZE', { width: '50%' }),
        ZFAPPS.invoke('RESIZE', { width: 'wide' }),
        ZFAPPS.invoke('RESIZE', undefined as never),
      ]),
    );
    expect(
      await page
        .locator(FRAME)
        .evaluate((element: HTMLElement) => [element.style.width, element.style.height]),
    ).toEqual(['50%', '333px']);
  });

  it('opens a modal that closes itself, and the focus returns', async () => {
    const frame = await ready(page);
    await frame.evaluate(() => ZFAPPS.showModal({ url: '/app/modal.html' }));
    const modal = page.frameLocator(`dialog ${FRAME}`);
    await modal.locator('#out', { hasText: 'modal' }).waitFor();
    const modalFrame = page.frames().find((one) => one.url().endsWith('/app/modal.html'));
    await modalFrame?.evaluate(() => void ZFAPPS.closeModal());
    await page.locator('dialog[data-zfapps-modal]').waitFor({ state: 'detached' });
    expect(
      await page.evaluate(() =>
        window.zfappsPlayground
          .calls()
          .filter(({ method }) => /Modal/.test(method))
          .map(({ outcome }) => outcome),
      ),
    ).toEqual(['resolved', 'resolved']);
  });

  it('cannot open a page of another origin as a modal', async () => {
    const frame = await ready(page);
    const error = await frame.evaluate(
      (url) => ZFAPPS.showModal({ url }).catch((reason: unknown) => reason),
      `${upstream.origin}/page`,
    );
    expect(error).toEqual({ code: 'invalid_options', message: expect.stringContaining('own package') });
    expect(await page.locator('dialog[data-zfapps-modal]').count()).toBe(0);
  });

  it('keeps its storage, and a handle to the window that it opens', async () => {
    const frame = await ready(page);
    await frame.evaluate(() => localStorage.setItem('kept', 'yes'));
    const popup = page.waitForEvent('popup');
    await frame.evaluate(() => void Object.assign(window, { handle: window.open('/app/plain.html') }));
    const opened = await popup;
    await opened.locator('#out').waitFor();
    expect(await frame.evaluate(() => (window as never as { handle: Window }).handle.closed)).toBe(false);
    expect(await opened.evaluate(() => window.opener === null)).toBe(false);
    await opened.close();
    await frame.evaluate(() => location.reload());
    const again = await ready(page);
    expect(await again.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
  });

  it('stores values by key, and gives them back after a reload', async () => {
    const frame = await ready(page);
    const stored = await frame.evaluate(() => ZFAPPS.store('draft', { value: { lines: [1, 2] } }));
    expect(stored).toEqual({ draft: { lines: [1, 2] } });
    await frame.evaluate(() => location.reload());
    const again = await ready(page);
    expect(await again.evaluate(() => ZFAPPS.retrieve('draft'))).toEqual({ draft: { lines: [1, 2] } });
    const reason = await again.evaluate(() => ZFAPPS.retrieve('nothing').catch((error: unknown) => error));
    expect(reason).toEqual({ code: -1, message: expect.stringContaining('nothing') });
  });

  it("has the product's style variables, weaker than the widget's own", async () => {
    const frame = await ready(page);
    const background = () =>
      frame.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--zf-primary_button_bg_color'),
      );
    expect(await background()).toBe('#408dfb');
    await frame.addStyleTag({ content: ':root { --zf-primary_button_bg_color: teal }' });
    expect(await background()).toBe('teal');
  });

  it('hides itself and comes back', async () => {
    const frame = await ready(page);
    const element = page.locator('iframe[data-zfapps-widget]').first();
    await frame.evaluate(() => ZFAPPS.hideWidget());
    await element.waitFor({ state: 'hidden' });
    await frame.evaluate(() => ZFAPPS.showWidget());
    await element.waitFor({ state: 'visible' });
  });

  it('says why nothing can be set where there is no form', async () => {
    const frame = await ready(page);
    const reason = await frame.evaluate(() =>
      ZFAPPS.set('invoice.notes', 'x').catch((error: unknown) => error),
    );
    expect(reason).toEqual({ code: 'not_settable', message: expect.stringContaining('parity') });
  });
});

describe('who gets nothing', () => {
  it('a second frame of the same origin inside the widget', async () => {
    const frame = await ready(page);
    const outcome = await frame.evaluate(
      () =>
        new Promise((resolve) => {
          const inner = document.createElement('iframe');
          inner.src = '/app/widget.html?inner';
          inner.onload = () => {
            const sdk = (inner.contentWindow as Window).ZFAPPS;
            sdk.get('organization').then(resolve, (error: { code: string }) => resolve(error.code));
          };
          document.body.append(inner);
        }),
    );
    expect(outcome).toBe('no_host');
  });

  it('a frame inside the widget that hands the host page a port of its own: the widget keeps its bridge', async () => {
    const frame = await ready(page);
    await page.evaluate(() =>
      addEventListener('message', ({ data }) => data === 'last' && Object.assign(window, { lastSeen: true })),
    );
    await frame.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const inner = document.createElement('iframe');
          inner.src = '/app/plain.html';
          inner.onload = () => {
            const script = (inner.contentDocument as Document).createElement('script');
            script.textContent = `top.postMessage({ type: 'zfapps-connect' }, '*', [new MessageChannel().port2]);
              top.postMessage('last', '*');`;
            inner.contentDocument?.body.append(script);
            resolve();
          };
          document.body.append(inner);
        }),
    );
    await page.waitForFunction(() => 'lastSeen' in window);
    expect(await frame.evaluate(async () => Object.keys(await ZFAPPS.get('user')))).toEqual(['user']);
  });

  it('a page of another origin in the same frame', async () => {
    const frame = await ready(page);
    const calls = await page.evaluate(() => window.zfappsPlayground.calls().length);
    const hostile = await recordingServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end(`<p id="out">hostile</p><script>
        window.got = [];
        addEventListener('message', (event) => { if (event.data !== 'echo') window.got.push(event.data); });
        const send = (message) => parent.postMessage({ namespace: 'penpal', channel: undefined, ...message }, '*');
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => window.got.push(data);
        parent.postMessage({ type: 'zfapps-connect' }, '*', [port2]);
        const forged = [
          { type: 'SYN', participantId: 'hostile' },
          { type: 'ACK1', methodPaths: [] },
          { type: 'CALL', id: '1', methodPath: ['get'], args: ['organization'] },
        ];
        for (const message of forged) {
          send(message);
          port1.postMessage({ namespace: 'penpal', channel: undefined, ...message });
        }
        // Messages keep their order: an answer to any of these would come before the echo of this one.
        window.echoed = new Promise((resolve) => addEventListener('message', ({ data }) => data === 'echo' && resolve()));
        parent.postMessage('last', '*');
      </script>`),
    );
    await page.evaluate(() =>
      addEventListener('message', ({ data, source }) => {
        if (data === 'last') source?.postMessage('echo', { targetOrigin: '*' });
      }),
    );
    await frame.evaluate((url) => location.assign(url), `${hostile.origin}/`);
    await page.frameLocator(FRAME).locator('#out', { hasText: 'hostile' }).waitFor();
    const there = page.frames().find((one) => one.url().startsWith(hostile.origin));
    await there?.evaluate(() => (window as never as { echoed: Promise<void> }).echoed);
    expect(await there?.evaluate(() => (window as never as { got: unknown[] }).got)).toEqual([]);
    expect(await page.evaluate(() => window.zfappsPlayground.calls().length)).toBe(calls);
    await hostile.close();
  });

  it('a forged message from the page itself', async () => {
    const calls = await page.evaluate(() => window.zfappsPlayground.calls().length);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          addEventListener('message', ({ data }) => data === 'last' && resolve());
          const call = { type: 'CALL', id: '1', methodPath: ['get'], args: ['organization'] };
          window.postMessage({ namespace: 'penpal', ...call }, '*');
          const { port1, port2 } = new MessageChannel();
          window.postMessage({ type: 'zfapps-connect' }, '*', [port2]);
          port1.postMessage({ namespace: 'penpal', ...call });
          window.postMessage('last', '*');
        }),
    );
    expect(await page.evaluate(() => window.zfappsPlayground.calls().length)).toBe(calls);
  });
});

describe('a widget without a host', () => {
  it('rejects at once in a page of its own, and says why on the page', async () => {
    const alone = await browser.newPage();
    await alone.goto(`${dev.widgetOrigin}/app/widget.html`);
    const [error, took] = await alone.evaluate(async () => {
      const from = performance.now();
      const reason = await ZFAPPS.extension.init().catch((rejection: unknown) => rejection);
      return [reason, performance.now() - from] as const;
    });
    expect(error).toEqual({ code: 'no_host', message: expect.stringContaining('zfapps-shim dev') });
    expect(took).toBeLessThan(500);
    await alone.locator('zfapps-notice').getByRole('alert').filter({ hasText: 'zfapps-shim dev' }).waitFor();
    await alone.close();
  });

  it('rejects after five seconds in a frame that nobody answers', async () => {
    const silent = await recordingServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<p>silent</p>'),
    );
    const alone = await browser.newPage();
    await alone.goto(`${dev.widgetOrigin}/app/plain.html`);
    const [code, took] = await alone.evaluate(
      () =>
        new Promise<[string, number]>((resolve) => {
          const frame = document.createElement('iframe');
          frame.srcdoc = `<script src="/__zfapps/zf_sdk.js" data-zfapps-host="${location.origin}"></script>`;
          frame.onload = () => {
            const from = performance.now();
            (frame.contentWindow as Window).ZFAPPS.extension
              .init()
              .catch((error: { code: string }) => resolve([error.code, performance.now() - from]));
          };
          document.body.append(frame);
        }),
    );
    expect(code).toBe('no_host');
    expect(took).toBeGreaterThan(4_500);
    expect(took).toBeLessThan(6_500);
    await alone.close();
    await silent.close();
  });
});
