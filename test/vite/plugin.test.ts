import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createLogger, createServer } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import zfappsDefault, { zfapps } from '../../src/entries/vite.js';
import { failure, tempFolder } from '../node/temp-folder.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { InlineConfig, PluginOption, ViteDevServer } from 'vite';

const FILES = {
  'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
  'app/widget.html': widgetPage('').replace(
    '</body>',
    '<script type="module" src="./main.ts"></script></body>',
  ),
  'app/main.ts': 'const total: number = 1;\nexport { total };\n',
  'index.html': '<p>the package’s own index</p>',
  // Vite hands these over by `writeHead` and a stream, not by its own `send`.
  'public/app/plain.html': widgetPage(''),
  'public/app/data.txt': 'data',
  'public/empty.html': '',
};

const DESK_MANIFEST = {
  ...manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
  service: 'DESK',
  secret: 'planted-secret',
};

type ServerConfig = NonNullable<InlineConfig['server']>;

const toClose: ViteDevServer[] = [];
afterEach(async () => {
  for (const vite of toClose.splice(0)) await vite.close();
});

interface Started {
  vite: ViteDevServer;
  /** The origin of the host page. */
  page: string;
  /** The origin of the widget's files, as the host page is told. */
  widget: string;
  token: string;
  printed: string[];
}

async function configured(
  config: InlineConfig = {},
  plugins: PluginOption[] = [zfapps()],
): Promise<{ vite: ViteDevServer; printed: string[] }> {
  const root = await tempFolder(FILES);
  const printed: string[] = [];
  const customLogger = createLogger('silent');
  for (const level of ['info', 'warn', 'error'] as const)
    customLogger[level] = (message) => void printed.push(message);
  const vite = await createServer({
    configFile: false,
    customLogger,
    root,
    optimizeDeps: { noDiscovery: true },
    plugins,
    ...config,
    server: { host: '127.0.0.1', port: 0, ...config.server },
  });
  toClose.push(vite);
  return { vite, printed };
}

async function start(config: InlineConfig = {}, plugins?: PluginOption[]): Promise<Started> {
  const { vite, printed } = await configured(config, plugins);
  await vite.listen();
  const address = vite.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('Vite does not listen.');
  const page = `http://127.0.0.1:${address.port}`;
  const html = await (await fetch(`${page}/__zfapps/`)).text();
  const { token, widgetOrigin: widget } = JSON.parse(
    /id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '',
  );
  return { vite, page, widget, token, printed };
}

