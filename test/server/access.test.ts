import { beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/server/index.js';
import {
  asSent,
  bootOf,
  call,
  memoryFiles,
  PAGE,
  RESPONSE,
  serverUnderTest,
  WIDGET,
} from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';

let under: ServerUnderTest;
let token: string;
beforeEach(async () => {
  under = serverUnderTest();
  ({ token } = await bootOf(under.server));
});

/** An answer that hands over nothing: the status, and neither token, record nor file in the text. */
async function expectRefused(answer: Response, status = 403): Promise<void> {
  expect(answer.status).toBe(status);
  const { ok, error } = await answer.json();
  expect(ok).toBe(false);
  expect(error.code).toBe({ 400: 'invalid_options', 403: 'forbidden', 413: 'request_too_large' }[status]);
  expect(JSON.stringify(error)).not.toContain(token);
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(under.calls).toEqual([]);
}

/** The routes that change something, each with a body that would. */
const COMMANDS: [route: string, body: string][] = [
  ['/__zfapps/request', '{"options":{"url":"https://api.example/"}}'],
  ['/__zfapps/records', '{"type":"save","module":"invoice","record":{"total":1}}'],
  ['/__zfapps/storage', '{"type":"set","area":"store","key":"k","value":1}'],
  ['/__zfapps/connections', '{"type":"connect","linkName":"books"}'],
];

/** The routes that only tell something. */
const READ = ['/__zfapps/manifest', '/__zfapps/records', '/__zfapps/translations', '/__zfapps/connections'];

describe('the host page itself', () => {
  it('gets its answers', async () => {
    const answer = await under.server.fetch(call(token));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true, value: RESPONSE, warnings: [] });
    expect(under.calls).toEqual([{ url: 'https://api.example/' }]);
  });

  it.each(READ)('gets %s, with no Origin as browsers send GETs', async (route) => {
    const given = { method: 'GET', url: `${PAGE}${route}` };
    expect(
      (await under.server.fetch(call(token, { origin: null, 'content-type': null }, given))).status,
    ).toBe(200);
  });

  it('is served where Sec-Fetch-Site is not sent at all, as older browsers do', async () => {
    expect((await under.server.fetch(call(token, { 'sec-fetch-site': null }))).status).toBe(200);
  });

  it.each(['http://localhost:5180', 'http://[::1]:5180'])('is served at %s', async (page) => {
    const boot = await bootOf(under.server, page);
    expect(boot.widgetOrigin).toBe(page.replace('5180', '5181'));
    expect((await under.server.fetch(call(token, {}, { url: `${page}/__zfapps/request` }))).status).toBe(200);
  });
});

describe('a name that is not this server’s own', () => {
  const NAMES = [
    'evil.example',
    'evil.example:5180',
    'localhost.evil.example:5180',
    '127.0.0.1.evil.example:5180',
    '127.0.0.1.nip.io:5180',
    'localtest.me:5180',
    'localhost.:5180',
    'my.localhost:5180',
    'xn--lcalhost-54a:5180',
    '127.0.0.2:5180',
    '0.0.0.0:5180',
    '[::]:5180',
    '[::ffff:127.0.0.1]:5180',
    '192.168.1.10:5180',
    '127.0.0.1',
    '127.0.0.1:5181',
    '127.0.0.1:15180',
    'localhost:80',
  ];

  it.each(NAMES)('is refused the page: %s', async (host) => {
    for (const path of ['/', '/__zfapps/', '/__zfapps/page/assets/main.js', '/nothing']) {
      await expectRefused(await under.server.fetch(new Request(`http://${host}${path}`)));
    }
  });

  it.each(NAMES)('is refused a call, right in all else: %s', async (host) => {
    await expectRefused(
      await under.server.fetch(call(token, {}, { url: `http://${host}/__zfapps/request` })),
    );
  });

  it.each([
    ...NAMES.filter((name) => !name.endsWith(':5181')),
    '127.0.0.1:5180',
  ])("is refused the widget's files: %s", async (host) => {
    for (const path of ['/app/widget.html', '/app/widget.js', '/__zfapps/zf_sdk.js', '/nothing']) {
      await expectRefused(await under.server.widgetFetch(new Request(`http://${host}${path}`)));
    }
  });

  it('is told by the URL’s port where the server has the scheme’s own', async () => {
    under.server.listensAt({ hostnames: ['127.0.0.1'], pagePort: 80, widgetPort: 81 });
    expect((await under.server.fetch(new Request('http://127.0.0.1/'))).status).toBe(200);
    expect((await under.server.fetch(new Request('http://127.0.0.1:5180/'))).status).toBe(403);
  });
});

