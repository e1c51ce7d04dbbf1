import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, get as httpGet, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { proxied, raw, shimBefore } from './proxied.js';
import { httpResponse, listening, rawServer } from './raw-server.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const VENDOR = 'https://js.zohostatic.com/zohofinance/v1/zf_sdk.js';
const HTML = `<!doctype html><html><head><title>Grüße</title><script src="${VENDOR}"></script></head><body></body></html>`;

/** A dev server that answers everything with this. */
function answering(body: string | Buffer, headers: Record<string, string | string[]> = {}, status = 200) {
  return proxied((_, response) => response.writeHead(status, headers).end(body));
}

/** A dev server that tells what came. */
function echoing() {
  return proxied((request, response) => {
    const { method, url, rawHeaders } = request;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ method, url, rawHeaders }));
  });
}

async function echoed(
  ...given: Parameters<typeof raw>
): Promise<{ method: string; url: string; rawHeaders: string[] }> {
  return JSON.parse((await raw(...given)).body.toString());
}

function headersOf({ rawHeaders }: { rawHeaders: string[] }): Record<string, string> {
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(
    names.map((name, index) => [name.toLowerCase(), rawHeaders[2 * index + 1] ?? '']),
  );
}

describe('a request that is passed on', () => {
  it('keeps method, path and query as they came', async () => {
    const { widget } = await echoing();
    const { method, url } = await echoed(`${widget}/a%20b/%C3%A4//c?x=1&x=%2F&flag`, { method: 'PUT' });
    expect({ method, url }).toEqual({ method: 'PUT', url: '/a%20b/%C3%A4//c?x=1&x=%2F&flag' });
  });

  it("looks as if it came from a page of the dev server's own", async () => {
    const { widget, dev } = await echoing();
    const headers = { origin: widget, referer: `${widget}/app/a.html?b`, cookie: 'a=1', 'x-own': '2' };
    expect(headersOf(await echoed(`${widget}/`, { headers }))).toMatchObject({
      host: new URL(dev).host,
      origin: dev,
      referer: `${dev}/app/a.html?b`,
      cookie: 'a=1',
      'x-own': '2',
    });
  });

  it.each([
    'http://evil.example',
    'http://127.0.0.1:9999',
    'null',
  ])('stays foreign where it comes from %s: the checks of the dev server are not undone', async (origin) => {
    const { widget } = await echoing();
    const headers = { origin, referer: `${origin}/x` };
    expect(headersOf(await echoed(`${widget}/`, { headers }))).toMatchObject(headers);
  });

  it('carries no field of its former connection', async () => {
    const { widget } = await echoing();
    const headers = {
      connection: 'close, x-mine',
      'x-mine': '1',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      'proxy-authorization': 'Basic eA==',
      expect: '100-continue',
      'accept-encoding': 'gzip, br',
    };
    const arrived = headersOf(await echoed(`${widget}/`, { headers }));
    for (const name of ['x-mine', 'keep-alive', 'te', 'proxy-authorization', 'expect']) {
      expect(arrived).not.toHaveProperty(name);
    }
    expect(arrived).toMatchObject({ 'accept-encoding': 'identity', connection: 'keep-alive' });
  });

  it.each([
    ['with a length', { 'content-length': '11' }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('brings its body, %s', async (_, headers) => {
    const { widget } = await proxied(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end(`${request.method} ${body}`);
    });
    for (const method of ['POST', 'DELETE']) {
      const { body } = await raw(`${widget}/`, { method, headers, body: 'hello world' });
      expect(body.toString()).toBe(`${method} hello world`);
    }
  });

  it('brings its body while it is being sent', async () => {
    let first: (chunk: string) => void = () => {};
    const arrival = new Promise<string>((resolve) => {
      first = resolve;
    });
    const { widget } = await proxied((request, response) => {
      request.once('data', (chunk) => first(String(chunk)));
      request.on('end', () => response.end('done'));
    });
    const request = httpRequest(`${widget}/`, { method: 'POST' });
    const answered = once(request, 'response');
    request.write('first');
    expect(await arrival).toBe('first');
    request.end('last');
    const [response] = await answered;
    expect(response.resume().statusCode).toBe(200);
  });

  it('is answered before its body has ended, where the dev server does not want it', async () => {
    const { widget } = await proxied((_, response) =>
      response.writeHead(413, { Connection: 'close' }).end('too much'),
    );
    const request = httpRequest(`${widget}/`, { method: 'POST' }).on('error', () => {});
    request.write('x');
    const [response] = await once(request, 'response');
    expect(response.statusCode).toBe(413);
    request.destroy();
  });

  it('says that it has no body where it could have one', async () => {
    const { widget } = await echoing();
    expect(
      headersOf(await echoed(`${widget}/`, { method: 'POST', headers: { 'content-length': '0' } })),
    ).toMatchObject({
      'content-length': '0',
    });
    const get = headersOf(await echoed(`${widget}/`));
    expect(get).not.toHaveProperty('content-length');
    expect(get).not.toHaveProperty('transfer-encoding');
  });

  it('ends with the browser’s', async () => {
    let close: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const { widget } = await proxied((request, response) => {
      response.on('close', close);
      response.write(request.url);
    });
    const request = httpGet(`${widget}/stream`).on('error', () => {});
    await once(request, 'response');
    request.destroy();
    await closed;
  });
});

describe('a page', () => {
  it('has its SDK swapped, and is kept by no browser', async () => {
    const { widget, page, dev } = await answering(HTML, {
      'Content-Type': 'text/html; charset=utf-8',
      ETag: '"1"',
      'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
      'Cache-Control': 'max-age=3600',
    });
    const { headers, body } = await raw(`${widget}/`);
    expect(body.toString()).toContain(
      `<script src="${widget}/__zfapps/zf_sdk.js" data-zfapps-host="${page}"></script>`,
    );
    expect(body.toString()).toContain('<title>Grüße</title>');
    // By this the prelude knows the dev server's sockets.
    expect(body.toString()).toContain(` data-zfapps-dev-server="${dev}"`);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'content-length': String(body.byteLength) });
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('last-modified');
    expect((await raw(`${widget}/__zfapps/zf_sdk.js`)).body.toString()).toBe('let sdk;');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
  ])('is read where the server compresses unasked: %s, by %o', async (coding, compress) => {
    const { widget } = await answering(compress(HTML), {
      'Content-Type': 'text/html',
      'Content-Encoding': coding,
    });
    const { headers, body } = await raw(`${widget}/`);
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body.toString()).toContain('__zfapps/zf_sdk.js');
    expect(body.toString()).not.toContain(`src="${VENDOR}"`);
  });

  it.each([
    ['an unknown coding', 'zstd', 'x', /"zstd" is unknown/],
    ['a broken body', 'gzip', 'no gzip', /cannot be read: incorrect header check/],
  ])('that cannot be read for %s says so', async (_, coding, content, reason) => {
    const { widget } = await answering(content, { 'Content-Type': 'text/html', 'Content-Encoding': coding });
    const { status, body } = await raw(`${widget}/`);
    expect(status).toBe(502);
    expect(body.toString()).toMatch(reason);
  });

  it('keeps its own policy beside ours, but for who frames it', async () => {
    const { widget, page } = await answering(HTML, {
      'Content-Type': 'text/html',
      'Content-Security-Policy': [
        "frame-ancestors 'none'; img-src 'self', frame-ancestors https://x.example",
        "script-src 'self';frame-ancestors 'self'",
      ],
    });
    const { rawHeaders } = await raw(`${widget}/`);
    const policies = rawHeaders.filter((_, index) =>
      /^content-security-policy$/i.test(rawHeaders[index - 1] ?? ''),
    );
    expect(policies[0]).toContain(`frame-ancestors 'self' ${page}`);
    // With our inline script allowed: its hash by the standard, of the prelude that proxied() gives.
    const hash = createHash('sha256').update('let prelude;').digest('base64');
    expect(policies[1]).toBe("img-src 'self'");
    expect(policies[2]).toMatch(/^script-src 'self' (?!.*frame-ancestors)/);
    expect(policies[2]).toContain(`'sha256-${hash}'`);
    expect(policies).toHaveLength(3);
  });

  it("keeps no imitation of production's policy: ours covers the widget's own origin, as there", async () => {
    const production = 'https://*.zohostatic.com https://*.sigmausercontent.com';
    for (const [own, kept] of [
      // As the vendor's tool sends it.
      [`connect-src ${production} https://api.example`, []],
      [`connect-src ${production} ; img-src 'self'`, ["img-src 'self'"]],
      ['connect-src https://*.zohostatic.com', ['connect-src https://*.zohostatic.com']],
    ] as const) {
      const { widget } = await answering('', { 'Content-Type': 'text/html', 'Content-Security-Policy': own });
      const { rawHeaders } = await raw(`${widget}/`);
      const policies = rawHeaders.filter((_, index) =>
        /^content-security-policy$/i.test(rawHeaders[index - 1] ?? ''),
      );
      expect(policies.slice(1)).toEqual(kept);
    }
  });

  it.each([
    'x-frame-options',
    'cross-origin-opener-policy',
    'cross-origin-embedder-policy',
    'access-control-allow-origin',
    'access-control-allow-credentials',
  ])('loses %s, which spoke of the dev server’s origin', async (name) => {
    for (const type of ['text/html', 'text/javascript']) {
      const { widget } = await answering('', { 'Content-Type': type, [name]: 'x' });
      expect((await raw(`${widget}/`)).headers).not.toHaveProperty(name);
    }
  });

  it('may connect to the dev server by its usual names, and to sockets of this machine', async () => {
    const { widget, dev } = await answering(HTML, { 'Content-Type': 'text/html' });
    const { port } = new URL(dev);
    const policy = String((await raw(`${widget}/`)).headers['content-security-policy']);
    const sources = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ');
    expect(sources).toEqual(
      expect.arrayContaining([
        "'self'",
        `http://127.0.0.1:${port}`,
        `http://localhost:${port}`,
        'ws://localhost:*',
        'wss://127.0.0.1:*',
        `ws://${new URL(widget).host}`,
      ]),
    );
    expect(sources).not.toContain('http://localhost:*');
  });

  it('that broke off is no page, and says so', async () => {
    const { widget, dev } = await proxied((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': '1000' });
      response.write('<p>half');
      setImmediate(() => response.destroy());
    });
    const { status, body } = await raw(`${widget}/`);
    expect(status).toBe(502);
    expect(body.toString()).toBe(`The dev server at ${dev} broke off its answer.`);
  });

  it('is answered to HEAD without a length that would be of other bytes', async () => {
    const { widget } = await answering('', {
      'Content-Type': 'text/html',
      'Content-Length': '120',
      ETag: '"1"',
    });
    const { status, headers, body } = await raw(`${widget}/`, { method: 'HEAD' });
    expect({ status, length: body.length }).toEqual({ status: 200, length: 0 });
    expect(headers).not.toHaveProperty('content-length');
    expect(headers).not.toHaveProperty('etag');
  });
});