interface Raw {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A request with headers that `fetch` does not let through. */
async function raw(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  const request = httpRequest(url, { headers, method, agent: false }).end();
  const [response] = await once(request, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

let started: Started;

it("answers Desk's routes at the page's origin where the project is a Desk extension, and only there", async () => {
  const { page } = await start({}, [
    zfapps({ folder: await tempFolder({ ...FILES, 'plugin-manifest.json': DESK_MANIFEST }) }),
  ]);
  const answer = await raw(`${page}/api/v1/invoke`, {}, 'POST');
  expect(answer.status).toBe(422);
  expect(JSON.parse(answer.body)).toMatchObject({ errorCode: 'INVALID_DATA' });
  const other = await raw(`${page}/api/v1/invoke`, { host: 'evil.example' }, 'POST');
  expect(other.status).toBe(403);
  expect((await raw(`${page}/api/other`)).status).toBe(307);
  const widgets = await start();
  expect((await raw(`${widgets.page}/api/v1/invoke`, {}, 'POST')).status).toBe(307);
});

it("keeps the manifest of an extension with a secret from the widget's page", async () => {
  const root = await tempFolder({ ...FILES, 'plugin-manifest.json': DESK_MANIFEST });
  const { widget } = await start({ root }, [zfapps()]);
  for (const path of ['/plugin-manifest.json', '/plugin-manifest.json?raw', '/plugin-manifest.json?import']) {
    const answer = await raw(`${widget}${path}`);
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('planted');
  }
  expect((await raw(`${(await start()).widget}/plugin-manifest.json`)).status).toBe(200);
});

describe("the secret of an extension's manifest", () => {
  const text = JSON.stringify(DESK_MANIFEST);
  const spellings = (root: string) => [
    '/plugin-manifest.json',
    '/plugin-manifest.json?raw',
    '/plugin-manifest.json?import',
    '/plugin-manifest.json?import&raw',
    '/plugin%2Dmanifest.json',
    '/PLUGIN-manifest.JSON',
    '/plugin-manifest.json/',
    '/app/..%2fplugin-manifest.json',
    `/@fs${root}/plugin-manifest.json`,
    `/@fs${root}/plugin-manifest.json?raw`,
  ];

  it.each([
    ['after a byte order mark', `\uFEFF${text}`],
    ['in capitals', text.replace('"secret"', '"Secret"')],
    ['deeper', JSON.stringify({ ...DESK_MANIFEST, secret: undefined, a: [{ secret: 'planted-secret' }] })],
    ['by an escape', text.replace('"secret"', '"\\u0073ecret"')],
  ])('is kept %s', async (_, written) => {
    const root = await tempFolder({ ...FILES, 'plugin-manifest.json': written });
    const { widget, vite } = await start({ root }, [zfapps()]);
    expect(vite.config.server.fs.deny).toContain('plugin-manifest.json');
    for (const path of spellings(root)) {
      const answer = await raw(`${widget}${path}`);
      expect(answer.body, path).not.toContain('planted');
      expect(answer.status, path).toBe(403);
    }
  });

  it('is kept when it is written after the start', async () => {
    const root = await tempFolder(FILES);
    const { widget } = await start({ root }, [zfapps()]);
    expect((await raw(`${widget}/plugin-manifest.json?raw`)).status).toBe(200);
    await writeFile(join(root, 'plugin-manifest.json'), text);
    for (const path of spellings(root)) {
      const answer = await raw(`${widget}${path}`);
      expect(answer.body, path).not.toContain('planted');
      expect(answer, path).toMatchObject({
        status: 403,
        body: expect.stringContaining('it holds the secret of the extension'),
      });
    }
    await writeFile(join(root, 'plugin-manifest.json'), JSON.stringify(FILES['plugin-manifest.json']));
    expect((await raw(`${widget}/plugin-manifest.json`)).status).toBe(200);
  });
});

describe('a Vite project with zfapps()', () => {
  beforeEach(async () => {
    started = await start();
  });

  it('has the host page at /__zfapps/, and its routes for that page only', async () => {
    const { page, widget, token, printed } = started;
    expect(widget).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(widget).not.toBe(page);
    expect(printed.join('\n')).toContain(`${page}/__zfapps/`);
    const manifestUrl = `${page}/__zfapps/manifest`;
    const answer = await (await fetch(manifestUrl, { headers: { 'x-zfapps-token': token } })).json();
    expect(answer.widgets[0].url).toBe(`${widget}/app/widget.html`);
    expect((await fetch(manifestUrl)).status).toBe(403);
    expect((await raw(manifestUrl, { 'x-zfapps-token': token, origin: widget })).status).toBe(403);
    expect((await fetch(`${page}/__zfapps/`)).headers.get('content-security-policy')).toContain(
      "frame-ancestors 'none'",
    );
  });

  it("transforms the widget's page and swaps its SDK, on the widget's origin", async () => {
    const { page, widget } = started;
    const answer = await raw(`${widget}/app/widget.html`, { 'accept-encoding': 'gzip, br' });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain(
      `<script src="${widget}/__zfapps/zf_sdk.js" data-zfapps-host="${page}"></script>`,
    );
    expect(answer.body).toContain('/@vite/client');
    expect(answer.body).not.toMatch(/<script[^>]*\ssrc="[^"]*zohostatic/);
    expect(answer.headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /(?:^|; )frame-ancestors 'self' http:\/\/127\.0\.0\.1:\d+(?:;|$)/,
      ),
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'x-content-type-options': 'nosniff',
      'content-length': String(Buffer.byteLength(answer.body)),
    });
    expect(answer.headers).not.toHaveProperty('etag');
    expect((await raw(`${widget}/__zfapps/zf_sdk.js`)).body).toContain('ZFAPPS');
  });

  it('serves modules as Vite makes them', async () => {
    const { status, body, headers } = await raw(`${started.widget}/app/main.ts`);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/javascript/);
    expect(body).toContain('const total = 1');
  });

