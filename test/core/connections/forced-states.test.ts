import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { oauth2, standInConnection } from '../../../src/core/connections/index.js';
import type { BackendOptions, ManagedBackend, UpstreamRequest } from '../../../src/core/backend/index.js';
import type { ConnectionDefinition } from '../../../src/core/project/index.js';
import type { ForcedState } from '../../../src/core/protocol/index.js';

const CALL = { url: 'https://api.example.com/', connection_link_name: 'books' };

/** A backend whose upstream answers 200, and the tokens that reached it. */
function offline(options: BackendOptions = {}): { backend: ManagedBackend; tokens: (string | undefined)[] } {
  const tokens: (string | undefined)[] = [];
  const backend = createBackend({
    standIn: standInConnection,
    transports: [
      async ({ headers, url }: UpstreamRequest) => {
        const header = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
        tokens.push(header ?? new URL(url).search);
        return { status: 200, statusText: 'OK', headers: [], body: new Uint8Array() };
      },
    ],
    ...options,
  });
  return { backend, tokens };
}

const provided = oauth2({
  clientId: 'id',
  authorizeUrl: 'https://id.example/auth',
  tokenUrl: 'https://id.example/token',
  hosts: ['api.example.com'],
});

afterEach(() => void vi.useRealTimers());

describe('a stand-in', () => {
  it('has a token that names its connection, so that mocks can assert on it', async () => {
    const { backend, tokens } = offline();
    await backend.request(CALL);
    await backend.request({ ...CALL, connection_link_name: 'an odd name é' });
    expect(tokens).toEqual(['Bearer stand-in-for-books', 'Bearer stand-in-for-an-odd-name--']);
  });

  it.each([
    [{}, 'Bearer stand-in-for-books'],
    [{ placement: { in: 'header', scheme: 'Zoho-oauthtoken' } }, 'Zoho-oauthtoken stand-in-for-books'],
    [{ placement: { in: 'header', scheme: '' } }, 'stand-in-for-books'],
    [{ placement: { in: 'query', name: 'access_token' } }, '?access_token=stand-in-for-books'],
  ])('takes the place of an OAuth connection, where that would put its token: %j', async (more, expected) => {
    const connections = { books: { ...provided, ...more } as ConnectionDefinition };
    const { backend, tokens } = offline({ connections });
    await backend.request(CALL);
    expect(tokens).toEqual([expected]);
    expect(await backend.connections.list(undefined)).toMatchObject([{ state: 'connected', standIn: true }]);
  });

  it.each([
    [{ in: 'header', scheme: 'Zoho-oauthtoken' }, 'Zoho-oauthtoken stand-in-for-books'],
    [{ in: 'query', name: 'key' }, '?key=stand-in-for-books'],
    [{ in: 'basic' }, `Basic ${btoa('stand-in-for-books:stand-in-for-books')}`],
  ] as const)('takes the place of a connection whose secret is missing, where that would stand: %j', async (placement, expected) => {
    const shape = { type: 'bearer', hosts: ['api.example.com'], level: 'org', placement } as const;
    const connections = {
      books: { off: 'Its secret is missing.', shape: { ...shape, hosts: ['api.example.com'] } },
    };
    const { backend, tokens } = offline({ connections });
    await backend.request(CALL);
    expect(tokens).toEqual([expected]);
    await expect(backend.request({ ...CALL, url: 'https://evil.example/' })).rejects.toMatchObject({
      code: 'host_not_allowed',
    });
    expect(await backend.connections.list(undefined)).toMatchObject([
      { state: 'not_configured', standIn: true, type: 'bearer', hosts: ['api.example.com'] },
    ]);
  });

  it('goes to the hosts of its definition only', async () => {
    const { backend, tokens } = offline({ connections: { books: provided } });
    await expect(backend.request({ ...CALL, url: 'https://evil.example/' })).rejects.toMatchObject({
      code: 'host_not_allowed',
    });
    expect(tokens).toEqual([]);
  });

  it('is another one for each user where the level is user', async () => {
    const { backend, tokens } = offline({ connections: { books: { ...provided, level: 'user' } } });
    await backend.request(CALL, { user: '7' });
    await backend.request(CALL, { user: async () => '8' });
    expect(tokens).toEqual(['Bearer stand-in-for-books-user-7', 'Bearer stand-in-for-books-user-8']);
  });

  it('cannot be connected: nothing leaves', async () => {
    const { backend } = offline({ connections: { books: provided } });
    await expect(backend.connections.connect('books', undefined, 'http://127.0.0.1/')).rejects.toThrow(
      'Start with --mode live to connect it.',
    );
  });
});