describe('a caller that is not the host page', () => {
  it.each<[string, Record<string, string | null>]>([
    ['another port of this machine', { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' }],
    ['another port, Sec-Fetch-Site left out', { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': null }],
    ["the widget's origin", { origin: WIDGET, 'sec-fetch-site': 'same-site' }],
    ["the widget's origin, Sec-Fetch-Site left out", { origin: WIDGET, 'sec-fetch-site': null }],
    ['the same port by another name', { origin: 'http://localhost:5180', 'sec-fetch-site': null }],
    ['the page by https', { origin: 'https://127.0.0.1:5180', 'sec-fetch-site': null }],
    ['a site of the internet', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['an origin that begins as the page’s', { origin: `${PAGE}.evil.example`, 'sec-fetch-site': null }],
    ['an opaque origin', { origin: 'null', 'sec-fetch-site': null }],
    ['an empty origin', { origin: '', 'sec-fetch-site': null }],
    ['two origins', { origin: `${PAGE}, http://127.0.0.1:9999`, 'sec-fetch-site': null }],
    ['no origin', { origin: null, 'sec-fetch-site': null }],
    ['no origin, said to be same-origin', { origin: null }],
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['Sec-Fetch-Site: none', { 'sec-fetch-site': 'none' }],
    ['an unknown Sec-Fetch-Site', { 'sec-fetch-site': 'Same-Origin, cross-site' }],
    ['no token', { 'x-zfapps-token': null }],
    ['an empty token', { 'x-zfapps-token': '' }],
    ['a wrong token', { 'x-zfapps-token': crypto.randomUUID() }],
  ])('makes no request, changes no record and stores nothing: %s', async (_, changes) => {
    for (const [route, body] of COMMANDS)
      await expectRefused(await under.server.fetch(call(token, changes, { url: PAGE + route, body })));
    const records = call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/records` });
    expect(await (await under.server.fetch(records)).json()).toMatchObject({ records: {}, lists: {} });
    const body = '{"type":"get","area":"store","key":"k"}';
    const stored = await under.server.fetch(call(token, {}, { url: `${PAGE}/__zfapps/storage`, body }));
    expect(await stored.json()).toEqual({ ok: true, value: {} });
  });

  it.each<[string, (token: string) => string]>([
    ['the start', (right) => right.slice(0, -1)],
    ['more', (right) => `${right}0`],
    ['the token twice', (right) => `${right}, ${right}`],
    ['capitals', (right) => right.toUpperCase().replace(/^/, 'A').slice(0, 36)],
  ])('makes no request with %s of the token', async (_, forge) => {
    await expectRefused(await under.server.fetch(call(token, { 'x-zfapps-token': forge(token) })));
  });

  it('makes no request with the token of another server', async () => {
    const { token: other } = await bootOf(serverUnderTest().server);
    expect(other).not.toBe(token);
    await expectRefused(await under.server.fetch(call(other)));
  });

  it('makes no request with the token in the URL, a cookie or the body', async () => {
    const url = `${PAGE}/__zfapps/request?x-zfapps-token=${token}&token=${token}`;
    const body = JSON.stringify({ options: { url: 'https://api.example/' }, token });
    const headers = { 'x-zfapps-token': null, cookie: `x-zfapps-token=${token}` };
    await expectRefused(await under.server.fetch(call(token, headers, { url, body })));
  });

  it.each(READ)('reads nothing at %s', async (route) => {
    const given = { method: 'GET', url: `${PAGE}${route}` };
    const attempts: Record<string, string | null>[] = [
      { 'x-zfapps-token': null },
      { 'x-zfapps-token': null, origin: null, 'sec-fetch-site': null },
      { 'x-zfapps-token': 'wrong' },
      { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': null },
      { origin: 'null', 'sec-fetch-site': null },
      { origin: null, 'sec-fetch-site': 'same-site' },
      { origin: null, 'sec-fetch-site': 'none' },
    ];
    for (const attempt of attempts)
      await expectRefused(await under.server.fetch(call(token, attempt, given)));
  });
});

describe('a call of the wrong kind', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'text/json',
    'application/jsonp',
  ])('is refused as %s, which forms could send', async (type) => {
    for (const [route, body] of COMMANDS) {
      const given = { url: `${PAGE}${route}`, body };
      await expectRefused(await under.server.fetch(call(token, { 'content-type': type }, given)), 400);
    }
  });

  it('is refused without a content type', async () => {
    for (const [route, text] of COMMANDS) {
      const body = new TextEncoder().encode(text) as never;
      const given = { url: `${PAGE}${route}`, body };
      await expectRefused(await under.server.fetch(call(token, { 'content-type': null }, given)), 400);
    }
  });

  it.each([
    '',
    '{',
    'null',
    '7',
    '"options"',
    '[]',
    '{"option":{}}',
  ])('is refused with the body %j', async (body) => {
    for (const [route] of COMMANDS)
      await expectRefused(await under.server.fetch(call(token, {}, { url: `${PAGE}${route}`, body })), 400);
  });

  it('is refused over the limit, and not a byte under it', async () => {
    const bodyOf = (length: number) => `{"options":"${'x'.repeat(length - 14)}"}`;
    under = serverUnderTest({ callBytes: 1_000 });
    ({ token } = await bootOf(under.server));
    await expectRefused(await under.server.fetch(call(token, {}, { body: bodyOf(1_001) })), 413);
    // A length that was announced is refused before a byte is read.
    await expectRefused(await under.server.fetch(call(token, { 'content-length': '1001' })), 413);
    expect((await under.server.fetch(call(token, {}, { body: bodyOf(1_000) }))).status).toBe(200);
    expect(under.calls).toHaveLength(1);
  });

  it.each(COMMANDS)('is refused over the limit at %s', async (route, body) => {
    const url = `${PAGE}${route}`;
    const large = { 'content-length': '99000000' };
    await expectRefused(await under.server.fetch(call(token, large, { url, body })), 413);
    // Who calls is checked first: a stranger sends no body at all.
    await expectRefused(await under.server.fetch(call('wrong', large, { url, body })), 403);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('is not found as %s at any route', async (method) => {
    for (const route of [...COMMANDS.map(([one]) => one), ...READ]) {
      const answer = await under.server.fetch(call(token, {}, { url: `${PAGE}${route}`, method }));
      expect(answer.status, route).toBe(404);
    }
  });

  it('is not found as GET where there is only a command, nor as POST where there is none', async () => {
    for (const [url, method] of [
      [`${PAGE}/__zfapps/storage`, 'GET'],
      [`${PAGE}/__zfapps/translations`, 'POST'],
      [`${PAGE}/__zfapps/manifest`, 'POST'],
    ] as const)
      expect((await under.server.fetch(call(token, {}, { url, method }))).status, url).toBe(404);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('is not found as %s', async (method) => {
    expect((await under.server.fetch(call(token, {}, { method }))).status).toBe(404);
    expect(under.calls).toEqual([]);
  });
});

describe('a preflight', () => {
  it.each([
    '/__zfapps/request',
    '/__zfapps/manifest',
    '/__zfapps/records',
    '/__zfapps/storage',
    '/__zfapps/translations',
    '/',
    '/__zfapps/page/assets/main.js',
  ])('of %s gets no permission', async (path) => {
    const preflight = () =>
      asSent(
        `${PAGE}${path}`,
        {
          origin: 'http://127.0.0.1:9999',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-zfapps-token',
          'access-control-request-private-network': 'true',
        },
        { method: 'OPTIONS' },
      );
    const answers = [
      await under.server.fetch(preflight()),
      await under.server.widgetFetch(new Request(`${WIDGET}${path}`, preflight())),
    ];
    for (const answer of answers) {
      expect(answer.ok).toBe(false);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });
});

describe('before the server knows where it listens', () => {
  it('every request is refused', async () => {
    const server = createServer({
      backend: {} as never,
      files: memoryFiles({ '/app/widget.html': '' }),
      pageFiles: memoryFiles({ '/index.html': '' }),
      sdk: async () => new Uint8Array(),
      manifest: { modules: { widgets: [] } } as never,
      name: '',
      mode: 'offline',
      records: () => ({ organization: {}, user: {}, records: {} }),
    });
    for (const url of [`${PAGE}/`, 'http://127.0.0.1/', `${PAGE}/__zfapps/manifest`]) {
      await expectRefused(await server.fetch(new Request(url)));
      await expectRefused(await server.widgetFetch(new Request(url)));
    }
  });
});

describe('every answer', () => {
  const COMMON = {
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'x-content-type-options': 'nosniff',
  };

  it.each<[string, 'fetch' | 'widgetFetch', () => Request]>([
    ['the page', 'fetch', () => new Request(`${PAGE}/`)],
    ['the page at its other address', 'fetch', () => new Request(`${PAGE}/__zfapps/`)],
    ["the page's script", 'fetch', () => new Request(`${PAGE}/__zfapps/page/assets/main.js`)],
    ['a call', 'fetch', () => call(token)],
    ['the manifest', 'fetch', () => call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/manifest` })],
    ['translations', 'fetch', () => call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/translations` })],
    ...COMMANDS.map(
      ([route, body]) =>
        [`a command at ${route}`, 'fetch', () => call(token, {}, { url: PAGE + route, body })] as [
          string,
          'fetch',
          () => Request,
        ],
    ),
    ['a refusal', 'fetch', () => call('wrong')],
    ['a refused name', 'fetch', () => new Request('http://evil.example/')],
    ['a body too large', 'fetch', () => call(token, { 'content-length': '99000000' })],
    ['nothing there', 'fetch', () => new Request(`${PAGE}/nothing`)],
    ['a widget page', 'widgetFetch', () => new Request(`${WIDGET}/app/widget.html`)],
    ["a widget's script", 'widgetFetch', () => new Request(`${WIDGET}/app/widget.js`)],
    ['the SDK', 'widgetFetch', () => new Request(`${WIDGET}/__zfapps/zf_sdk.js`)],
    ['a file that is not there', 'widgetFetch', () => new Request(`${WIDGET}/app/nothing.js`)],
    [
      'a method that is none of ours',
      'widgetFetch',
      () => new Request(`${WIDGET}/app/widget.js`, { method: 'POST' }),
    ],
    ['a refused name of a widget', 'widgetFetch', () => new Request('http://evil.example/')],
  ])('may not be embedded, sniffed, cached or share a process: %s', async (_, face, request) => {
    const answer = await under.server[face](request());
    expect(Object.fromEntries(answer.headers)).toMatchObject(COMMON);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });

  it('also when a file cannot be read: its error names no path of the disk', async () => {
    under = serverUnderTest({ files: () => Promise.reject(new TypeError('boom')) });
    const answer = await under.server.widgetFetch(new Request(`${WIDGET}/app/widget.html`));
    expect(answer.status).toBe(500);
    expect(Object.fromEntries(answer.headers)).toMatchObject(COMMON);
    expect((await answer.json()).error.code).toBe('internal');
  });
});

describe('the host page', () => {
  it('has a policy that runs its own files only and lets nobody frame it', async () => {
    for (const path of ['/', '/__zfapps/']) {
      const { headers } = await under.server.fetch(new Request(`${PAGE}${path}`));
      const policy = new Map(
        (headers.get('content-security-policy') ?? '').split(';').map((part) => {
          const [name = '', ...values] = part.trim().split(/\s+/);
          return [name, values.join(' ')] as const;
        }),
      );
      expect(Object.fromEntries(policy)).toMatchObject({
        'default-src': "'none'",
        'script-src': "'self'",
        'connect-src': "'self'",
        'frame-ancestors': "'none'",
        'base-uri': "'none'",
        'form-action': "'none'",
      });
      expect([...policy.values()].join(' ')).not.toMatch(/unsafe|\*/);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
    }
  });

  it('is started by data that cannot end its own script', async () => {
    const hostile = "</script><script>alert(1)</script><!--$&$`$'";
    // The only text in the boot data that comes from outside is the name by which the server is asked for.
    under.server.listensAt({ hostnames: ['127.0.0.1'], pagePort: 5180, widgetPort: hostile as never });
    const html = await (await under.server.fetch(new Request(`${PAGE}/`))).text();
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).not.toContain('<!--');
    expect((await bootOf(under.server)).widgetOrigin).toBe(`http://127.0.0.1:${hostile}`);
  });

  it('has a token of its own at every start, of 122 random bits', async () => {
    const tokens = await Promise.all(
      Array.from({ length: 20 }, async () => (await bootOf(serverUnderTest().server)).token),
    );
    expect(new Set(tokens).size).toBe(20);
    for (const one of tokens)
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is where the token is, and nowhere else', async () => {
    const requests: [keyof ServerUnderTest['server'] & ('fetch' | 'widgetFetch'), Request][] = [
      ['fetch', new Request(`${PAGE}/__zfapps/page/assets/main.js`)],
      ['fetch', call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/manifest` })],
      ['fetch', call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/records` })],
      ['fetch', call(token, {}, { method: 'GET', url: `${PAGE}/__zfapps/translations` })],
      ...COMMANDS.map(
        ([route, body]) => ['fetch', call(token, {}, { url: PAGE + route, body })] as ['fetch', Request],
      ),
      ['widgetFetch', new Request(`${WIDGET}/`)],
      ['widgetFetch', new Request(`${WIDGET}/app/widget.html`)],
      ['widgetFetch', new Request(`${WIDGET}/__zfapps/zf_sdk.js`)],
    ];
    for (const [face, request] of requests) {
      const answer = await under.server[face](request);
      expect(JSON.stringify([...answer.headers]) + (await answer.text())).not.toContain(token);
    }
  });
});

describe("the widget's origin", () => {
  it.each([
    '/',
    '/__zfapps/',
    '/__zfapps/manifest',
    '/__zfapps/records',
    '/__zfapps/storage',
    '/__zfapps/translations',
    '/__zfapps/request',
    '/index.html',
  ])('has nothing of the host page: %s', async (path) => {
    for (const method of ['GET', 'POST']) {
      const answer = await under.server.widgetFetch(
        call(token, { origin: WIDGET }, { url: `${WIDGET}${path}`, method }),
      );
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain(token);
    }
    expect(under.calls).toEqual([]);
  });

  it.each(['/app/widget.html', '/app/widget.js'])('is where %s is, not on the page’s', async (path) => {
    expect((await under.server.widgetFetch(new Request(`${WIDGET}${path}`))).status).toBe(200);
    expect((await under.server.fetch(new Request(`${PAGE}${path}`))).status).toBe(404);
  });
});
