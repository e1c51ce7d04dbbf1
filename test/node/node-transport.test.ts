import { createServer as createHttpServer } from 'node:http';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../src/core/protocol/index.js';
import { contextWith } from '../core/backend/transport-contract.js';
import { httpResponse, listening, rawServer } from './raw-server.js';
import { sender, startTransport } from './sending.js';

describe('a request on the wire', () => {
  const answering = () => rawServer((socket) => socket.write(httpResponse('ok')));

  it('has Host first, headers as they were given, and frames no body with GET', async () => {
    const server = await answering();
    await sender()(`${server.origin}/p?q=1`, { headers: [['X-CaMeL', 'a b']] });
    expect(server.received[0]).toBe(
      [
        'GET /p?q=1 HTTP/1.1',
        `Host: 127.0.0.1:${server.port}`,
        'X-CaMeL: a b',
        'Accept-Encoding: gzip, deflate, br',
        'Connection: keep-alive',
        '',
        '',
      ].join('\r\n'),
    );
  });

  it.each(['POST', 'PUT', 'PATCH'])('says that %s without a body has none', async (method) => {
    const server = await answering();
    await sender()(server.origin, { method });
    expect(server.received[0]).toMatch(/\r\nContent-Length: 0\r\n/);
  });

  it('gives the length of a body and never chunks it', async () => {
    const server = await answering();
    await sender()(server.origin, { method: 'DELETE', body: new TextEncoder().encode('h\u00e9') });
    expect(server.received[0]).toMatch(/\r\nContent-Length: 3\r\n/);
    expect(server.received[0]).not.toMatch(/transfer-encoding/i);
    expect(server.received[0]).toMatch(/\r\n\r\nh\u00c3\u00a9$/);
  });

  it('takes no framing from the headers it is given', async () => {
    const server = await answering();
    await sender()(server.origin, {
      method: 'POST',
      headers: [
        ['Host', 'evil.example'],
        ['content-length', '99'],
        ['Transfer-Encoding', 'chunked'],
      ],
      body: new TextEncoder().encode('x'),
    });
    expect(server.received[0]).not.toMatch(/evil|99|chunked/);
    expect(server.received[0]?.match(/^(host|content-length):/gim)).toHaveLength(2);
  });

  it.each([
    'x\r\nX-Split: 1',
    'x\nX-Split: 1',
    '\u0000',
    '\u20ac',
  ])('sends nothing when a header value is %j', async (value) => {
    const server = await answering();
    const failed = sender()(server.origin, { headers: [['X-Key', value]] });
    await expect(failed).rejects.toMatchObject({ code: 'invalid_options' });
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('Split') });
    expect(server.connections).toHaveLength(0);
  });

  it('goes over a kept connection the second time', async () => {
    const server = await answering();
    const send = sender();
    await send(server.origin);
    await send(server.origin);
    expect(server.connections).toHaveLength(1);
  });
});

describe('a response off the wire', () => {
  it('keeps header names as sent and repeated ones apart, in order', async () => {
    const server = await rawServer((socket) =>
      socket.write(httpResponse('', ['X-CaMeL: 1', 'x-camel: 2', 'Set-Cookie: a', 'set-cookie: b'])),
    );
    expect((await sender()(server.origin)).headers).toEqual([
      ['X-CaMeL', '1'],
      ['x-camel', '2'],
      ['Set-Cookie', 'a'],
      ['set-cookie', 'b'],
      ['Content-Length', '0'],
    ]);
  });

  it('keeps an empty reason phrase empty', async () => {
    const server = await rawServer((socket) => socket.write('HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n'));
    expect(await sender()(server.origin)).toMatchObject({ status: 200, statusText: '' });
  });

  it('skips interim responses', async () => {
    const server = await rawServer((socket) =>
      socket.write(
        Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), httpResponse('ok')]),
      ),
    );
    expect(await sender()(server.origin)).toMatchObject({ status: 200, body: Uint8Array.from([111, 107]) });
  });

  it('reads a body that ends with its connection', async () => {
    const server = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end'));
    const { body } = await sender()(server.origin);
    expect(new TextDecoder().decode(body)).toBe('until the end');
  });

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['a status that is no number', 'HTTP/1.1 abc OK\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnonsense\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a chunk size that is no number', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ])('rejects %s with bad_response', async (_, bytes) => {
    const server = await rawServer((socket) => socket.write(bytes, 'latin1'));
    await expect(sender()(server.origin)).rejects.toMatchObject({
      code: 'bad_response',
      message: expect.stringContaining(`127.0.0.1:${server.port}`),
    });
  });
});

