import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get as httpGet } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../node/temp-folder.js';
import { startDev } from '../support/dev-server.js';
import { recordingServer } from '../support/recording-server.js';
import { manifest, widgetPage } from '../support/temp-package.js';
import type { DevServer } from '../support/dev-server.js';

const SECRET = 'planted-secret-4711';
const WIDGET = { 'app/widget.html': widgetPage('') };

const toEnd: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of toEnd.splice(0).reverse()) await end();
});

async function dev(files: Record<string, string | object>, ...options: string[]): Promise<DevServer> {
  const server = await startDev(await tempFolder(files), ...options);
  toEnd.push(server.stop);
  return server;
}

/** A live package with a connection to an upstream, and that upstream, which never answers. */
async function liveWithUpstream(): Promise<{
  server: DevServer;
  arrived: Promise<void>;
  letGo: Promise<void>;
  url: string;
}> {
  let arrive: () => void = () => {};
  let release: () => void = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const letGo = new Promise<void>((resolve) => {
    release = resolve;
  });
  const upstream = await recordingServer((_, response) => {
    response.on('close', release);
    arrive();
  });
  toEnd.push(upstream.close);
  const server = await dev({
    ...WIDGET,
    'zfapps.config.json': {
      mode: 'live',
      destinations: { private: [`127.0.0.1:${upstream.port}`] },
      connections: { books: { type: 'bearer', token: { env: 'DEV_TEST_TOKEN' }, hosts: ['127.0.0.1'] } },
    },
    '.env.local': `DEV_TEST_TOKEN=${SECRET}\n`,
  });
  return { server, arrived, letGo, url: `${upstream.origin}/items` };
}

/** What the host page reads from its own HTML. */
async function tokenOf({ url }: DevServer): Promise<string> {
  const html = await (await fetch(url)).text();
  return JSON.parse(/id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '').token;
}