describe('a file that is no page', () => {
  it('passes byte by byte, with its own headers', async () => {
    const bytes = gzipSync(`let address = "${VENDOR}";`);
    const given = {
      'Content-Type': 'text/javascript',
      'Content-Encoding': 'gzip',
      'Content-Length': String(bytes.byteLength),
      'Cache-Control': 'no-cache',
      ETag: '"1"',
      'X-Own': 'a',
    };
    const { widget } = await answering(bytes, given);
    const { headers, body } = await raw(`${widget}/main.js`);
    expect(body.equals(bytes)).toBe(true);
    for (const [name, value] of Object.entries(given)) expect(headers[name.toLowerCase()]).toBe(value);
    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'content-security-policy': expect.stringContaining('connect-src'),
    });
  });

  it('is not kept where its server says nothing of that', async () => {
    const { widget } = await answering('let a;', { 'Content-Type': 'text/javascript' });
    expect((await raw(`${widget}/main.js`)).headers['cache-control']).toBe('no-store');
  });

  it('comes in parts, and not at all where the browser has it', async () => {
    const { widget } = await proxied((request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304, { ETag: '"1"' }).end();
      else if (request.headers.range === 'bytes=1-2')
        response.writeHead(206, { 'Content-Range': 'bytes 1-2/4', 'Content-Type': 'text/html' }).end('bc');
    });
    const notModified = await raw(`${widget}/a.css`, { headers: { 'if-none-match': '"1"' } });
    expect(notModified).toMatchObject({ status: 304, headers: { etag: '"1"' } });
    const part = await raw(`${widget}/a.html`, { headers: { range: 'bytes=1-2' } });
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': 'bytes 1-2/4' } });
    expect(part.body.toString()).toBe('bc');
  });

  it('loses the fields of its former connection', async () => {
    const dev = await rawServer((socket) =>
      socket.end(
        httpResponse('x', [
          'Connection: close, X-Mine',
          'X-Mine: 1',
          'Keep-Alive: timeout=9',
          'Alt-Svc: h3=":443"',
        ]),
      ),
    );
    const { widget } = await shimBefore(dev.origin);
    const { headers, body } = await raw(`${widget}/`, { headers: { connection: 'keep-alive' } });
    expect(body.toString()).toBe('x');
    expect(headers.connection).toBe('keep-alive');
    expect(headers['keep-alive']).not.toBe('timeout=9');
    for (const name of ['x-mine', 'alt-svc']) expect(headers).not.toHaveProperty(name);
  });

  it('that broke off does not look whole', async () => {
    const { widget } = await proxied((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Content-Length': '1000' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(raw(`${widget}/main.js`)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('is an open stream of events at once, and each event comes when it is sent', async () => {
    let stream: ServerResponse | undefined;
    let end: () => void = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const { widget } = await proxied((_, response) => {
      stream = response.on('close', end);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    });
    const request = httpGet(`${widget}/events`);
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(answer.headers['content-type']).toBe('text/event-stream');
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      stream?.write(event);
      const [chunk] = await once(answer, 'data');
      expect(String(chunk)).toBe(event);
    }
    answer.on('error', () => {});
    request.destroy();
    await ended;
  });
});