  it('swaps the SDK in pages of the public folder, which come as streams', async () => {
    const { page, widget } = started;
    const answer = await raw(`${widget}/app/plain.html`);
    expect(answer.status).toBe(200);
    // What the server puts first in every page, see test/server.
    const withoutOurs = answer.body.replace(
      /<head>(?:<script type="importmap">.*?<\/script>)?<script data-zfapps-host="[^"]*" data-zfapps-sdk=.*?<\/script>/s,
      '<head>',
    );
    expect(withoutOurs).toBe(
      FILES['public/app/plain.html'].replace(
        'src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"',
        `src="${widget}/__zfapps/zf_sdk.js" data-zfapps-host="${page}"`,
      ),
    );
    expect((await raw(`${widget}/app/data.txt`)).body).toBe('data');
    expect(await raw(`${widget}/empty.html`)).toMatchObject({ status: 200, body: '' });
    expect(await raw(`${widget}/app/plain.html`, {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it("serves nothing of the package on the page's origin: a widget's page there could read the token", async () => {
    const { page, widget } = started;
    for (const path of [
      '/',
      '/index.html',
      '/app/widget.html?a=1',
      '/app/plain.html',
      '/@vite/client',
      '/app/main.ts',
      '/nothing',
    ]) {
      for (const headers of [{}, { accept: 'text/html', 'sec-fetch-dest': 'iframe' }]) {
        const answer = await raw(`${page}${path}`, headers);
        expect(answer).toMatchObject({ status: 307, body: '' });
        expect(answer.headers.location).toBe(`${widget}${path}`);
      }
    }
    expect((await raw(`${page}//evil.example/`)).headers.location).toBe(`${widget}//evil.example/`);
    expect((await raw(`${widget}/index.html`)).body).toContain('the package’s own index');
  });

  it.each([
    '/zfapps.config.json',
    '/zfapps.config.json?raw',
    '/.env.local',
    '/.env.local?raw',
    '/state/desk.db',
    '/state/desk.db-wal?raw',
  ])('serves %s to nobody: it may hold a secret', async (path) => {
    const { vite, widget } = await start();
    await writeFile(join(vite.config.root, 'zfapps.config.json'), '{"connections":{"a":"PLANTED-SECRET"}}');
    await writeFile(join(vite.config.root, '.env.local'), 'TOKEN=PLANTED-SECRET');
    await mkdir(join(vite.config.root, 'state'));
    for (const name of ['desk.db', 'desk.db-wal'])
      await writeFile(join(vite.config.root, 'state', name), 'PLANTED-SECRET');
    const answer = await fetch(`${widget}${path}`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('PLANTED');
  });

  it('registers no service worker, which would outlive this start', async () => {
    const { widget } = await start();
    const answer = await fetch(`${widget}/app/main.ts`, { headers: { 'Service-Worker': 'script' } });
    expect(answer.status).toBe(403);
  });

  it("has no route of the host page on the widget's origin", async () => {
    const { widget, token } = started;
    for (const path of [
      '/__zfapps/',
      '/__zfapps/manifest',
      '/__zfapps/records',
      '/__zfapps/page/assets/x.js',
    ]) {
      const { body } = await raw(`${widget}${path}`, { 'x-zfapps-token': token });
      expect(body).not.toMatch(new RegExp(`${token}|zfapps-boot|"widgets"|"records"`));
    }
    const call = await fetch(`${widget}/__zfapps/request`, {
      method: 'POST',
      headers: { 'x-zfapps-token': token, 'content-type': 'application/json' },
      body: '{"options":{"url":"https://api.example/"}}',
    });
    expect(await call.text()).not.toContain('"ok"');
  });

  it('lets no other origin read anything: Vite’s CORS is off', async () => {
    const { page, widget } = started;
    const origin = 'http://127.0.0.1:9999';
    const urls = [
      `${page}/__zfapps/`,
      `${page}/app/main.ts`,
      `${widget}/app/widget.html`,
      `${widget}/app/main.ts`,
      `${widget}/@vite/client`,
    ];
    for (const url of urls) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await raw(url, { origin, 'access-control-request-method': 'GET' }, method);
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
    }
  });

  it.each([
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:9999',
    'a b',
  ])('refuses the Host %s on both origins', async (forged) => {
    const { page, widget } = started;
    for (const origin of [page, widget]) {
      for (const path of ['/__zfapps/', '/app/widget.html', '/app/main.ts', '/__zfapps/zf_sdk.js']) {
        const host = forged.replace('PORT', new URL(origin).port);
        const { status, body } = await raw(`${origin}${path}`, { host });
        expect([400, 403]).toContain(status);
        expect(body).not.toMatch(/zfapps-boot|@vite\/client|const total|ZFAPPS/);
      }
    }
  });

  it('answers to localhost, with addresses of that name', async () => {
    const { page, widget } = started;
    const host = `localhost:${new URL(page).port}`;
    const boot = (await raw(`${page}/__zfapps/`, { host })).body;
    expect(boot).toContain(`"widgetOrigin":"http://localhost:${new URL(widget).port}"`);
  });

  it('closes the widget’s listener with Vite', async () => {
    const { vite, page, widget } = started;
    // One of a browser's connections that it keeps.
    const kept = connect(Number(new URL(widget).port), '127.0.0.1').on('error', () => {});
    kept.write(`GET /app/main.ts HTTP/1.1\r\nHost: ${new URL(widget).host}\r\n\r\n`);
    await once(kept, 'data');
    const ended = once(kept.resume(), 'close');
    await vite.close();
    await ended;
    for (const origin of [page, widget]) {
      expect((await failure(fetch(origin))).cause).toMatchObject({ code: 'ECONNREFUSED' });
    }
  });
});

describe("hot reload on the widget's origin", () => {
  beforeEach(async () => {
    started = await start();
  });

  /** Shakes hands as Vite's client in a widget does. */
  async function handshake(
    host: string,
    headers: Record<string, string> = {},
  ): Promise<{ socket: Socket; answer: string }> {
    const { widget } = started;
    const client = (await raw(`${widget}/@vite/client`)).body;
    const wsToken = /wsToken = "([^"]+)"/.exec(client)?.[1];
    expect(wsToken).toMatch(/\w/);
    const socket = connect(Number(new URL(widget).port), '127.0.0.1').on('error', () => {});
    const lines = Object.entries({
      Host: host,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol': 'vite-hmr',
      Origin: widget,
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`);
    socket.write([`GET /?token=${wsToken} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    const answer = await new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(bytes.toString('latin1')));
      socket.once('close', () => resolve(''));
    });
    return { socket, answer };
  }

  it.each<[string, () => ServerConfig]>([
    ['at Vite’s own server', () => ({})],
    ['at a server of one’s own', () => ({ hmr: { server: createHttpServer() } })],
  ])('connects %s, and is told of changes', async (_, server) => {
    started = await start({ server: server() });
    const { widget, vite } = started;
    const { socket, answer } = await handshake(new URL(widget).host);
    // The accept value is RFC 6455's own example for this key.
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    let received = answer;
    const told = new Promise<void>((resolve) => {
      const look = () => received.includes('full-reload') && resolve();
      socket.on('data', (bytes) => {
        received += bytes.toString('latin1');
        look();
      });
    });
    vite.ws.send({ type: 'full-reload' });
    await told;
    socket.destroy();
  });

  /** The sources of sockets that the policy of the widget's page allows, of the page asked for by a name. */
  async function sockets(server: ServerConfig, name = '127.0.0.1'): Promise<string[]> {
    const { widget } = await start({ server });
    const { port } = new URL(widget);
    const { headers } = await raw(`${widget}/app/widget.html`, { host: `${name}:${port}` });
    const policy = String(headers['content-security-policy']);
    const sources = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
    return sources.filter((source) => /^wss?:/.test(source)).map((source) => source.replace(port, 'PORT'));
  }
  const ANY_PORT = ['ws://127.0.0.1:*', 'wss://127.0.0.1:*', 'ws://localhost:*', 'wss://localhost:*'];

  it.each<[string, () => ServerConfig]>([
    ['hmr.port', () => ({ hmr: { port: 24_987 } })],
    ['hmr.clientPort', () => ({ hmr: { clientPort: 4_000 } })],
    ['hmr.protocol', () => ({ hmr: { protocol: 'wss' } })],
    ['hmr.server', () => ({ hmr: { server: createHttpServer() } })],
  ])('may listen elsewhere on this machine: server.%s', async (_, server) => {
    expect((await sockets(server())).sort()).toEqual(['ws://127.0.0.1:PORT', ...ANY_PORT].sort());
  });

  it('may listen at a host of its own: server.hmr.host', async () => {
    const allowed = await sockets({ hmr: { host: 'hmr.example', clientPort: 443 } });
    expect(allowed).toEqual(
      expect.arrayContaining([...ANY_PORT, 'ws://hmr.example:*', 'wss://hmr.example:*']),
    );
    expect(await sockets({ hmr: { host: '::1', clientPort: 443 } })).not.toContainEqual(
      expect.stringContaining('::1'),
    );
  });

  it('may listen nowhere else unless the configuration says so', async () => {
    expect(await sockets({})).toEqual(['ws://127.0.0.1:PORT']);
    expect(await sockets({ hmr: { overlay: false } }, 'localhost')).toEqual(['ws://localhost:PORT']);
    expect(await sockets({ hmr: false })).toEqual(['ws://127.0.0.1:PORT']);
  });

  it('is refused to a foreign Host and without the token', async () => {
    const { widget } = started;
    const { port } = new URL(widget);
    for (const host of [`evil.example:${port}`, '127.0.0.1:9999']) {
      expect((await handshake(host)).answer).not.toMatch(/ 101 /);
    }
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: vite-hmr\r\nOrigin: http://127.0.0.1:9999\r\n\r\n`,
    );
    const answer = await new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(bytes.toString('latin1')));
      socket.once('close', () => resolve(''));
    });
    expect(answer).not.toMatch(/ 101 /);
  });
});

