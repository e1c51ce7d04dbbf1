import { describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { custom, standInConnection } from '../../../src/core/connections/index.js';
import { parseManifest } from '../../../src/core/project/index.js';
import type {
  BackendEntry,
  Transport,
  UpstreamRequest,
  UpstreamResponse,
} from '../../../src/core/backend/index.js';

const OK: UpstreamResponse = { status: 200, statusText: 'OK', headers: [], body: new Uint8Array() };

/** A transport that keeps what it was given and answers the same to all. */
function keeping(answer: UpstreamResponse = OK) {
  const requests: UpstreamRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    return answer;
  };
  return { requests, transport };
}

function rejection(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  return call.then(
    () => Promise.reject(new Error('It resolved.')),
    (error) => error,
  );
}

describe('a connection', () => {
  it('that nobody configured rejects with the text that widgets know, and with the line to add', async () => {
    const { requests, transport } = keeping();
    const error = await rejection(
      createBackend({ transports: [transport] }).request({
        url: 'https://api.example.com/',
        connection_link_name: 'my books',
      }),
    );
    expect(error.code).toBe('connection_not_found');
    expect(error.message).toMatch(/^No connections are provided/);
    expect(error.message).toContain('connections: { "my books": {');
    expect(requests).toEqual([]);
  });

  it('that is off says why', async () => {
    const backend = createBackend({ connections: { books: { off: 'Set BOOKS_TOKEN in .env.local.' } } });
    const error = await rejection(
      backend.request({ url: 'https://api.example.com/', connection_link_name: 'books' }),
    );
    expect(error).toEqual({
      code: 'connection_off',
      message: expect.stringContaining('Set BOOKS_TOKEN in .env.local.'),
    });
  });

  it('may not be used for another host, and the error has the line that allows it', async () => {
    const { requests, transport } = keeping();
    const backend = createBackend({
      transports: [transport],
      connections: { books: { type: 'bearer', token: 's3cret', hosts: ['api.example.com'] } },
    });
    const error = await rejection(
      backend.request({ url: 'https://other.example.com:8443/', connection_link_name: 'books' }),
    );
    expect(error.code).toBe('host_not_allowed');
    expect(error.message).toContain("connections.books.hosts: ['api.example.com', 'other.example.com:8443']");
    expect(error.message).not.toContain('s3cret');
    expect(requests).toEqual([]);
  });

  it('never travels over plain http, except on this machine', async () => {
    const { requests, transport } = keeping();
    const books = { type: 'bearer' as const, token: 't', hosts: ['api.example.com', '127.0.0.1'] };
    const backend = createBackend({
      transports: [transport],
      connections: { books },
      destinations: { private: ['127.0.0.1'] },
    });
    const error = await rejection(
      backend.request({ url: 'http://api.example.com/', connection_link_name: 'books' }),
    );
    expect(error.code).toBe('insecure_credential');
    expect(requests).toEqual([]);
    await backend.request({ url: 'http://127.0.0.1:9000/', connection_link_name: 'books' });
    expect(requests[0]?.headers).toEqual([['Authorization', 'Bearer t']]);
  });

  it("of one's own is asked with link name and user; what it throws is not shown", async () => {
    const asked: unknown[] = [];
    const { requests, transport } = keeping();
    const signed = custom({
      hosts: ['api.example.com'],
      resolve: async (...args) => {
        asked.push(args);
        if (asked.length === 2) throw new Error('the secret is s3cret');
        return { headers: { 'X-Sign': 's' }, params: { key: 'k' } };
      },
    });
    const backend = createBackend({ transports: [transport], connections: { signed } });
    const call = () =>
      backend.request(
        { url: 'https://api.example.com/?key=mine', connection_link_name: 'signed' },
        { user: 'u1' },
      );
    await call();
    expect(asked).toEqual([['signed', 'u1']]);
    expect(requests[0]).toMatchObject({ url: 'https://api.example.com/?key=k', headers: [['X-Sign', 's']] });
    const error = await rejection(call());
    expect(error.code).toBe('connection_failed');
    expect(error.message).not.toContain('s3cret');
  });

  it('stands in for any link name where that is asked for', async () => {
    const { requests, transport } = keeping();
    await createBackend({ transports: [transport], standIn: standInConnection }).request({
      url: 'https://api.example.com/',
      connection_link_name: 'my books',
    });
    expect(requests[0]?.headers).toEqual([['Authorization', 'Bearer stand-in-for-my-books']]);
  });

  it('with a wrong definition throws at once, naming the path', () => {
    const connections = {
      books: { type: 'bearer' as const, token: 't', hosts: ['https://api.example.com'] },
    };
    expect(() => createBackend({ connections })).toThrow(/^connections\.books\.hosts\[0\]: .*scheme/);
  });
});