describe('a redirect', () => {
  it.each([
    ['/app', '/app'],
    ['DEV/app?a#b', 'WIDGET/app?a#b'],
    ['//127.0.0.1:PORT/app', 'WIDGET/app'],
    ['https://localhost:PORT/', 'WIDGET/'],
    ['http://localhost:1/', 'http://localhost:1/'],
    ['https://accounts.example/login?back=DEV', 'https://accounts.example/login?back=DEV'],
  ])('to %s comes back as %s, and is not followed here', async (location, expected) => {
    let asked = 0;
    let given = '';
    const { widget, dev } = await proxied((_, response) => {
      asked += 1;
      response.writeHead(302, { Location: given }).end();
    });
    const filled = (text: string) =>
      text.replace('DEV', dev).replace('WIDGET', widget).replace('PORT', new URL(dev).port);
    given = filled(location);
    const { status, headers } = await raw(`${widget}/`);
    expect({ status, location: headers.location, asked }).toEqual({
      status: 302,
      location: filled(expected),
      asked: 1,
    });
  });
});

describe('cookies', () => {
  it('lose their domain, and nothing else', async () => {
    const { widget } = await answering('', {
      'Set-Cookie': [
        'a=1; Domain=dev.localhost; Path=/app; HttpOnly',
        'b=domain; path=/;domain=.x.example; Secure',
      ],
    });
    expect((await raw(`${widget}/`)).headers['set-cookie']).toEqual([
      'a=1; Path=/app; HttpOnly',
      'b=domain; path=/; Secure',
    ]);
  });
});

