import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { oauth2 } from '../../../src/core/connections/index.js';
import { memoryStore } from '../../../src/core/store/index.js';
import type { ManagedBackend, UpstreamRequest } from '../../../src/core/backend/index.js';
import type { StateStore } from '../../../src/core/store/index.js';

const books = oauth2({
  clientId: 'id',
  clientSecret: 'a-secret',
  authorizeUrl: 'https://id.example/authorize',
  tokenUrl: 'https://id.example/token',
  revokeUrl: 'https://id.example/revoke',
  rateLimit: { requests: 3, seconds: 600 },
  hosts: ['api.example.com'],
});
const CALL = { url: 'https://api.example.com/', connection_link_name: 'books' };

/** A provider and an upstream that a test scripts. */
interface World {
  backend: ManagedBackend;
  store: StateStore;
  /** What was asked of the token endpoint: grant types, in order. */
  asked: string[];
  revoked: string[];
  /** Whether the upstream takes a token. */
  takes: (token: string) => boolean;
  /** Held before a token answer is given. */
  beforeAnswer: () => Promise<void>;
  /** Whether the provider refuses a refresh token. */
  refuses: (refreshToken: string) => Promise<boolean>;
  presented: string[];
  /** What the provider answers to everything, with the status 200. */
  failsWith: string | undefined;
  expiresIn: number;
}

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const store = memoryStore();
  world = {
    store,
    asked: [],
    revoked: [],
    presented: [],
    takes: () => true,
    refuses: async () => false,
    beforeAnswer: async () => {},
    expiresIn: 3600,
  } as unknown as World;
  world.backend = createBackend({ connections: { books }, store, transports: [answer] });
});
afterEach(() => void vi.useRealTimers());

async function answer({ url, headers, body }: UpstreamRequest) {
  const form = new URLSearchParams(new TextDecoder().decode(body));
  if (url.startsWith('https://id.example/') && world.failsWith !== undefined)
    return json(200, { error: world.failsWith });
  if (url.endsWith('/token')) {
    const refreshToken = form.get('refresh_token');
    if (refreshToken !== null) {
      world.presented.push(refreshToken);
      if (await world.refuses(refreshToken)) return json(400, { error: 'invalid_grant' });
    }
    world.asked.push(form.get('grant_type') ?? '');
    await world.beforeAnswer();
    const count = world.asked.length;
    return json(200, {
      access_token: `token-${count}`,
      refresh_token: `refresh-${count}`,
      expires_in: world.expiresIn,
    });
  }
  if (url.endsWith('/revoke')) {
    world.revoked.push(form.get('token') ?? '');
    return json(200, {});
  }
  const token = headers.find(([name]) => name === 'Authorization')?.[1].replace('Bearer ', '') ?? '';
  return json(world.takes(token) ? 200 : 401, {});
}

function json(status: number, body: object) {
  return { status, statusText: '', headers: [], body: new TextEncoder().encode(JSON.stringify(body)) };
}

async function callback(more: Record<string, string>): Promise<void> {
  const { url = '' } = await world.backend.connections.connect(
    'books',
    undefined,
    'http://127.0.0.1/callback',
  );
  const state = new URL(url).searchParams.get('state') ?? '';
  await world.backend.connections.finish(new URLSearchParams({ state, ...more }));
}

const status = async () => (await world.backend.request(CALL)).data.status_code;

describe('a token that is refused though it is new', () => {
  it('costs no further token request, and is renewed again later, when it may be refused for its age', async () => {
    await callback({ code: 'c' });
    world.takes = () => false;
    for (const _ of [1, 2, 3, 4]) expect(await status()).toBe(401);
    expect(world.asked).toEqual(['authorization_code', 'refresh_token']);
    vi.setSystemTime(Date.now() + 301_000);
    world.takes = (token) => token === 'token-3';
    expect(await status()).toBe(200);
    expect(world.asked).toHaveLength(3);
  });
});

