import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, tempFolder, widgetPage } from '../support/temp-package.js';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame, Page, Request } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

const SECRET = 'planted-secret-4711';
/** Chromium's names for an answer that it did not hand over: by its Cross-Origin-Resource-Policy, for want of CORS. */
const BLOCKED = 'net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin';
const NO_CORS = 'net::ERR_FAILED';

const FRAME = 'iframe[data-zfapps-widget]';

/** What only the host page's HTML, its answers, or the widget's page hold. */
const TELLTALE = /zfapps-boot|"organization"|"initialWidget"|widget-telltale/;

const ROUTES = ['', '__zfapps/', '__zfapps/manifest', '__zfapps/records', '__zfapps/request'];

let browser: Browser;
let upstream: RecordingServer;
let attacker: Server;
let attackerPort: number;
let folder: TempFolder;
let dev: DevServer;
let page: Page;
/** What the dev server answered to the attack: `POST /__zfapps/request 403`. */
let answered: string[];
/** How many requests the upstream may have seen. */
let legitimate = 0;

beforeAll(async () => {
  upstream = await recordingServer();
  folder = await tempFolder({
    'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
    'app/widget.html': widgetPage(
      "document.body.append('widget-telltale'); ZFAPPS.extension.init().then(() => { document.getElementById('out').textContent = 'ready'; });",
    ),
    'zfapps.config.json': {
      mode: 'live',
      destinations: { private: [`127.0.0.1:${upstream.port}`] },
      connections: { books: { type: 'bearer', token: { env: 'ATTACKED_TOKEN' }, hosts: ['127.0.0.1'] } },
    },
    '.env.local': `ATTACKED_TOKEN=${SECRET}\n`,
  });
  dev = await startDev(folder.path);
  attacker = createServer((_, response) =>
    response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>attacker</title><body>'),
  );
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  attackerPort = (attacker.address() as AddressInfo).port;
  // DNS answers what the attacker wants: evil.example is this machine.
  browser = await startBrowser('--host-resolver-rules=MAP evil.example 127.0.0.1');
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  attacker?.close();
  await upstream?.close();
  await folder?.remove();
});

beforeEach(async () => {
  const context = await browser.newContext();
  page = await context.newPage();
  answered = [];
  const note = (request: Request, outcome: number | string | undefined) => {
    const { port, pathname } = new URL(request.url());
    if (port === new URL(dev.url).port) answered.push(`${request.method()} ${pathname} ${outcome}`);
  };
  context.on('response', (response) => note(response.request(), response.status()));
  context.on('requestfailed', (request) => note(request, request.failure()?.errorText));
});
afterEach(async () => {
  // Whatever an attack did, nothing reached the upstream, not even a connection.
  expect(upstream.requests).toHaveLength(legitimate);
  expect(upstream.connections()).toBe(legitimate);
  expect(dev.output()).not.toContain(SECRET);
  await page.context().close();
});

async function widgetFrame(): Promise<Frame> {
  await page.frameLocator(FRAME).locator('#out', { hasText: 'ready' }).waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(dev.widgetOrigin));
  if (frame === undefined) throw new Error('The widget has no frame.');
  return frame;
}

/** Every way of `fetch` and XMLHttpRequest to read addresses; resolves with what could be read. */
function readAll(from: Page | Frame, urls: string[]): Promise<string[]> {
  return from.evaluate(async (addresses) => {
    const inits: RequestInit[] = [
      {},
      { credentials: 'include' },
      { mode: 'no-cors' },
      { mode: 'no-cors', credentials: 'include' },
      { headers: { 'x-zfapps-token': 'guess' } },
      { referrerPolicy: 'no-referrer' },
      { redirect: 'manual' },
    ];
    const read: string[] = [];
    for (const url of addresses) {
      for (const init of inits) {
        await fetch(url, init).then(
          async (response) =>
            read.push(`${url} ${JSON.stringify(init)} ${response.status} ${await response.text()}`),
          () => {},
        );
      }
      await new Promise<void>((resolve) => {
        const request = new XMLHttpRequest();
        request.open('GET', url);
        request.withCredentials = true;
        request.onload = () => read.push(`${url} XMLHttpRequest ${request.status} ${request.responseText}`);
        request.onloadend = () => resolve();
        request.send();
      });
    }
    return read;
  }, urls);
}