describe('what reaches nobody', () => {
  it.each([
    ['http://127.0.0.1:9000/', "destinations: { private: ['127.0.0.1:9000'] }"],
    ['http://localhost/', "destinations: { private: ['localhost:80'] }"],
    ['http://[::ffff:10.0.0.1]/', 'destinations: { private:'],
    ['http://2130706433/', "destinations: { private: ['127.0.0.1:80'] }"],
    ['localhost:9000/x', 'Write http:// before the host'],
    ['ftp://files.example.com/', 'not http or https'],
  ])('%s is refused with what to do', async (url, hint) => {
    const { requests, transport } = keeping();
    const error = await rejection(createBackend({ transports: [transport] }).request({ url }));
    expect(error).toEqual({ code: 'destination_refused', message: expect.stringContaining(hint) });
    expect(requests).toEqual([]);
  });

  it('a body over the limit is refused, one at the limit is sent', async () => {
    const { requests, transport } = keeping();
    const backend = createBackend({ transports: [transport], limits: { requestBytes: 4 } });
    const send = (raw: string) =>
      backend.request({ url: 'https://api.example.com/', method: 'POST', body: { mode: 'raw', raw } });
    expect(await rejection(send('ééx'))).toEqual({
      code: 'request_too_large',
      message: expect.stringContaining('requestBytes'),
    });
    expect(requests).toEqual([]);
    await send('éé');
    expect(requests).toHaveLength(1);
  });

  it('a header that would split the request is refused, and its value is not shown', async () => {
    const error = await rejection(
      createBackend().request({
        url: 'https://api.example.com/',
        header: [{ key: 'X-A', value: 's3cret\r\nX-B: 1' }],
      }),
    );
    expect(error).toEqual({
      code: 'invalid_options',
      message: expect.stringContaining('header[0].value (of X-A)'),
    });
    expect(error.message).not.toContain('s3cret');
  });

  it('a request that no transport takes rejects with a handler to add', async () => {
    const error = await rejection(
      createBackend({ transports: [] }).request({
        url: 'https://api.example.com/v1?key=s3cret',
        method: 'POST',
      }),
    );
    expect(error.code).toBe('not_mocked');
    expect(error.message).toContain("http.post('https://api.example.com/v1', () => HttpResponse.json({}))");
    expect(error.message).not.toContain('s3cret');
  });
});

describe('the log entry', () => {
  it('tells hops, warnings and outcome, and holds no credential', async () => {
    const entries: BackendEntry[] = [];
    const backend = createBackend({
      transports: [keeping().transport],
      connections: {
        books: { type: 'apiKey', in: 'query', name: 'key', value: 's3cret', hosts: ['api.example.com'] },
      },
      manifest: { usedConnections: [] },
      onEntry: (entry) => entries.push(entry),
    });
    const options = {
      url: 'https://api.example.com/v1',
      connection_link_name: 'books',
      header: [{ key: 'Cookie', value: 'a=b' }],
    };
    await backend.request(options, { widget: 'w' });
    await backend.request(options, { widget: 'w' });
    expect(entries.map(({ hops, caller, outcome }) => ({ hops, caller, ok: outcome.ok }))).toEqual([
      {
        hops: [{ method: 'GET', url: 'https://api.example.com/v1', headers: [], status: 200 }],
        caller: { widget: 'w' },
        ok: true,
      },
      {
        hops: [{ method: 'GET', url: 'https://api.example.com/v1', headers: [], status: 200 }],
        caller: { widget: 'w' },
        ok: true,
      },
    ]);
    expect(entries[0]?.warnings).toEqual([
      expect.stringContaining('Cookie'),
      expect.stringContaining('"books"'),
    ]);
    // The undeclared connection is worth one warning, the dropped header one each time.
    expect(entries[1]?.warnings).toEqual([expect.stringContaining('Cookie')]);
    expect(JSON.stringify(entries)).not.toContain('s3cret');
  });
});

describe('a connection that the manifest declares', () => {
  it.each(['usedConnections', 'config'])('under %s is not warned of', async (member) => {
    const { config, usedConnections } = parseManifest({
      [member]: [{ connectionLinkName: 'books' }, null, 'text'],
    });
    const { transport } = keeping();
    const bearer = { type: 'bearer' as const, token: 't', hosts: ['api.example.com'] };
    const backend = createBackend({
      transports: [transport],
      connections: { books: bearer, other: bearer },
      manifest: { config, usedConnections },
    });
    const warningsOf = async (connection_link_name: string) =>
      (await backend.perform({ url: 'https://api.example.com/', connection_link_name })).warnings;
    expect(await warningsOf('books')).toEqual([]);
    expect(await warningsOf('other')).toEqual([
      expect.stringContaining('do not declare the connection "other"'),
    ]);
  });
});

