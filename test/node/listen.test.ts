import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { bindBeside, hostnamesOf, isPublicHost, listen, shownName } from '../../src/node/index.js';
import { createServer } from '../../src/server/index.js';
import { listening } from './raw-server.js';
import { failure } from './temp-folder.js';
import type { Listening, ListenOptions } from '../../src/node/index.js';
import type { Addresses, Server } from '../../src/server/index.js';

const open: Listening[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

/** The real server on real sockets, with nothing behind it. */
function bare(): Server {
  return createServer({
    backend: { perform: () => new Promise(() => {}) } as never,
    files: async (path) =>
      path === '/app/widget.html'
        ? { bytes: new TextEncoder().encode('widget'), type: 'text/html' }
        : undefined,
    pageFiles: async () => ({ bytes: new TextEncoder().encode('<head></head>page'), type: 'text/html' }),
    sdk: async () => new Uint8Array(),
    manifest: { modules: { widgets: [] } } as never,
    name: '',
    mode: 'offline',
    records: () => ({ organization: {}, user: {}, records: {} }),
  });
}

async function start(options?: ListenOptions, server = bare()): Promise<Listening> {
  const one = await listen(server, options);
  open.push(one);
  return one;
}

/** A port, and three after it, that no listener at port 0 is given: Linux gives those from 32768 on. */
const fixedPort = 15_000 + 4 * (process.pid % 4_000);

const portOf = (url: string) => Number(new URL(url).port);

/** Sends bytes as no browser would, and resolves with all that comes back. */
function exchange(port: number, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.end([...lines, 'Connection: close', '', ''].join('\r\n'));
  });
}