/** Every way to send a call without a readable answer; resolves once all have ended. */
async function sendAll(from: Page | Frame, url: string, call: object): Promise<void> {
  const beacons = ['text/plain', 'application/x-www-form-urlencoded'].map((type, index) => ({
    type,
    to: `${url}?beacon=${index}`,
  }));
  // A beacon that a policy blocks makes no request: the page is told, and nobody else.
  const ended = new Set<string>();
  let onEnd: () => void = () => {};
  const count = (address: string) => {
    ended.add(address);
    if (beacons.every(({ to }) => ended.has(to))) onEnd();
  };
  const beaconsEnded = new Promise<void>((resolve) => {
    onEnd = resolve;
    const countPing = (request: Request) => {
      if (request.resourceType() === 'ping') count(request.url());
    };
    page.on('requestfinished', countPing);
    page.on('requestfailed', countPing);
  });
  const blocked = await from.evaluate(
    async ([to, body, pings]) => {
      const blockedByPolicy: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ blockedURI }) =>
        blockedByPolicy.push(blockedURI),
      );
      const loaded = (element: HTMLElement) =>
        new Promise<void>((resolve) => {
          element.onload = element.onerror = () => resolve();
          document.body.append(element);
        });
      const element = <Name extends keyof HTMLElementTagNameMap>(
        name: Name,
        attributes: Record<string, string>,
      ) => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        return made;
      };
      const headers = { 'x-zfapps-token': 'guess' };
      const inits: RequestInit[] = [
        { mode: 'no-cors', headers: { 'content-type': 'text/plain' } },
        { mode: 'no-cors', credentials: 'include' },
        { mode: 'no-cors', keepalive: true, referrerPolicy: 'no-referrer' },
        { headers: { 'content-type': 'application/json' } },
        { headers: { ...headers, 'content-type': 'application/json' } },
        { headers: { ...headers, 'content-type': 'text/plain' } },
        { headers: { 'content-type': 'text/plain' } },
      ];
      for (const init of inits) await fetch(to, { method: 'POST', body, ...init }).catch(() => {});

      for (const { to: target, type } of pings) navigator.sendBeacon(target, new Blob([body], { type }));

      // A form whose text/plain body is the JSON of a call.
      for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const frame = element('iframe', { name: `form-${enctype}` });
        await loaded(frame);
        const form = element('form', { action: to, method: 'post', enctype, target: frame.name });
        form.append(element('input', { name: body.slice(0, -2), value: '"}' }));
        document.body.append(form);
        const answer = new Promise((resolve) => {
          frame.onload = resolve;
        });
        form.submit();
        await answer;
      }

      const withQuery = `${to}?options=${encodeURIComponent(body)}`;
      await loaded(element('script', { src: withQuery }));
      await loaded(element('script', { src: withQuery, type: 'module' }));
      await loaded(element('img', { src: withQuery }));
      await loaded(element('link', { rel: 'stylesheet', href: withQuery }));
      await loaded(element('iframe', { src: withQuery }));
      await new Promise<void>((resolve) => {
        const events = new EventSource(withQuery);
        events.onerror = () => resolve(events.close());
      });
      await new Promise((resolve) => {
        // Chromium closes no socket that a policy blocked.
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
          if (blockedURI.startsWith('ws:')) resolve(undefined);
        });
        const socket = new WebSocket(withQuery.replace(/^http/, 'ws'));
        socket.onclose = resolve;
      });
      return blockedByPolicy;
    },
    [url, JSON.stringify(call), beacons] as const,
  );
  for (const address of blocked) count(address);
  await beaconsEnded;
}

/** Puts an address into every kind of frame and resolves with the documents that then stand in them. */
async function frameAll(from: Page | Frame, url: string): Promise<string[]> {
  const before = new Set(page.frames());
  await from.evaluate(async (address) => {
    const kinds: [string, string][] = [
      ['iframe', 'src'],
      ['object', 'data'],
      ['embed', 'src'],
    ];
    for (const [name, attribute] of kinds) {
      const element = document.createElement(name);
      element.setAttribute(attribute, address);
      await new Promise<void>((resolve) => {
        element.onload = element.onerror = () => resolve();
        document.body.append(element);
      });
    }
    const sandboxed = document.createElement('iframe');
    sandboxed.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    sandboxed.src = address;
    await new Promise((resolve) => {
      sandboxed.onload = resolve;
      document.body.append(sandboxed);
    });
  }, url);
  const inside = page.frames().filter((frame) => !before.has(frame));
  return Promise.all(inside.map((frame) => frame.content()));
}