describe('time and place', () => {
  /** Never answers; keeps how many calls it holds. */
  function holding() {
    const release: (() => void)[] = [];
    const transport: Transport = () => new Promise((resolve) => release.push(() => resolve(OK)));
    return { release, transport };
  }

  it('a transport that ignores its signal is left behind when the time is over', async () => {
    const backend = createBackend({ transports: [holding().transport], limits: { timeoutMs: 20 } });
    const error = await rejection(backend.request({ url: 'https://api.example.com/' }));
    expect(error).toEqual({ code: 'timeout_response', message: expect.stringContaining('timeoutMs') });
  });

  it('a caller that goes away ends its call', async () => {
    const controller = new AbortController();
    const call = createBackend({ transports: [holding().transport] }).request(
      { url: 'https://api.example.com/' },
      { signal: controller.signal },
    );
    controller.abort();
    expect((await rejection(call)).code).toBe('frame_gone');
  });

  it('further calls wait for their turn, and too many reject', async () => {
    const { release, transport } = holding();
    const backend = createBackend({ transports: [transport], limits: { inFlight: 2, waiting: 1 } });
    const url = 'https://api.example.com/';
    const calls = [backend.request({ url }), backend.request({ url }), backend.request({ url })];
    const error = await rejection(backend.request({ url }));
    expect(error).toEqual({ code: 'too_busy', message: expect.stringContaining('inFlight') });
    expect(release).toHaveLength(2);
    release[0]?.();
    await calls[0];
    await expect.poll(() => release.length).toBe(3);
    for (const one of release) one();
    await expect(Promise.all(calls)).resolves.toHaveLength(3);
  });

  it('a redirect loop ends', async () => {
    const { requests, transport } = keeping({ ...OK, status: 302, headers: [['Location', '/again']] });
    const error = await rejection(
      createBackend({ transports: [transport], limits: { redirects: 2 } }).request({
        url: 'https://api.example.com/',
      }),
    );
    expect(error).toEqual({ code: 'too_many_redirects', message: expect.stringContaining('redirects') });
    expect(requests).toHaveLength(3);
  });
});

describe('misuse by a developer throws at once', () => {
  it.each([
    [{ limits: { timeoutMs: Number.POSITIVE_INFINITY } }, /^limits\.timeoutMs: /],
    [{ limits: { timeoutMs: 3_000_000_000 } }, /^limits\.timeoutMs: .*2147483647/],
    [{ limits: { inFlight: 0 } }, /^limits\.inFlight: /],
    [{ limits: { timeout: 5 } }, /^limits\.timeout: /],
    [{ apiConfigurations: { k: {} } }, /^apiConfigurations\.k\.url: /],
    [{ apiConfigurations: { k: { url: 'https://{host}/x' } } }, /^apiConfigurations\.k\.url: /],
    [{ connections: { a: null } }, /^connections\.a: /],
    [{ connections: { a: { type: 'custom', resolve: async () => ({}) } } }, /^connections\.a\.hosts: /],
    [{ connections: { a: { type: 'custom', hosts: ['a.example'] } } }, /^connections\.a\.resolve: /],
    [{ destinations: { private: ['http://a'] } }, /^destinations\.private\[0\]: /],
  ])('%j', (options, message) => {
    expect(() => createBackend(options as never)).toThrow(message);
  });

  it('a limit that is undefined has its default', async () => {
    const { requests, transport } = keeping({ ...OK, status: 302, headers: [['Location', '/again']] });
    const limits = { redirects: undefined, timeoutMs: undefined } as never;
    const error = await rejection(
      createBackend({ transports: [transport], limits }).request({ url: 'https://api.example.com/' }),
    );
    expect(error.code).toBe('too_many_redirects');
    expect(requests).toHaveLength(6);
  });
});

