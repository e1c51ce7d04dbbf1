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
}

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const store = memoryStore();
  world = {
    store,
    asked: [],
    revoked: [],
    takes: () => true,
    beforeAnswer: async () => {},
  } as unknown as World;
  world.backend = createBackend({ connections: { books }, store, transports: [answer] });
});
afterEach(() => void vi.useRealTimers());

async function answer({ url, headers, body }: UpstreamRequest) {
  const form = new URLSearchParams(new TextDecoder().decode(body));
  if (url.endsWith('/token')) {
    world.asked.push(form.get('grant_type') ?? '');
    await world.beforeAnswer();
    const count = world.asked.length;
    return json(200, { access_token: `token-${count}`, refresh_token: `refresh-${count}`, expires_in: 3600 });
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