describe("the provider's limit", () => {
  it('counts token requests, and not sign-ins that asked for nothing', async () => {
    for (const _ of [1, 2, 3, 4])
      await expect(callback({ error: 'access_denied' })).rejects.toMatchObject({ code: 'sign_in_failed' });
    await expect(callback({ code: 'c', iss: 'https://evil.example' })).rejects.toThrow('evil.example');
    await callback({ code: 'c' });
    vi.setSystemTime(Date.now() + 100_000);
    world.takes = (token) => token !== 'token-1';
    expect(await status()).toBe(200);
    world.takes = (token) => token === 'token-3';
    expect(await status()).toBe(200);
    expect(world.asked).toHaveLength(3);
    // The fourth within ten minutes is not sent; the token is good for as long as it takes.
    world.takes = () => false;
    expect(await status()).toBe(401);
    expect(world.asked).toHaveLength(3);
    const [info] = await world.backend.connections.list(undefined);
    expect(info).toMatchObject({
      state: 'connected',
      reason: expect.stringContaining('3 token requests in 600 s'),
    });
  });
});

describe('a failed sign-in', () => {
  it('is what the next call tells of', async () => {
    await expect(callback({ error: 'access_denied' })).rejects.toThrow('access_denied');
    await expect(world.backend.request(CALL)).rejects.toMatchObject({
      code: 'connection_not_connected',
      message: expect.stringContaining('access_denied'),
    });
  });
});

describe('a revocation', () => {
  it('waits for a renewal that is under way, and revokes the token that came of it', async () => {
    await callback({ code: 'c' });
    vi.setSystemTime(Date.now() + 3_600_000);
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    world.beforeAnswer = () => held;
    const call = status();
    await vi.waitFor(() => expect(world.asked).toHaveLength(2));
    const disconnected = world.backend.connections.disconnect('books', undefined, true);
    go();
    expect(await call).toBe(200);
    await disconnected;
    expect(world.revoked).toEqual(['refresh-2']);
    await expect(status()).rejects.toMatchObject({ code: 'connection_not_connected' });
  });
});

describe('a renewal that is refused', () => {
  it('looks for a newer refresh token, which another process got meanwhile, before it gives up', async () => {
    await callback({ code: 'c' });
    vi.setSystemTime(Date.now() + 3_600_000);
    const [key = ''] = await world.store.list('connections');
    world.refuses = async (refreshToken) => {
      if (refreshToken !== 'refresh-1') return false;
      const account = (await world.store.get('connections', key)) as { tokens: object };
      const tokens = { ...account.tokens, refreshToken: 'rotated elsewhere' };
      await world.store.set('connections', key, { ...account, tokens });
      return true;
    };
    expect(await status()).toBe(200);
    expect(world.presented).toEqual(['refresh-1', 'rotated elsewhere']);
  });

  it('is told to the log where the upstream had refused the token, and the widget gets its answer', async () => {
    await callback({ code: 'c' });
    world.takes = () => false;
    world.failsWith = 'temporarily_unavailable';
    const { outcome, warnings } = await world.backend.perform(CALL);
    expect(outcome).toMatchObject({ ok: true, value: { data: { status_code: 401 } } });
    expect(warnings).toContainEqual(expect.stringContaining('temporarily_unavailable'));
  });
});

describe('a token that had run out when it came', () => {
  it('is told as that', async () => {
    world.expiresIn = 1e-9;
    await callback({ code: 'c' });
    vi.setSystemTime(Date.now() + 1_000);
    await expect(world.backend.request(CALL)).rejects.toMatchObject({
      code: 'connection_failed',
      message: expect.stringContaining('had already run out'),
    });
  });
});

describe('a revocation that the provider refuses', () => {
  it('keeps the tokens, also where the refusal has the status 200', async () => {
    await callback({ code: 'c' });
    world.failsWith = 'invalid_client';
    await expect(world.backend.connections.disconnect('books', undefined, true)).rejects.toThrow(
      'The tokens were not revoked, and are kept.',
    );
    expect(await status()).toBe(200);
  });

  it('is none where nothing was there to revoke', async () => {
    expect(await world.backend.connections.disconnect('books', undefined, true)).toBe(false);
    expect(world.revoked).toEqual([]);
  });
});

describe('a connection that names its issuer', () => {
  it('takes no redirect that does not, so that no other provider can hand one on', async () => {
    world.backend = createBackend({
      connections: { books: { ...books, issuer: 'https://id.example' } },
      store: world.store,
      transports: [answer],
    });
    await expect(callback({ code: 'c' })).rejects.toThrow('does not say who it comes from');
    await callback({ code: 'c', iss: 'https://id.example' });
    expect(world.asked).toEqual(['authorization_code']);
  });
});

describe('a state that is forced', () => {
  it('is for a connection that there is', () => {
    expect(() => world.backend.connections.force('boks', 'slow')).toThrow('There are: books.');
  });
});