describe('a network that fails', () => {
  it('rejects with connection_refused where nothing listens', async () => {
    const server = createHttpServer();
    const port = await listening(server);
    await new Promise((closed) => server.close(closed));
    await expect(sender()(`http://127.0.0.1:${port}/?key=S3CRET`)).rejects.toMatchObject({
      code: 'connection_refused',
      message: expect.stringMatching(new RegExp(`127\\.0\\.0\\.1:${port}(?!.*S3CRET)`)),
    });
  });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
  ])('rejects with name_not_found when the resolver says %s', async (code) => {
    const send = sender({
      lookup: (_, __, callback) => callback(Object.assign(new Error('lookup'), { code }), []),
    });
    await expect(send('http://missing.example/')).rejects.toMatchObject({
      code: 'name_not_found',
      message: expect.stringContaining('missing.example:80'),
    });
  });

  it.each([
    ['at once', ''],
    ['within the headers', 'HTTP/1.1 200 OK\r\nConte'],
    ['within a body of known length', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort'],
    ['within a chunked body', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n'],
  ])('rejects with connection_reset when the upstream closes %s', async (_, bytes) => {
    const server = await rawServer((socket) => socket.end(bytes));
    await expect(sender()(server.origin)).rejects.toMatchObject({ code: 'connection_reset' });
    expect(server.connections).toHaveLength(1);
  });

  it('rejects with connection_reset when the upstream resets', async () => {
    const server = await rawServer((socket) => socket.resetAndDestroy());
    await expect(sender()(server.origin)).rejects.toMatchObject({ code: 'connection_reset' });
  });

  it('rejects with network_error for anything else, and quotes its code only', async () => {
    const error = Object.assign(new Error('S3CRET'), { code: 'EWHATEVER' });
    const send = sender({ lookup: (_, __, callback) => callback(error, []) });
    await expect(send('http://odd.example/')).rejects.toMatchObject({
      code: 'network_error',
      message: expect.stringMatching(/^(?!.*S3CRET).*EWHATEVER/),
    });
  });
});

describe('a call whose time is over', () => {
  it('rejects with timeout_connect while the name resolves', async () => {
    const controller = new AbortController();
    const send = sender({ lookup: () => controller.abort() });
    await expect(
      send('http://slow.example/', {}, contextWith({ signal: controller.signal, limits: { timeoutMs: 7 } })),
    ).rejects.toMatchObject({
      code: 'timeout_connect',
      message: expect.stringMatching(/7 ms.*limits\.timeoutMs/),
    });
  });

  it('rejects with timeout_connect while TLS is made', async () => {
    const controller = new AbortController();
    // The first piece that comes is the ClientHello.
    const server = await rawServer(() => controller.abort());
    await expect(
      sender()(`https://127.0.0.1:${server.port}/`, {}, contextWith({ signal: controller.signal })),
    ).rejects.toMatchObject({ code: 'timeout_connect' });
  });

  it('rejects with timeout_response over a kept connection too, and closes it', async () => {
    const controller = new AbortController();
    const server = await rawServer((socket, _, piece) => {
      if (piece === 0) socket.write(httpResponse('ok'));
      else controller.abort();
    });
    const send = sender();
    await send(server.origin);
    const closed = new Promise((resolve) => server.connections[0]?.once('close', resolve));
    await expect(send(server.origin, {}, contextWith({ signal: controller.signal }))).rejects.toMatchObject({
      code: 'timeout_response',
    });
    await closed;
    expect(server.connections).toHaveLength(1);
  });

  it('leaves no listener on its signal once it has ended', async () => {
    const server = await rawServer((socket) => socket.write(httpResponse('ok')));
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (type: string, listener: never) => {
      listeners.add(listener);
      add(type, listener);
    };
    signal.removeEventListener = (type: string, listener: never) => {
      listeners.delete(listener);
      remove(type, listener);
    };
    await sender()(server.origin, {}, contextWith({ signal }));
    expect([...listeners]).toEqual([]);
  });
});