describe('zfapps()', () => {
  it('is the entry’s default export too', () => {
    expect(zfappsDefault).toBe(zfapps);
  });

  it('takes a folder and a location of its own', async () => {
    const folder = await tempFolder({
      'plugin-manifest.json': manifest({
        'bill.details.sidebar': '/app/a.html',
        'estimate.details.sidebar': '/app/a.html',
      }),
      'app/a.html': '',
    });
    const { page, token } = await start({}, [
      zfapps({ folder, location: 'estimate.details.sidebar', mode: 'live' }),
    ]);
    const answer = await (
      await fetch(`${page}/__zfapps/manifest`, { headers: { 'x-zfapps-token': token } })
    ).json();
    expect(answer).toMatchObject({ mode: 'live', initialWidget: 1 });
  });

  it('turns CORS off even where the configuration turns it on', async () => {
    const { vite } = await configured({ server: { cors: true }, preview: { cors: true } });
    expect(vite.config.server.cors).toBe(false);
    expect(vite.config.preview.cors).toBe(false);
  });

  it('says that https is not served', async () => {
    const error = await failure(configured({ server: { https: {} } }));
    expect(error.message).toMatch(/zfapps\(\) serves over http only: leave server\.https out/);
  });

  it('says that middleware mode has no server', async () => {
    const error = await failure(configured({ server: { middlewareMode: true } }));
    expect(error.message).toMatch(/zfapps\(\) needs a Vite server of its own; middleware mode has none/);
  });

  it('keeps out of the way of Vitest, whose server has no listener', async () => {
    const { vite } = await configured({ server: { middlewareMode: true } }, [{ name: 'vitest' }, zfapps()]);
    expect(vite.httpServer).toBe(null);
  });

  it.each([
    ['outside app/', '/index.html', 'the package’s own index'],
    ['in the public folder', '/app/plain.html', '/__zfapps/zf_sdk.js'],
  ])('shows a widget whose page is %s: Vite serves it', async (_, url, text) => {
    const folder = await tempFolder({ 'plugin-manifest.json': manifest({ webtab: url }) });
    const { page, widget, token } = await start({}, [zfapps({ folder })]);
    const answer = await (
      await fetch(`${page}/__zfapps/manifest`, { headers: { 'x-zfapps-token': token } })
    ).json();
    expect(answer).toMatchObject({ widgets: [{ url: `${widget}${url}` }], problems: [] });
    expect((await raw(`${widget}${url}`)).body).toContain(text);
  });

  it('says what is wrong with the folder', async () => {
    const folder = await tempFolder({ 'plugin-manifest.json': '{' });
    const error = await failure(configured({}, [zfapps({ folder })]));
    expect(error.message).toMatch(/plugin-manifest\.json:1:\d+/);
  });
});