describe('a credential in what others throw', () => {
  const connections = {
    books: { type: 'bearer' as const, token: 's3cret-token', hosts: ['api.example.com'] },
    key: {
      type: 'apiKey' as const,
      in: 'query' as const,
      name: 'k',
      value: 'k&s3cret',
      hosts: ['api.example.com'],
    },
  };

  it.each([
    ['a transport', (request: UpstreamRequest) => `bad header ${JSON.stringify(request.headers)}`, 'books'],
    ['a transport, of the bare token', () => 'token s3cret-token was refused', 'books'],
    ['a transport, of the URL', (request: UpstreamRequest) => `cannot reach ${request.url}`, 'key'],
  ])('%s reaches no widget and no log', async (_, say, connection_link_name) => {
    const entries: BackendEntry[] = [];
    const transport: Transport = async (request) => {
      throw new TypeError(say(request));
    };
    const backend = createBackend({
      transports: [transport],
      connections,
      onEntry: (entry) => entries.push(entry),
    });
    const error = await rejection(backend.request({ url: 'https://api.example.com/', connection_link_name }));
    expect(error).toEqual({ code: 'network_error', message: expect.stringContaining('‹secret›') });
    expect(JSON.stringify([error, entries])).not.toContain('s3cret');
  });

  it('a mock handler that quotes it reaches no widget', async () => {
    const { http } = await import('msw');
    const { mswTransport } = await import('../../../src/core/backend/index.js');
    const quoting = http.all('*', ({ request }) => {
      throw new Error(`seen ${request.headers.get('authorization')}`);
    });
    const backend = createBackend({ transports: [mswTransport([quoting])], connections });
    const error = await rejection(
      backend.request({ url: 'https://api.example.com/', connection_link_name: 'books' }),
    );
    expect(error).toEqual({ code: 'mock_failed', message: expect.stringContaining('seen ‹secret›') });
  });

  it.each([
    ['undefined', undefined],
    ['text', 's3cret'],
    ['a header that splits', { headers: { Authorization: 's3cret\r\nX: 1' }, params: {} }],
    ['a header that frames', { headers: { 'Content-Length': 's3cret' }, params: {} }],
    ['a number', { headers: { Authorization: 5 }, params: {} }],
  ])('a provider that gives %s fails its call, quoting nothing', async (_, given) => {
    const { requests, transport } = keeping();
    const odd = custom({ hosts: ['api.example.com'], resolve: async () => given as never });
    const backend = createBackend({ transports: [transport], connections: { odd } });
    const error = await rejection(
      backend.request({ url: 'https://api.example.com/', connection_link_name: 'odd' }),
    );
    expect(error).toEqual({ code: 'connection_failed', message: expect.stringContaining('"odd"') });
    expect(error.message).not.toContain('s3cret');
    expect(requests).toEqual([]);
  });

  it('a provider may leave out params', async () => {
    const { requests, transport } = keeping();
    const half = custom({
      hosts: ['api.example.com'],
      resolve: async () => ({ headers: { 'X-Key': 'k' } }) as never,
    });
    await createBackend({ transports: [transport], connections: { half } }).request({
      url: 'https://api.example.com/',
      connection_link_name: 'half',
    });
    expect(requests[0]?.headers).toEqual([['X-Key', 'k']]);
  });
});

describe('a queue', () => {
  it('lets go of a caller that goes away while it waits', async () => {
    const release: (() => void)[] = [];
    const transport: Transport = () => new Promise((resolve) => release.push(() => resolve(OK)));
    const backend = createBackend({ transports: [transport], limits: { inFlight: 1 } });
    const url = 'https://api.example.com/';
    const first = backend.request({ url });
    const controller = new AbortController();
    const waiting = backend.request({ url }, { signal: controller.signal });
    const last = backend.request({ url });
    controller.abort();
    expect((await rejection(waiting)).code).toBe('frame_gone');
    release[0]?.();
    await first;
    await expect.poll(() => release.length).toBe(2);
    release[1]?.();
    await last;
    expect(release).toHaveLength(2);
  });

  it('a listener that throws does not fail the call', async () => {
    const { transport } = keeping();
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const backend = createBackend({
      transports: [transport],
      onEntry: () => {
        throw new Error('listener');
      },
    });
    await expect(backend.request({ url: 'https://api.example.com/' })).resolves.toMatchObject({ code: 0 });
    expect(printed).toHaveBeenCalledOnce();
    printed.mockRestore();
  });

  it('ports that are closed stay closed, whatever is allowed', async () => {
    const { requests, transport } = keeping();
    const destinations = { private: ['127.0.0.1'], closedPorts: () => [5180] };
    const backend = createBackend({ transports: [transport], destinations });
    expect((await rejection(backend.request({ url: 'http://127.0.0.1:5180/' }))).code).toBe(
      'destination_refused',
    );
    await backend.request({ url: 'http://127.0.0.1:5179/' });
    expect(requests.map(({ url }) => url)).toEqual(['http://127.0.0.1:5179/']);
  });
});