describe('a kept connection that the server has closed', () => {
  /** Answers the first request of the first connection; what comes then, the test says. */
  function closing(then: (connection: number) => Buffer | string | undefined) {
    return rawServer((socket, connection, piece) => {
      if (connection === 0 && piece === 0) return socket.write(httpResponse('first'));
      const answer = then(connection);
      if (answer === undefined) socket.destroy();
      else socket.end(answer);
    });
  }
  const ok = (connection: number) => (connection === 0 ? undefined : httpResponse('again'));

  it.each(['GET', 'PUT', 'DELETE'])('sends %s once more over a fresh one', async (method) => {
    const server = await closing(ok);
    const send = sender();
    await send(server.origin);
    const { body } = await send(server.origin, { method });
    expect(new TextDecoder().decode(body)).toBe('again');
    expect(server.connections).toHaveLength(2);
  });

  it.each(['POST', 'PATCH'])('never sends %s twice', async (method) => {
    const server = await closing(ok);
    const send = sender();
    await send(server.origin);
    await expect(send(server.origin, { method })).rejects.toMatchObject({ code: 'connection_reset' });
    expect(server.connections).toHaveLength(1);
  });

  it('gives up after the second', async () => {
    const server = await closing(() => undefined);
    const send = sender();
    await send(server.origin);
    await expect(send(server.origin)).rejects.toMatchObject({ code: 'connection_reset' });
    expect(server.connections).toHaveLength(2);
  });

  it('does not send again once a part of the response has come', async () => {
    const server = await closing(() => 'HTTP/1.1 2');
    const send = sender();
    await send(server.origin);
    await expect(send(server.origin)).rejects.toMatchObject({ code: 'connection_reset' });
    expect(server.connections).toHaveLength(1);
  });
});

describe('close', () => {
  it('ends kept connections', async () => {
    const server = await rawServer((socket) => socket.write(httpResponse('ok')));
    const transport = startTransport();
    await transport({ method: 'GET', url: server.origin, headers: [] }, contextWith());
    const closed = new Promise((resolve) => server.connections[0]?.once('close', resolve));
    transport.close();
    await closed;
    expect(server.connections[0]?.destroyed).toBe(true);
  });

  it('rejects what is in flight with connection_reset', async () => {
    const transport = startTransport();
    const server = await rawServer(() => transport.close());
    await expect(
      transport({ method: 'GET', url: server.origin, headers: [] }, contextWith()),
    ).rejects.toMatchObject({ code: 'connection_reset' });
  });
});

describe("MSW's setupServer", () => {
  it.each([
    'http://api.example.com',
    'https://api.example.com',
  ])('sees what nodeTransport sends to %s, and answers', async (origin) => {
    const seen: unknown[] = [];
    const mocks = setupServer(
      http.post(`${origin}/items`, async ({ request }) => {
        seen.push([request.headers.get('x-key'), await request.text()]);
        return HttpResponse.json({ id: 1 }, { status: 201, statusText: 'Made' });
      }),
    );
    mocks.listen({ onUnhandledRequest: 'error' });
    try {
      const response = await sender()(
        `${origin}/items`,
        { method: 'POST', headers: [['X-Key', 'k']], body: new TextEncoder().encode('text') },
        contextWith({ allowsPrivate: () => false }),
      );
      expect(response).toMatchObject({ status: 201, statusText: 'Made' });
      expect(JSON.parse(new TextDecoder().decode(response.body))).toEqual({ id: 1 });
      expect(seen).toEqual([['k', 'text']]);
    } finally {
      mocks.close();
    }
  });
});

describe('with `refuse`', () => {
  const refuse = () => new Error('closed');
  const allowed = contextWith({ allowsPrivate: () => true });

  it.each(['http', 'https'])('opens no connection over %s', async (scheme) => {
    const server = await rawServer(() => {});
    const url = `${scheme}://127.0.0.1:${server.port}/`;
    const transport = startTransport({ refuse });
    await expect(transport({ method: 'GET', url, headers: [] }, allowed)).rejects.toThrow();
    expect(server.connections).toEqual([]);
  });

  it('rejects with the error that it is given', async () => {
    const refused = new ZfappsError('not_mocked', 'closed');
    const transport = startTransport({ refuse: () => refused });
    const sent = transport({ method: 'POST', url: 'https://api.example.com/', headers: [] }, allowed);
    await expect(sent).rejects.toBe(refused);
  });

  it('leaves to MSW what it answers', async () => {
    const mocks = setupServer(http.get('https://api.example.com/', () => HttpResponse.text('mocked')));
    mocks.listen({ onUnhandledRequest: 'bypass' });
    try {
      const transport = startTransport({ refuse });
      const response = await transport(
        { method: 'GET', url: 'https://api.example.com/', headers: [] },
        allowed,
      );
      expect(new TextDecoder().decode(response?.body)).toBe('mocked');
    } finally {
      mocks.close();
    }
  });
});