describe('a dev server', () => {
  it('that is down is explained, and answers again once it is back', async () => {
    const first = createHttpServer((_, response) => response.end('first'));
    await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
    const { port } = first.address() as AddressInfo;
    const { widget } = await shimBefore(`http://127.0.0.1:${port}`);
    expect((await raw(`${widget}/`)).body.toString()).toBe('first');
    first.closeAllConnections();
    await new Promise((resolve) => first.close(resolve));

    const script = await raw(`${widget}/main.js`);
    expect(script).toMatchObject({ status: 502, headers: { 'cache-control': 'no-store' } });
    expect(script.body.toString()).toBe(
      `No dev server answers at http://127.0.0.1:${port}: nothing listens there. Start it.`,
    );
    const page = await raw(`${widget}/`, { headers: { 'sec-fetch-dest': 'iframe' } });
    expect(page).toMatchObject({
      status: 502,
      headers: { 'content-type': expect.stringContaining('text/html') },
    });
    expect(page.body.toString()).toContain('<meta http-equiv="refresh"');
    expect(page.body.toString()).toContain(`http://127.0.0.1:${port}`);

    const second = createHttpServer((_, response) => response.end('second'));
    await new Promise<void>((resolve) => second.listen(port, '127.0.0.1', resolve));
    expect((await raw(`${widget}/`)).body.toString()).toBe('second');
    second.closeAllConnections();
    await new Promise((resolve) => second.close(resolve));
  });

  it('that closes a kept connection is asked again over a fresh one', async () => {
    const dev = await rawServer((socket, connection, piece) => {
      // The first connection is kept, and closed when it is used again.
      if (connection === 0 && piece > 0) socket.destroy();
      else socket.write(httpResponse(`connection ${connection}`));
    });
    const { widget } = await shimBefore(dev.origin);
    expect((await raw(`${widget}/1`)).body.toString()).toBe('connection 0');
    expect((await raw(`${widget}/2`)).body.toString()).toBe('connection 1');
    expect(dev.received[0]).toContain('GET /2 ');
  });

  it('that closes a fresh connection is not asked again', async () => {
    const dev = await rawServer((socket) => socket.destroy());
    const { widget } = await shimBefore(dev.origin);
    const { status, body } = await raw(`${widget}/`);
    expect(status).toBe(502);
    expect(body.toString()).toMatch(/closed the connection.*name it by https:\/\/127\.0\.0\.1:\d+/);
    expect(dev.connections).toHaveLength(1);
  });

  it('is reached over TLS whoever signed its certificate', async () => {
    const { widget, dev } = await proxied((request, response) => response.end(String(request.headers.host)), {
      secure: true,
    });
    expect(dev).toMatch(/^https:/);
    expect((await raw(`${widget}/`)).body.toString()).toBe(new URL(dev).host);
  });

  it('that speaks no TLS is told from one that does', async () => {
    const { dev } = await answering('x');
    const { widget } = await shimBefore(dev.replace('http:', 'https:'));
    expect((await raw(`${widget}/`)).body.toString()).toMatch(
      /speaks no TLS .*Name it by http:\/\/127\.0\.0\.1:\d+/,
    );
  });

  it('may be named by localhost, whichever of its two addresses it listens on', async () => {
    const port = await listening(createHttpServer((_, response) => response.end('here')));
    const { widget } = await shimBefore(`http://any.localhost:${port}`);
    expect((await raw(`${widget}/`)).body.toString()).toBe('here');
  });

  it('answers pages for whatever it has not', async () => {
    const { widget } = await answering(HTML, { 'Content-Type': 'text/html' });
    for (const path of ['/', '/app/route', '/favicon.ico', '/main.js'])
      expect((await raw(widget + path)).body.toString()).toContain('__zfapps/zf_sdk.js');
  });

  it('that answers what no server may say is explained, and ends nothing', async () => {
    const answers = [
      'HTTP/1.1 200 A\x7fB\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nX-A: \x01\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 099 Odd\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -1\r\n\r\n',
      'no HTTP at all',
    ];
    for (const answer of answers) {
      const dev = await rawServer((socket) => socket.end(answer));
      const { widget } = await shimBefore(dev.origin);
      expect([200, 502, 999]).toContain((await raw(`${widget}/`)).status);
    }
  });

  it('that is zfapps-shim itself is not asked: it would ask itself', async () => {
    let asked = 0;
    const { dev } = await proxied((_, response) => {
      asked += 1;
      response.end();
    });
    const { widget } = await shimBefore(dev, [Number(new URL(dev).port)]);
    expect((await raw(`${widget}/`)).body.toString()).toMatch(/is zfapps-shim itself/);
    expect(asked).toBe(0);
  });
});

