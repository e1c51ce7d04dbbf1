import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { proxied, shimBefore } from './proxied.js';
import { listening, rawServer } from './raw-server.js';
import type { IncomingMessage } from 'node:http';
import type { Proxied } from './proxied.js';

const clients: WebSocket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.terminate();
});

interface WithSockets extends Proxied {
  sockets: WebSocketServer;
  /** What came to be upgraded. */
  requests: IncomingMessage[];
}

/** A dev server that echoes over its sockets. */
async function withSockets(options: { secure?: boolean } = {}): Promise<WithSockets> {
  const given = await proxied((_, response) => response.writeHead(404).end(), options);
  const sockets = new WebSocketServer({
    server: given.http,
    handleProtocols: (protocols) => (protocols.has('vite-hmr') ? 'vite-hmr' : false),
  });
  const requests: IncomingMessage[] = [];
  sockets.on('connection', (socket, request) => {
    requests.push(request);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  return { ...given, sockets, requests };
}

async function opened(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const client = new WebSocket(url.replace('http', 'ws'), ['vite-hmr'], { headers });
  clients.push(client);
  await once(client, 'open');
  return client;
}

/** What a socket that was not upgraded was told: status line, headers and body. */
async function refused(url: string, headers: Record<string, string>): Promise<string> {
  const { host, hostname, port, pathname } = new URL(url);
  const lines = Object.entries({
    Host: host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

describe('a socket of a live reload', () => {
  it.each([
    ['http', false],
    ['https', true],
  ])('connects over %s, and carries what either side says', async (_, secure) => {
    const { widget } = await withSockets({ secure });
    const client = await opened(`${widget}/hmr?token=1`);
    expect(client.protocol).toBe('vite-hmr');
    for (const said of ['hello', 'x'.repeat(200_000)]) {
      client.send(said);
      const [heard] = await once(client, 'message');
      expect(String(heard)).toBe(said);
    }
  });

  it('looks as if a page of the dev server’s own had opened it', async () => {
    const { widget, dev, requests } = await withSockets();
    await opened(`${widget}/hmr?token=1`, { origin: widget, cookie: 'a=1' });
    expect(requests[0]?.url).toBe('/hmr?token=1');
    expect(requests[0]?.headers).toMatchObject({ host: new URL(dev).host, origin: dev, cookie: 'a=1' });
  });

  it('of another page stays foreign', async () => {
    const { widget, requests } = await withSockets();
    await opened(`${widget}/`, { origin: 'http://evil.example' });
    expect(requests[0]?.headers.origin).toBe('http://evil.example');
  });

  it('that the dev server refuses is refused, with its reason', async () => {
    const { widget } = await proxied((_, response) => response.end());
    const dev = await rawServer((socket) =>
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\nX-Reason: origin\r\n\r\nnot yours'),
    );
    const { widget: refusing } = await shimBefore(dev.origin);
    const answer = await refused(`${refusing}/`, { Origin: widget });
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toContain('X-Reason: origin\r\n');
    expect(answer).toMatch(/\r\n\r\nnot yours$/);
  });

  it('is refused where the dev server is down, or breaks off', async () => {
    const http = createHttpServer();
    const port = await listening(http);
    http.close();
    const { widget } = await shimBefore(`http://127.0.0.1:${port}`);
    expect(await refused(`${widget}/`, {})).toMatch(/^HTTP\/1\.1 502 [\s\S]*nothing listens there/);
    const { widget: broken } = await shimBefore((await rawServer((socket) => socket.destroy())).origin);
    expect(await refused(`${broken}/`, {})).toMatch(/^HTTP\/1\.1 502 [\s\S]*closed the connection/);
  });

  it.each([
    ['evil.example:PORT', '/'],
    ['127.0.0.1:1', '/'],
    ['127.0.0.1:PORT', '/__zfapps/events'],
  ])('for %s%s does not reach the dev server', async (name, path) => {
    const { widget, requests } = await withSockets();
    const host = name.replace('PORT', new URL(widget).port);
    expect(await refused(widget + path, { Host: host })).toBe('');
    expect(requests).toEqual([]);
  });

  it('on the page’s origin is none', async () => {
    const { page, requests } = await withSockets();
    expect(await refused(`${page}/hmr`, { Connection: 'Upgrade, close' })).not.toMatch(/ 101 /);
    expect(requests).toEqual([]);
  });

  it('ends with the dev server’s, after the last that was said', async () => {
    const { widget, sockets } = await withSockets();
    const client = await opened(`${widget}/`);
    const heard = once(client, 'message');
    const closed = once(client, 'close');
    for (const socket of sockets.clients) {
      socket.send('last words');
      socket.close(4001, 'done');
    }
    expect(String((await heard)[0])).toBe('last words');
    const [code, reason] = await closed;
    expect({ code, reason: String(reason) }).toEqual({ code: 4001, reason: 'done' });
  });

  it('ends where the other side is cut off', async () => {
    const { widget, sockets } = await withSockets();
    const client = await opened(`${widget}/`);
    const [inside] = sockets.clients;
    if (inside === undefined) throw new Error('The dev server has no socket.');
    const ended = once(inside, 'close');
    client.terminate();
    await ended;
    const second = await opened(`${widget}/`);
    const cut = once(second, 'close');
    for (const socket of sockets.clients) socket.terminate();
    await cut;
  });

  it('loses nothing of what was said before it was there', async () => {
    const dev = await rawServer((socket, connection, piece) => {
      if (piece === 0)
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\nfirst');
      // Once it has heard what the client said too early.
      if (dev.received[connection]?.endsWith('too early')) socket.end(', last');
    });
    const { widget } = await shimBefore(dev.origin);
    const { host, hostname, port } = new URL(widget);
    const socket = connect(Number(port), hostname);
    socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\ntoo early`);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1\.1 101 [\s\S]*Upgrade: raw\r\n\r\nfirst, last$/);
  });

  it('is ended with ours', async () => {
    const { widget, sockets, close } = await withSockets();
    const client = await opened(`${widget}/`);
    const [inside] = sockets.clients;
    if (inside === undefined) throw new Error('The dev server has no socket.');
    const ended = Promise.all([once(client, 'close'), once(inside, 'close')]);
    await close();
    await ended;
  });
});