/** Asks one of the routes as the host page does. */
async function asPage(server: DevServer, route: string, body?: unknown): Promise<Response> {
  const { origin } = new URL(server.url);
  return fetch(`${origin}/__zfapps/${route}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-zfapps-token': await tokenOf(server), 'content-type': 'application/json', origin },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

describe('zfapps-shim dev', () => {
  it('works in a folder with only app/widget.html', async () => {
    const server = await dev(WIDGET);
    const { widgets, mode, notes } = await (await asPage(server, 'manifest')).json();
    expect({ mode, notes }).toEqual({ mode: 'offline', notes: [] });
    expect(widgets).toMatchObject([
      { location: 'invoice.details.sidebar', url: `${server.widgetOrigin}/app/widget.html` },
    ]);
    const page = await (await fetch(widgets[0].url)).text();
    expect(page).toContain(`src="${server.widgetOrigin}/__zfapps/zf_sdk.js"`);
    expect(page).not.toMatch(/<script[^>]*\ssrc="[^"]*zohostatic/);
    expect(await (await fetch(`${server.widgetOrigin}/__zfapps/zf_sdk.js`)).text()).toContain('ZFAPPS');
  });

  it('with --json prints one line on standard output, and notes elsewhere', async () => {
    const server = await dev(WIDGET, '--host', '0.0.0.0');
    await server.stop();
    expect(server.output()).toContain('note');
    const [line, rest] = server.stdout().split(/\n([\s\S]*)/);
    expect(rest).toBe('');
    expect(JSON.parse(line ?? '')).toEqual({
      event: 'ready',
      url: server.url,
      widgetOrigin: server.widgetOrigin,
    });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(server.widgetOrigin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each([
    'SIGINT',
    'SIGTERM',
    'SIGHUP',
  ] as const)('ends within a second at %s, and gives the ports back', async (signal) => {
    const server = await dev(WIDGET);
    const since = performance.now();
    expect(await server.stop(signal)).toBe(0);
    expect(performance.now() - since).toBeLessThan(1_000);
    for (const origin of [server.url, server.widgetOrigin]) await expect(fetch(origin)).rejects.toThrow();
  });

  it('ends within a second while a browser keeps its connection', async () => {
    const server = await dev(WIDGET);
    const { port, host } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    const closed = once(socket, 'close');
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await once(socket, 'data');
    await fetch(server.widgetOrigin);
    const since = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - since).toBeLessThan(1_000);
    await closed;
  });

  it.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('ends within a second at %s while a request is under way, and lets go of the upstream', async (signal) => {
    const { server, arrived, letGo, url } = await liveWithUpstream();
    const answer = asPage(server, 'request', { options: { url, connection_link_name: 'books' } });
    const cut = expect(answer).rejects.toThrow();
    await arrived;
    const since = performance.now();
    expect(await server.stop(signal)).toBe(0);
    expect(performance.now() - since).toBeLessThan(1_000);
    await cut;
    await letGo;
    expect(server.output()).not.toContain(SECRET);
  });

  it('ends within a second whatever a mock or the configuration keeps running', async () => {
    const server = await dev({
      ...WIDGET,
      'zfapps.config.json': { mocks: './mocks.ts' },
      'mocks.ts': `import { http } from 'msw';
setInterval(() => {}, 1_000);
export default [http.get('https://api.example.com/slow', () => new Promise(() => {}))];`,
    });
    const call = { options: { url: 'https://api.example.com/slow' } };
    const cut = expect(asPage(server, 'request', call)).rejects.toThrow();
    // The next answer comes after the call before it has begun: both go over one server.
    await asPage(server, 'records');
    const since = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - since).toBeLessThan(1_000);
    await cut;
  });

  it('lets no request reach the server itself, whose page holds the token', async () => {
    const server = await dev({
      ...WIDGET,
      'zfapps.config.json': { mode: 'live', destinations: { private: ['127.0.0.1', 'localhost'] } },
    });
    for (const url of [server.url, server.url.replace('127.0.0.1', 'localhost'), server.widgetOrigin]) {
      const answer = await (await asPage(server, 'request', { options: { url } })).json();
      expect(answer).toMatchObject({ ok: false, error: { code: 'destination_refused' } });
    }
  });

  it('reads the record files anew for REFRESH_DATA', async () => {
    const folder = await tempFolder({
      ...WIDGET,
      'zfapps.config.json': { records: { invoice: './invoice.json' } },
      'invoice.json': { total: 1 },
    });
    const server = await startDev(folder);
    toEnd.push(() => server.stop());
    const total = async () => (await (await asPage(server, 'records')).json()).records.invoice.total;
    expect(await total()).toBe(1);
    await writeFile(join(folder, 'invoice.json'), '{"total": 2}');
    expect(await total()).toBe(2);
  });

  it('shows first the widget at --location', async () => {
    const two = manifest({
      'invoice.details.sidebar': '/app/widget.html',
      'bill.details.sidebar': '/app/widget.html',
    });
    const server = await dev(
      { ...WIDGET, 'plugin-manifest.json': two },
      '--location',
      'bill.details.sidebar',
    );
    const { initialWidget, widgets } = await (await asPage(server, 'manifest')).json();
    expect(widgets[initialWidget].location).toBe('bill.details.sidebar');
  });

  it.each([
    '--host=0.0.0.0',
    '--host=::',
  ])('warns at %s that others reach the page, and answers to no name of DNS', async (host) => {
    const server = await dev(WIDGET, host);
    expect(server.output()).toMatch(/note .*everyone who reaches this address.*connections/);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect((await fetch(server.url)).status).toBe(200);
    const status = await new Promise((resolve) => {
      httpGet(server.url, { headers: { host: `evil.example:${new URL(server.url).port}` } }, (response) =>
        resolve(response.resume().statusCode),
      );
    });
    expect(status).toBe(403);
  });

  it('does not warn on this machine', async () => {
    for (const host of ['127.0.0.1', 'localhost'])
      expect((await dev(WIDGET, '--host', host)).output()).not.toContain('note');
  });

  it('--mode wins over the configuration', async () => {
    const server = await dev({ ...WIDGET, 'zfapps.config.json': { mode: 'live' } }, '--mode', 'offline');
    expect((await (await asPage(server, 'manifest')).json()).mode).toBe('offline');
  });
});

describe('a connection without its secret', () => {
  const files = {
    ...WIDGET,
    'zfapps.config.json': {
      connections: {
        books: { type: 'bearer', token: { env: 'NOBODY_SETS_THIS' }, hosts: ['x.example'] },
        desk: { type: 'bearer', token: { env: 'SET_IN_FILE' }, hosts: ['x.example'] },
      },
    },
    '.env.local': `SET_IN_FILE=${SECRET}\n`,
  };
  const call = { options: { url: 'https://x.example/', connection_link_name: 'books' } };

  it('is noted in live mode, in the terminal and on the page, by its name and what to set', async () => {
    const server = await dev(files, '--mode', 'live');
    const { notes } = await (await asPage(server, 'manifest')).json();
    expect(notes).toHaveLength(1);
    for (const note of [notes[0], server.output()]) {
      expect(note).toContain('books');
      expect(note).toContain('NOBODY_SETS_THIS');
      expect(note).not.toContain('SET_IN_FILE');
    }
    const { ok, error } = await (await asPage(server, 'request', call)).json();
    expect({ ok, code: error.code }).toEqual({ ok: false, code: 'connection_off' });
    expect(server.output() + JSON.stringify([notes, error])).not.toContain(SECRET);
  });

  it('has a stand-in offline: nothing is noted', async () => {
    const server = await dev(files);
    expect((await (await asPage(server, 'manifest')).json()).notes).toEqual([]);
    expect(server.output()).not.toContain('books');
    // The connection does not stand in the way; that nothing answers is the next thing to mend.
    expect((await (await asPage(server, 'request', call)).json()).error.code).toBe('not_mocked');
  });
});