describe('what does not reach the dev server', () => {
  async function counting() {
    let asked = 0;
    const { widget, page } = await proxied((_, response) => {
      asked += 1;
      response.end('the dev server');
    });
    return { widget, page, asked: () => asked };
  }

  it.each([
    'evil.example:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1:1',
    'a b',
  ])('is what asks by the name %s', async (name) => {
    const { widget, asked } = await counting();
    const host = name.replace('PORT', new URL(widget).port);
    expect([400, 403]).toContain((await raw(`${widget}/`, { headers: { host } })).status);
    expect(asked()).toBe(0);
  });

  it.each([
    '/__zfapps/',
    '/__zfapps/manifest',
    '/%5f_zfapps/manifest',
    '/%5F%5Fzfapps%2Fmanifest',
    '//__zfapps/manifest',
    '/x/../__zfapps/manifest',
    '/x/%2e%2e/__zfapps/request',
    '/\\__zfapps/manifest',
  ])('is %s: it may be another zfapps-shim', async (path) => {
    const { widget, asked } = await counting();
    const { status, body } = await asTyped(widget, path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('the dev server');
    expect(asked()).toBe(0);
  });

  it('is a service worker, which would outlive this start', async () => {
    const { widget, asked } = await counting();
    expect((await raw(`${widget}/sw.js`, { headers: { 'service-worker': 'script' } })).status).toBe(403);
    expect(asked()).toBe(0);
  });

  it('is an address of another server', async () => {
    const { widget, asked } = await counting();
    expect([400, 403]).toContain((await asTyped(widget, 'http://evil.example/')).status);
    expect(asked()).toBe(0);
  });

  it("is whatever the host page's origin is asked for", async () => {
    const { page, asked } = await counting();
    for (const path of ['/main.js', '/app/widget.html', '/plugin-manifest.json'])
      expect((await raw(page + path)).status).toBe(404);
    expect(asked()).toBe(0);
  });
});

/** Asks for a target as it is, which `http.request` would not send. */
async function asTyped(origin: string, target: string): Promise<{ status: number; body: string }> {
  const { host, port } = new URL(origin);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return { status: Number(answer.split(' ')[1]), body: answer };
}