describe('listen', () => {
  it('opens the page and, beside it, the widget’s files, on this machine only', async () => {
    const { url, widgetOrigin } = await start();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(widgetOrigin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(url)).text()).toContain('page');
    expect(await (await fetch(`${widgetOrigin}/app/widget.html`)).text()).toBe('widget');
    // A socket on every address would be reachable by 127.0.0.2 as well.
    for (const origin of [url, widgetOrigin]) {
      const error = await failure(
        new Promise((_, reject) =>
          connect(portOf(origin), '127.0.0.2')
            .on('error', reject)
            .on('connect', () => reject(undefined)),
        ),
      );
      expect(error.code).toBe('ECONNREFUSED');
    }
  });

  it('keeps the widget’s port steady: the one after the page’s', async () => {
    const { url, widgetOrigin } = await start({ port: fixedPort });
    expect(portOf(url)).toBe(fixedPort);
    expect(portOf(widgetOrigin)).toBe(fixedPort + 1);
  });

  it('takes another port for the widget where that one is in use, and both work', async () => {
    const other = createHttpServer();
    await new Promise<void>((resolve) => other.listen(fixedPort + 1, '127.0.0.1', resolve));
    try {
      const { widgetOrigin } = await start({ port: fixedPort });
      expect(portOf(widgetOrigin)).not.toBe(fixedPort + 1);
      expect((await fetch(`${widgetOrigin}/app/widget.html`)).status).toBe(200);
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });

  it('takes another port for the widget where there is none after the page’s', async () => {
    const server = createHttpServer();
    const port = await bindBeside(server, '127.0.0.1', 65_535);
    expect(port).toBeLessThan(65_536);
    await new Promise((resolve) => server.close(resolve));
  });

  it('takes the widget’s port that it is given', async () => {
    expect(portOf((await start({ widgetPort: fixedPort + 3 })).widgetOrigin)).toBe(fixedPort + 3);
  });

  it('tells the server where it listens, by every name of its own', async () => {
    let told: Addresses | undefined;
    const { url, widgetOrigin } = await start(
      {},
      { ...bare(), listensAt: (addresses) => (told = addresses) },
    );
    expect(told).toEqual({
      hostnames: ['127.0.0.1', 'localhost', '[::1]'],
      pagePort: portOf(url),
      widgetPort: portOf(widgetOrigin),
    });
  });

  it('rejects with the system’s own error where a port is in use, and leaves no listener behind', async () => {
    const used = await listening(createHttpServer());
    expect((await failure(listen(bare(), { port: used }))).code).toBe('EADDRINUSE');

    expect((await failure(listen(bare(), { port: fixedPort, widgetPort: used }))).code).toBe('EADDRINUSE');
    // The page's port was had before the widget's failed: it is free again.
    expect(portOf((await start({ port: fixedPort })).url)).toBe(fixedPort);
  });

  it('ends every connection when it closes, idle ones and those in the middle of a call', async () => {
    const { url, widgetOrigin, close } = await listen(bare());
    const sockets = [url, widgetOrigin, url].map((origin) => connect(portOf(origin), '127.0.0.1'));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const [idle, kept, calling] = sockets;
    // Kept alive after an answer.
    kept?.write(`GET /app/widget.html HTTP/1.1\r\nHost: ${new URL(widgetOrigin).host}\r\n\r\n`);
    await new Promise((resolve) => kept?.once('data', resolve));
    // In the middle of a body that never ends.
    calling?.write(
      `POST /__zfapps/request HTTP/1.1\r\nHost: ${new URL(url).host}\r\nContent-Length: 9\r\n\r\n{`,
    );
    const ended = Promise.all(
      [idle, kept, calling].map(
        (socket) =>
          new Promise((resolve) =>
            socket
              ?.resume()
              .on('error', () => {})
              .once('close', resolve),
          ),
      ),
    );
    await close();
    await ended;
    expect((await failure(fetch(url))).cause).toMatchObject({ code: 'ECONNREFUSED' });
    expect((await failure(fetch(widgetOrigin))).cause).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a forged Host on a plain socket', () => {
  const FORGED = [
    'evil.example',
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1.evil.example:PORT',
    'localhost.:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost',
    '',
    'user@127.0.0.1:PORT',
    '127.0.0.1:PORT@evil.example',
    'evil.example/127.0.0.1:PORT',
    'evil.example#@127.0.0.1:PORT',
    '127.0.0.1:PORT, evil.example',
    '127.0.0.1:PORT/',
    '[::ffff:127.0.0.1]:PORT',
    '0.0.0.0:PORT',
  ];

  it.each(FORGED)('is refused on both origins: %j', async (forged) => {
    const { url, widgetOrigin } = await start();
    for (const [origin, path] of [
      [url, '/'],
      [widgetOrigin, '/app/widget.html'],
    ] as const) {
      const host = forged.replaceAll('PORT', String(portOf(origin)));
      const answer = await exchange(portOf(origin), `GET ${path} HTTP/1.1`, `Host: ${host}`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
      expect(answer).not.toMatch(/page|widget/);
    }
  });

  it('is refused where it is missing, doubled, of the other face, or in an absolute target', async () => {
    const { url, widgetOrigin } = await start();
    const [page, widget] = [portOf(url), portOf(widgetOrigin)];
    const own = `Host: 127.0.0.1:${page}`;
    const attempts = [
      exchange(page, 'GET / HTTP/1.1'),
      exchange(page, 'GET / HTTP/1.0'),
      exchange(page, 'GET / HTTP/1.1', `Host: 127.0.0.1:${widget}`),
      exchange(widget, 'GET /app/widget.html HTTP/1.1', own),
      exchange(page, `GET http://evil.example:${page}/ HTTP/1.1`, own),
      exchange(page, `GET https://127.0.0.1:${page}/ HTTP/1.1`.replace('https', 'ftp'), own),
      exchange(page, 'GET / HTTP/1.1', 'Host: evil.example', `X-Forwarded-Host: 127.0.0.1:${page}`),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
      expect(answer).not.toMatch(/page|widget/);
    }
  });

  it.each([
    '127.0.0.1:PORT',
    'localhost:PORT',
    'LocalHost:PORT',
    '[::1]:PORT',
  ])('is none where it is one of the own: %s', async (own) => {
    const { url } = await start();
    const answer = await exchange(
      portOf(url),
      'GET / HTTP/1.1',
      `Host: ${own.replace('PORT', String(portOf(url)))}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('page');
  });
});

describe('the names of a listener', () => {
  const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

  it.each(['127.0.0.1', 'localhost', '::1'])('are the loopback ones at %s', (host) => {
    expect(hostnamesOf(host)).toEqual(LOOPBACK);
    expect(isPublicHost(host)).toBe(false);
  });

  it.each([
    ['192.168.1.10', '192.168.1.10'],
    ['devbox.example', 'devbox.example'],
    ['DevBox.Example', 'devbox.example'],
    ['fe80::1%eth0', '[fe80::1]'],
    ['FE80:0:0:0:0:0:0:1', '[fe80::1]'],
  ])('are those and the one that a person chose: %s', (host, name) => {
    expect(hostnamesOf(host)).toEqual([...LOOPBACK, name]);
    expect(isPublicHost(host)).toBe(true);
    expect(shownName(host)).toBe(name);
  });

  it.each(['0.0.0.0', '::'])('are every address of the machine at %s, and no name of DNS', (host) => {
    const names = hostnamesOf(host);
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    expect(addresses.length).toBeGreaterThan(0);
    for (const { address, family } of addresses) {
      if (family === 'IPv4') expect(names).toContain(address);
    }
    for (const name of names)
      expect(name === 'localhost' || /^[\d.]+$|^\[[\da-f:.]+\]$/.test(name)).toBe(true);
    expect(names).not.toContain(host);
    expect(isPublicHost(host)).toBe(true);
    expect(shownName(host)).toBe('127.0.0.1');
  });

  it('are compared as URLs write them, and what is no address is said to be none', () => {
    for (const name of hostnamesOf('::')) expect(new URL(`http://${name}/`).hostname).toBe(name);
    expect(() => hostnamesOf('1:2')).toThrow('--host 1:2 is no address');
  });
});