/** How often each outcome was seen, of requests that begin so. */
function tally(start: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of answered.filter((one) => one.startsWith(`${start} `))) {
    const outcome = line.slice(start.length + 1);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** What became of the requests of `sendAll`: each arrived and was refused, or the browser did not send it. */
function expectAllRefused(): void {
  expect(tally('POST /__zfapps/request')).toEqual({
    // Three fetches without CORS and two beacons.
    [BLOCKED]: 5,
    // Two fetches of text, and two whose preflight got no permission.
    [NO_CORS]: 4,
    // Three forms.
    403: 3,
  });
  expect(answered.filter((line) => / 2\d\d$/.test(line))).toEqual([]);
}

/** A call that would reach the upstream, with the credential, if anybody carried it out. */
function call(): object {
  return {
    options: { url: `${upstream.origin}/stolen`, connection_link_name: 'books' },
    caller: { widget: 'x' },
  };
}

describe.each(['127.0.0.1', 'evil.example'])('a page of http://%s on another port', (hostname) => {
  beforeEach(async () => {
    await page.goto(`http://${hostname}:${attackerPort}/`);
  });

  it('reads nothing of the host page, its routes, or the widget', async () => {
    const urls = [...ROUTES.map((route) => `${dev.url}${route}`), `${dev.widgetOrigin}/app/widget.html`];
    expect(await readAll(page, urls)).toEqual([]);
    // The server was reached: what failed is the reading.
    expect(tally('GET /__zfapps/manifest')).toEqual({ [BLOCKED]: 2, [NO_CORS]: 6 });
    // The attack works where it is allowed to: on the attacker's own page.
    expect(await readAll(page, [`http://${hostname}:${attackerPort}/`])).toHaveLength(8);
  });

  it('makes no request by fetch, beacon, form, script, image, frame, stream or socket', async () => {
    await sendAll(page, `${dev.url}__zfapps/request`, call());
    expectAllRefused();
  });

  it('frames neither the host page nor the widget', async () => {
    for (const url of [dev.url, `${dev.url}__zfapps/`, `${dev.widgetOrigin}/app/widget.html`]) {
      const documents = await frameAll(page, url);
      expect(documents.length).toBeGreaterThanOrEqual(2);
      for (const document of documents) expect(document).not.toMatch(TELLTALE);
    }
  });

  it('gets no handle of a host page that it opens', async () => {
    const [popup, before] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate((url) => {
        const opened = window.open(url);
        Object.assign(window, { opened });
        return opened !== null;
      }, dev.url),
    ]);
    expect(before).toBe(true);
    await popup.locator(FRAME).waitFor();
    const seen = await page.evaluate(() => {
      const { opened } = window as unknown as { opened: Window };
      let inside = 'nothing';
      try {
        inside = opened.document.documentElement.outerHTML;
      } catch {
        // Not to be read, as it should be.
      }
      return { closed: opened.closed, frames: opened.length, inside };
    });
    // Severed: to the opener it looks closed, and shows no frames.
    expect(seen).toMatchObject({ closed: true, frames: 0 });
    expect(seen.inside).not.toMatch(TELLTALE);
    expect(await popup.evaluate(() => window.opener)).toBe(null);
    await popup.close();
  });
});

describe('a name that the attacker makes resolve to this machine', () => {
  it.each(['page', 'widget'])('is refused by the %s, and what runs there makes no request', async (face) => {
    const { port } = new URL(face === 'page' ? dev.url : dev.widgetOrigin);
    const rebound = `http://evil.example:${port}/`;
    for (const path of ['', '__zfapps/', 'app/widget.html']) {
      const response = await page.goto(`${rebound}${path}`);
      expect(response?.status()).toBe(403);
      expect(await page.content()).not.toMatch(TELLTALE);
    }
    // From here everything is same-origin: only the name gives it away.
    const statuses = await page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json', 'x-zfapps-token': 'guess' };
      const answers = [
        await fetch('/'),
        await fetch('/__zfapps/records', { headers }),
        await fetch('/__zfapps/request', { method: 'POST', headers, body }),
      ];
      return answers.map(({ status }) => status);
    }, JSON.stringify(call()));
    expect(statuses).toEqual([403, 403, 403]);
  });
});

