import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { readMultipart } from '../support/expect-arrival.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, tempFolder, widgetPage } from '../support/temp-package.js';
import type { Browser, Page, Response } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { RecordingServer } from '../support/recording-server.js';
import type { TempFolder } from '../support/temp-package.js';

const SECRET = 'planted-secret-4711';

/** A widget that makes one call of each body mode through a connection and shows what it got. */
const WIDGET = `
ZFAPPS.extension.init().then(async () => {
  const base = { connection_link_name: 'books', url_query: [{ key: 'page', value: 1 }, { key: 'q', value: 'é & b' }],
    header: [{ key: 'X-Trace', value: 't-1' }] };
  const { organization } = await ZFAPPS.get('organization');
  const { 'invoice.line_items[0].rate': rate } = await ZFAPPS.get('invoice.line_items[0].rate');
  const url = new URLSearchParams(location.search).get('api') + '/v1/items?have=a%20b';
  const get = await ZFAPPS.request({ ...base, url });
  const modes = [
    { mode: 'urlencoded', urlencoded: [{ key: 'name', value: 'A & B' }, { key: 'JSONString', value: { list: [1, 2] } }] },
    { mode: 'formdata', formdata: [{ key: 'note', value: 'line 1\\r\\nline 2' }] },
    { mode: 'raw', raw: { line_items: [{ rate: 10.5 }] } },
  ];
  for (const body of modes) await ZFAPPS.request({ ...base, url, method: 'POST', body });
  document.getElementById('out').textContent = JSON.stringify({ rate, organization: organization.name, get });
}).catch((error) => { document.getElementById('out').textContent = 'failed: ' + (error.message || error); });`;

let browser: Browser;
let upstream: RecordingServer;
let folder: TempFolder;
let dev: DevServer;
beforeAll(async () => {
  upstream = await recordingServer((request, response) => {
    // An upstream that answers with what it received would hand the credential to the widget itself.
    response
      .writeHead(200, { 'Content-Type': 'application/json', 'X-Seen': request.method })
      .end('{"items":[]}');
  });
  folder = await tempFolder({
    'plugin-manifest.json': manifest({
      'invoice.details.sidebar': `/app/widget.html?api=${encodeURIComponent(upstream.origin)}`,
    }),
    'app/widget.html': widgetPage(WIDGET),
    'zfapps.config.json': {
      mode: 'live',
      destinations: { private: [`127.0.0.1:${upstream.port}`] },
      connections: {
        books: {
          type: 'bearer',
          scheme: 'Zoho-oauthtoken',
          token: { env: 'BOOKS_TOKEN' },
          hosts: ['127.0.0.1'],
        },
      },
    },
    '.env.local': `BOOKS_TOKEN=${SECRET}\n`,
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

/** Runs in the page: keeps what its server says over the stream of events. */
function keepEvents(): void {
  const said: string[] = [];
  (window as { saidByServer?: string[] }).saidByServer = said;
  window.EventSource = class extends EventSource {
    constructor(...args: ConstructorParameters<typeof EventSource>) {
      super(...args);
      this.addEventListener('message', ({ data }) => said.push(String(data)));
    }
  };
}

/** Everything that a page was sent or holds: what an attacker in it could read. */
async function everythingIn(page: Page, responses: Response[]): Promise<string> {
  const bodies = await Promise.all(
    responses.map(async (response) => {
      const headers = JSON.stringify(await response.allHeaders());
      // The stream of events has no end to wait for: the page keeps what it said.
      const isStream = response.url().includes('/__zfapps/events');
      return headers + (isStream ? '' : await response.text().catch(() => ''));
    }),
  );
  const frames = await Promise.all(
    page
      .frames()
      .map((frame) =>
        frame.evaluate(
          () =>
            document.documentElement.outerHTML +
            JSON.stringify((window as { saidByServer?: string[] }).saidByServer ?? []) +
            JSON.stringify({ ...localStorage, ...sessionStorage }) +
            document.cookie,
        ),
      ),
  );
  const calls = await page.evaluate(() => JSON.stringify(window.zfappsPlayground.calls()));
  return [...bodies, ...frames, calls].join('\n');
}

describe('a widget made for Zoho Books, live', () => {
  it('reaches the upstream exactly as specified, and the credential is in no page', async () => {
    const page = await browser.newPage();
    await page.addInitScript(keepEvents);
    const responses: Response[] = [];
    const printed: string[] = [];
    page.on('response', (response) => responses.push(response));
    page.on('console', (message) => printed.push(message.text()));
    await page.goto(dev.url);
    const out = page.frameLocator('iframe[data-zfapps-widget]').locator('#out');
    await out.filter({ hasNotText: '…' }).waitFor();
    const shown = JSON.parse((await out.textContent()) ?? '');

    expect(shown.rate).toBeTypeOf('number');
    expect(shown.organization).toBeTypeOf('string');
    expect(shown.get).toEqual({
      code: 0,
      message: 'success',
      data: expect.objectContaining({ status_code: 200, status_message: 'OK', body: '{"items":[]}' }),
    });
    expect(shown.get.data.header['X-Seen']).toBe('GET');

    expect(upstream.requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'POST']);
    for (const { target, headers } of upstream.requests) {
      expect(target).toBe('/v1/items?have=a%20b&page=1&q=%C3%A9+%26+b');
      expect(headers.authorization).toBe(`Zoho-oauthtoken ${SECRET}`);
      expect(headers['x-trace']).toBe('t-1');
      expect(headers).not.toHaveProperty('origin');
      expect(headers).not.toHaveProperty('cookie');
    }
    const [get, urlencoded, formdata, raw] = upstream.requests;
    expect(get?.body.toString()).toBe('');
    expect(urlencoded?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(urlencoded?.body.toString())]).toEqual([
      ['name', 'A & B'],
      ['JSONString', '{"list":[1,2]}'],
    ]);
    expect(readMultipart(formdata?.headers['content-type'] ?? '', formdata?.body.toString() ?? '')).toEqual([
      ['note', 'line 1\r\nline 2'],
    ]);
    expect(raw?.headers['content-type']).toBe('application/json');
    expect(raw?.body.toString()).toBe('{"line_items":[{"rate":10.5}]}');

    const all = await everythingIn(page, responses);
    // The search finds what did arrive, and not the secret. The text itself is too long to print.
    expect(all.includes('{\\"items\\":[]}')).toBe(true);
    expect(all.includes(SECRET)).toBe(false);
    expect(printed.join('\n')).not.toContain(SECRET);
    expect(dev.output()).not.toContain(SECRET);
    await page.close();
  });

  it.each([
    '/zfapps.config.json',
    '/.env.local',
    '/app/../.env.local',
    '/app/%2e%2e/.env.local',
    '/app/..%2f.env.local',
  ])('serves %s to nobody', async (path) => {
    for (const origin of [dev.widgetOrigin, new URL(dev.url).origin]) {
      const response = await fetch(`${origin}${path}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('BOOKS_TOKEN');
    }
  });
});