describe('a forced state', () => {
  it.each([
    ['not_connected', 'connection_not_connected', 'npx zfapps-shim connect books'],
    ['expired', 'connection_expired', 'npx zfapps-shim connect books'],
    ['revoked', 'connection_revoked', 'npx zfapps-shim connect books'],
    ['error', 'connection_failed', 'could not get a token'],
  ] as const)('%s rejects every call, and nothing is sent', async (state, code, words) => {
    const { backend, tokens } = offline();
    backend.connections.force('books', state);
    for (const _ of [1, 2]) {
      await expect(backend.request(CALL)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words),
      });
    }
    expect(tokens).toEqual([]);
    backend.connections.force('books', undefined);
    await backend.request(CALL);
    expect(tokens).toHaveLength(1);
  });

  it('unauthorized_once answers 401 once, and the call goes on with a renewed token', async () => {
    const { backend, tokens } = offline();
    backend.connections.force('books', 'unauthorized_once');
    const { hops, outcome } = await backend.perform(CALL);
    expect(outcome).toMatchObject({ ok: true });
    expect(hops.map(({ status }) => status)).toEqual([401, 200]);
    await backend.request(CALL);
    expect(tokens).toEqual(['Bearer stand-in-for-books-2', 'Bearer stand-in-for-books-2']);
  });

  it('unauthorized_once reaches the widget where the credential cannot be renewed', async () => {
    const connections = { books: { type: 'bearer', token: 't', hosts: ['api.example.com'] } } as const;
    const { backend, tokens } = offline({
      connections: { books: { ...connections.books, hosts: ['api.example.com'] } },
    });
    backend.connections.force('books', 'unauthorized_once');
    expect(await backend.request(CALL)).toMatchObject({ data: { status_code: 401 } });
    expect(tokens).toEqual([]);
    expect(await backend.request(CALL)).toMatchObject({ data: { status_code: 200 } });
  });

  it('slow waits five seconds for the credential', async () => {
    vi.useFakeTimers();
    const { backend, tokens } = offline();
    backend.connections.force('books', 'slow');
    const call = backend.request(CALL);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(tokens).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(tokens).toEqual(['Bearer stand-in-for-books']);
  });

  it('is for its connection only, is shown, and is told to who listens', async () => {
    const { backend } = offline({ connections: { books: provided } });
    const heard: (ForcedState | undefined)[] = [];
    const stop = backend.connections.onChange(async () => {
      const [info] = await backend.connections.list(undefined);
      heard.push(info?.forced);
    });
    backend.connections.force('books', 'revoked');
    expect(await backend.connections.list(undefined)).toMatchObject([
      { state: 'revoked', forced: 'revoked' },
    ]);
    await backend.request({ ...CALL, connection_link_name: 'other' });
    backend.connections.force('books', 'unauthorized_once');
    await backend.request(CALL);
    await vi.waitFor(() => expect(heard).toEqual(['revoked', 'unauthorized_once', undefined]));
    stop();
    backend.connections.force('books', 'slow');
    expect(heard).toHaveLength(3);
  });

  it('outlives its backend where the next one is given it', async () => {
    const forced = new Map<string, ForcedState>();
    offline({ forced }).backend.connections.force('books', 'expired');
    await expect(offline({ forced }).backend.request(CALL)).rejects.toMatchObject({
      code: 'connection_expired',
    });
  });
});