describe('a hostile widget in the host page', () => {
  let frame: Frame;
  beforeEach(async () => {
    await page.goto(dev.url);
    frame = await widgetFrame();
  });

  it('reads nothing of the host page by fetch', async () => {
    expect(
      await readAll(
        frame,
        ROUTES.map((route) => `${dev.url}${route}`),
      ),
    ).toEqual([]);
    // Of its own origin it reads its files, and none of the routes.
    const own = await readAll(
      frame,
      ROUTES.map((route) => `${dev.widgetOrigin}/${route}`),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const text of own) expect(text).not.toMatch(/zfapps-boot|"organization"|"initialWidget"/);
  });

  it('makes no request past the bridge', async () => {
    answered = [];
    await sendAll(frame, `${dev.url}__zfapps/request`, call());
    // Its policy stops fetches and beacons on the way, and leaves the three forms, which the server refuses.
    expect(tally('POST /__zfapps/request')).toEqual({ 403: 3 });
    expect(answered.filter((line) => / 2\d\d$/.test(line))).toEqual([]);
  });

  it('touches neither document nor globals of the page around it', async () => {
    const outcomes = await frame.evaluate(() => {
      const attempts: (() => unknown)[] = [
        () => parent.document,
        () => top?.document,
        () => window.frameElement,
        () => (parent as unknown as { zfappsPlayground: unknown }).zfappsPlayground,
        () => parent.localStorage,
        () => parent.location.href,
        () => (parent as unknown as { fetch: unknown }).fetch,
      ];
      return attempts.map((attempt) => {
        try {
          return attempt() ?? 'nothing';
        } catch (error) {
          return (error as DOMException).name;
        }
      });
    });
    // `frameElement` answers null to another origin instead of throwing.
    expect(outcomes).toEqual([
      'SecurityError',
      'SecurityError',
      'nothing',
      ...Array(4).fill('SecurityError'),
    ]);
  });

  it('does not become same-origin by document.domain', async () => {
    const after = () => {
      try {
        // The old way to join two ports of a host.
        document.domain = '127.0.0.1';
      } catch {
        // Refused outright: as good.
      }
      return window.originAgentCluster;
    };
    expect(await page.evaluate(after)).toBe(true);
    expect(await frame.evaluate(after)).toBe(true);
    const inside = await frame.evaluate(() => {
      try {
        return parent.document.title;
      } catch (error) {
        return (error as DOMException).name;
      }
    });
    expect(inside).toBe('SecurityError');
  });

  it('does not frame the host page inside itself', async () => {
    const count = page.frames().length;
    const documents = await frameAll(frame, dev.url);
    expect(page.frames().length).toBeGreaterThan(count);
    expect(documents.length).toBeGreaterThanOrEqual(2);
    for (const document of documents) expect(document).not.toMatch(/zfapps-boot/);
  });

  it('gets no handle of a host page that it opens', async () => {
    const popup = page.waitForEvent('popup');
    await frame.evaluate((url) => void Object.assign(window, { handle: window.open(url) }), dev.url);
    const opened = await popup;
    await opened.locator(FRAME).waitFor();
    // Severed as soon as the page is there: to whoever opened it, the window looks closed.
    const handle = await frame.evaluate(() => {
      const { closed, length } = (window as never as { handle: Window }).handle;
      return { closed, length };
    });
    expect(handle).toEqual({ closed: true, length: 0 });
    expect(await opened.evaluate(() => window.opener)).toBe(null);
    await opened.close();
  });

  it.each<[string, () => void]>([
    ['the name _top', () => void window.open('/evil', '_top')],
    ['a link', () => document.querySelector<HTMLElement>('#link')?.click()],
    ['a form', () => document.querySelector<HTMLFormElement>('#form')?.submit()],
  ])('does not navigate the top window by %s', async (_, navigate) => {
    await frame.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<a id=link target=_top href=/evil>x</a><form id=form target=_top action=/evil></form>',
      );
    });
    const refused = page.waitForEvent('console', (message) =>
      /Unsafe attempt to initiate navigation/.test(message.text()),
    );
    await Promise.all([refused, frame.evaluate(navigate).catch(() => {})]);
    expect(page.url()).toBe(dev.url);
    expect(await frame.evaluate(() => document.querySelector('#out')?.textContent)).toBe('ready');
  });

  it('does not navigate it by its location', async () => {
    for (const navigate of [
      () => top?.location.replace('/evil'),
      () => {
        if (top !== null) top.location.href = '/evil';
      },
    ]) {
      await expect(frame.evaluate(navigate)).rejects.toThrow(
        /does not have permission to navigate|SecurityError/,
      );
    }
    expect(page.url()).toBe(dev.url);
  });

  it('does not navigate it by a real click either', async () => {
    await frame.evaluate(() =>
      document.body.insertAdjacentHTML('beforeend', '<a id=link target=_top href=/evil>take the top</a>'),
    );
    const refused = page.waitForEvent('console', (message) =>
      /Unsafe attempt to initiate navigation/.test(message.text()),
    );
    await Promise.all([refused, frame.locator('#link').click()]);
    expect(page.url()).toBe(dev.url);
  });
});

// Last in the file: until here the upstream must not have been reached.
describe('the widget that means well', () => {
  it('reaches the upstream, with the credential, by the very call that nobody else could make', async () => {
    await page.goto(dev.url);
    const frame = await widgetFrame();
    expect(upstream.requests).toEqual([]);
    legitimate = 1;
    const { options } = call() as { options: { url: string; connection_link_name: string } };
    const answer = await frame.evaluate((given) => ZFAPPS.request(given), options);
    expect(answer.data.status_code).toBe(200);
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]?.target).toBe('/stolen');
    expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${SECRET}`);
  });
});
