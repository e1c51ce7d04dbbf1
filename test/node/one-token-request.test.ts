import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { memoryStore } from '../../src/core/store/index.js';
import { createNodeBackend, fileStore } from '../../src/node/index.js';
import { json, oddTokenEndpoint, text } from '../support/odd-token-endpoint.js';
import { recordingServer } from '../support/recording-server.js';
import { startTransport } from './sending.js';
import { tempFolder } from './temp-folder.js';
import type { AnyConnection } from '../../src/core/connections/index.js';
import type { Limits } from '../../src/core/protocol/index.js';
import type { StateStore } from '../../src/core/store/index.js';
import type { OddAnswer } from '../support/odd-token-endpoint.js';

const LIFE_SECONDS = 3_600;
const REFRESH_TOKEN = 'refresh-0';

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** A provider that rotates: the nth answer takes `refresh-<n-1>` only, and has `token-<n>` and `refresh-<n>`. */
function rotating(): { answer: OddAnswer; newest(): number } {
  let count = 0;
  return {
    newest: () => count,
    answer(request, response) {
      const isNewest = request.params.get('refresh_token') === `refresh-${count}`;
      if (!isNewest) return json({ error: 'invalid_grant' }, 400)(request, response);
      count += 1;
      const members = { token_type: 'Bearer', expires_in: LIFE_SECONDS };
      json({ ...members, access_token: `token-${count}`, refresh_token: `refresh-${count}` })(
        request,
        response,
      );
    },
  };
}

/** A provider, and an API that takes what `takes` says. Default: the newest token. */
async function upstreams(takes?: (token: string) => boolean) {
  const { answer, newest } = rotating();
  const endpoint = await oddTokenEndpoint(answer);
  onTestFinished(() => endpoint.close());
  const isTaken = takes ?? ((token) => token === `token-${newest()}`);
  const api = await recordingServer(({ headers }, response) => {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    response.writeHead(isTaken(token) ? 200 : 401, { 'Content-Type': 'application/json' }).end('{}');
  });
  onTestFinished(() => api.close());
  return { endpoint, api };
}

interface Under {
  definition?: object;
  /** What leads to a token. Default: a refresh token. */
  grant?: { authorizeUrl: string };
  store?: StateStore;
  limits?: Partial<Limits>;
}

type Upstreams = Awaited<ReturnType<typeof upstreams>>;

function definitionFor({ endpoint, api }: Upstreams, { definition, grant }: Under = {}): AnyConnection {
  const common = {
    type: 'oauth2' as const,
    clientId: 'client',
    clientSecret: 'secret-0815',
    tokenUrl: endpoint.url,
    hosts: [`127.0.0.1:${api.port}`],
    ...definition,
  };
  return grant === undefined
    ? { ...common, grant: 'refresh_token', refreshToken: REFRESH_TOKEN }
    : { ...common, ...grant };
}

function backendAt(places: Upstreams, under: Under = {}) {
  const { store = memoryStore(), limits = {} } = under;
  const { api } = places;
  const backend = createNodeBackend({
    connections: { books: definitionFor(places, under) },
    store,
    limits,
    transports: [startTransport()],
    destinations: { private: [`127.0.0.1:${api.port}`] },
  });
  const call = () => backend.request({ url: `${api.origin}/api`, connection_link_name: 'books' });
  const manager = backend.connections;
  if (manager === undefined) throw new Error('This backend has connections.');
  return {
    call,
    manager,
    store,
    info: async () => (await manager.list(undefined))[0],
    /** Makes calls at the same time. */
    calls: (count: number) => Promise.allSettled(Array.from({ length: count }, call)),
  };
}

/** What calls came to: how often each status or code. */
function tally(ends: PromiseSettledResult<{ data: { status_code: number } }>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const end of ends) {
    const what = end.status === 'fulfilled' ? end.value.data.status_code : end.reason.code;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

/** The access tokens that reached an API, each once. */
function tokensAt({ requests }: Upstreams['api']): string[] {
  return [...new Set(requests.map(({ headers }) => headers.authorization ?? ''))];
}

const MOST_AT_ONCE: Partial<Limits> = { inFlight: 1_000, waiting: 1_000 };

describe.each([
  ['default limits', {}],
  ['all at one time', MOST_AT_ONCE],
])('a thousand calls with %s', (_, limits) => {
  it('cost one token request once their token ran out', async () => {
    const places = await upstreams();
    const { call, calls } = backendAt(places, { limits });
    await call();
    pass(LIFE_SECONDS);
    expect(tally(await calls(1_000))).toEqual({ 200: 1_000 });
    expect(places.endpoint.requests).toHaveLength(2);
    expect(tokensAt(places.api)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(places.api.requests).toHaveLength(1_001);
  }, 30_000);

  it('cost one token request once their token is refused', async () => {
    let refused = '';
    const places = await upstreams((token) => token !== refused);
    const { call, calls } = backendAt(places, { limits });
    await call();
    refused = 'token-1';
    expect(tally(await calls(1_000))).toEqual({ 200: 1_000 });
    expect(places.endpoint.requests).toHaveLength(2);
  }, 30_000);

  it.each([
    ['breaks down', text('', 'text/plain', 503), 'connection_failed'],
    ['takes no more', text('', 'text/plain', 429), 'connection_limited'],
    ['refuses', json({ error: 'invalid_grant' }, 400), 'connection_revoked'],
  ])(
    'cost one token request where the provider %s, and end alike',
    async (_how, answer, code) => {
      const places = await upstreams();
      const { call, calls } = backendAt(places, { limits });
      await call();
      pass(LIFE_SECONDS);
      places.endpoint.answers(answer);
      const start = performance.now();
      expect(tally(await calls(1_000))).toEqual({ [code]: 1_000 });
      expect(performance.now() - start).toBeLessThan(5_000);
      expect(places.endpoint.requests).toHaveLength(2);
      expect(places.api.requests).toHaveLength(1);
    },
    30_000,
  );
});

/** A process of its own, with our TypeScript: each time it is told to, it makes 500 calls and prints what came of them. */
async function startProcess(folder: string, definition: AnyConnection, url: string) {
  const path = (relative: string) => JSON.stringify(fileURLToPath(new URL(relative, import.meta.url)));
  const script = `
    import { createInterface } from 'node:readline';
    import { createJiti } from ${path('../../node_modules/jiti/lib/jiti.mjs')};
    const jiti = createJiti(${path('./one-token-request.test.ts')}, { fsCache: false });
    const { createNodeBackend } = await jiti.import(${path('../../src/node/create-node-backend.ts')});
    const { fileStore } = await jiti.import(${path('../../src/node/file-store.ts')});
    const [, folder, definition, url] = process.argv;
    const backend = createNodeBackend({
      connections: { books: JSON.parse(definition) },
      store: fileStore({ folder }),
      destinations: { private: [new URL(url).host] },
    });
    console.log('ready');
    for await (const _ of createInterface({ input: process.stdin })) {
      const calls = Array.from({ length: 500 }, () => backend.request({ url, connection_link_name: 'books' }));
      const ends = await Promise.allSettled(calls);
      console.log(JSON.stringify(ends.map(({ value, reason }) => value?.data.status_code ?? reason.code)));
    }`;
  const args = ['--input-type=module', '-e', script, folder, JSON.stringify(definition), url];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @throws Error where the process has ended */
  async function line(): Promise<string> {
    const { value, done } = await lines.next();
    if (done) throw new Error('The process has ended early.');
    return value;
  }
  expect(await line()).toBe('ready');
  return {
    async calls(): Promise<unknown[]> {
      child.stdin.write('go\n');
      return JSON.parse(await line());
    },
  };
}

describe('the calls of several processes on one folder', () => {
  it('cost one token request, and end alike', async () => {
    const places = await upstreams();
    const folder = join(await tempFolder(), 'state');
    const store = fileStore({ folder });
    await backendAt(places, { store }).call();
    const [key = ''] = await store.list('connections');
    /** The processes go by a clock of their own, so the token is made to have run out. */
    async function runOut(): Promise<void> {
      const account = (await store.get('connections', key)) as { tokens: object };
      const times = { obtainedAt: Date.now() - 7_200_000, expiresAt: Date.now() - 3_600_000 };
      await store.set('connections', key, { ...account, tokens: { ...account.tokens, ...times } });
      places.endpoint.requests.splice(0);
    }
    const start = () => startProcess(folder, definitionFor(places), `${places.api.origin}/api`);
    const children = await Promise.all([start(), start()]);
    const ends = async () => (await Promise.all(children.map((child) => child.calls()))).flat();

    await runOut();
    const answered = await ends();
    expect(answered).toHaveLength(1_000);
    expect(new Set(answered)).toEqual(new Set([200]));
    expect(places.endpoint.requests).toHaveLength(1);
    expect(tokensAt(places.api)).toEqual(['Bearer token-1', 'Bearer token-2']);

    await runOut();
    places.endpoint.answers(json({ error: 'invalid_grant' }, 400));
    const refused = await ends();
    expect(refused).toHaveLength(1_000);
    expect(new Set(refused)).toEqual(new Set(['connection_revoked']));
    expect(places.endpoint.requests).toHaveLength(1);
  }, 60_000);
});

describe("a provider's limit", () => {
  const definition = { rateLimit: { requests: 2, seconds: 600 } };

  async function atTheLimit() {
    // Tokens that live shorter than the limit lasts.
    const places = await upstreams(() => true);
    let count = 0;
    places.endpoint.answers((request, response) => {
      count += 1;
      json({ access_token: `token-${count}`, token_type: 'Bearer', expires_in: 60 })(request, response);
    });
    const made = backendAt(places, { definition });
    vi.setSystemTime('2026-05-01T10:00:00Z');
    for (const _ of [1, 2]) {
      await made.call();
      pass(60);
    }
    return { places, ...made };
  }

  it('is kept: one request more is not sent, and the call says until when', async () => {
    const { places, call, info } = await atTheLimit();
    const error = await call().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'connection_limited' });
    // Ten minutes after the first of them.
    expect(error.message).toContain('No more is sent before 10:10:00 UTC.');
    expect(await info()).toMatchObject({ state: 'error', reason: expect.stringContaining('10:10:00 UTC') });
    expect(places.endpoint.requests).toHaveLength(2);
    vi.setSystemTime('2026-05-01T10:09:59Z');
    await expect(call()).rejects.toMatchObject({ code: 'connection_limited' });
    expect(places.endpoint.requests).toHaveLength(2);
    vi.setSystemTime('2026-05-01T10:10:00Z');
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(places.endpoint.requests).toHaveLength(3);
    expect(await info()).toMatchObject({ state: 'connected' });
  });

  it('outlives the backend, and disconnecting', async () => {
    const { places, manager, store } = await atTheLimit();
    const next = backendAt(places, { definition, store });
    await expect(next.call()).rejects.toMatchObject({ code: 'connection_limited' });
    await manager.disconnect('books', undefined, false);
    for (const { call } of [next, backendAt(places, { definition, store })])
      await expect(call()).rejects.toMatchObject({ code: 'connection_limited' });
    await expect(next.manager.connect('books', undefined, '')).rejects.toMatchObject({
      code: 'connection_limited',
    });
    expect(places.endpoint.requests).toHaveLength(2);
  });

  it('leaves a token that is still good', async () => {
    const places = await upstreams(() => true);
    const { call, info } = backendAt(places, { definition: { rateLimit: { requests: 1, seconds: 7_200 } } });
    await call();
    pass(LIFE_SECONDS - 1);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(await info()).toMatchObject({
      state: 'connected',
      reason: expect.stringContaining('No more is sent'),
    });
    pass(1);
    await expect(call()).rejects.toMatchObject({ code: 'connection_limited' });
    expect(places.endpoint.requests).toHaveLength(1);
  });
});

describe('an API that refuses every token', () => {
  it('costs one more token request, however many calls', async () => {
    const places = await upstreams(() => false);
    const { call, calls } = backendAt(places);
    for (const _ of [1, 2, 3, 4, 5]) expect(await call()).toMatchObject({ data: { status_code: 401 } });
    expect(places.endpoint.requests).toHaveLength(2);
    expect(tally(await calls(200))).toEqual({ 401: 200 });
    expect(places.endpoint.requests).toHaveLength(2);
  });

  it('costs one more where the calls come at the same time', async () => {
    const places = await upstreams(() => false);
    const { calls } = backendAt(places);
    expect(tally(await calls(200))).toEqual({ 401: 200 });
    expect(places.endpoint.requests).toHaveLength(2);
  });

  it('is answered as it answers where the provider has no other token for now', async () => {
    const places = await upstreams(() => false);
    const { call } = backendAt(places);
    const first = places.endpoint;
    first.answers((request, response) => {
      json({ access_token: 'first', token_type: 'Bearer', expires_in: LIFE_SECONDS })(request, response);
      first.answers(text('', 'text/plain', 503));
    });
    for (const _ of [1, 2, 3]) expect(await call()).toMatchObject({ data: { status_code: 401 } });
    expect(first.requests).toHaveLength(2);
    expect(places.api.requests).toHaveLength(3);
  });

  it('costs one more where the provider gives the same token again', async () => {
    const places = await upstreams(() => false);
    const { call, calls } = backendAt(places);
    places.endpoint.answers(json({ access_token: 'same', token_type: 'Bearer' }));
    for (const _ of [1, 2, 3]) expect(await call()).toMatchObject({ data: { status_code: 401 } });
    expect(tally(await calls(200))).toEqual({ 401: 200 });
    expect(places.endpoint.requests).toHaveLength(2);
    // It may have another one by then: nothing but a refusal says that this one has ended.
    pass(300);
    await call();
    expect(places.endpoint.requests).toHaveLength(3);
  });
});

describe('a token near its end that cannot be renewed', () => {
  it('serves until its end where the provider is down', async () => {
    const places = await upstreams(() => true);
    const { call, info } = backendAt(places);
    await call();
    places.endpoint.answers(text('', 'text/plain', 503));
    pass(LIFE_SECONDS - 30);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(await info()).toMatchObject({ state: 'connected', reason: expect.stringContaining('status 503') });
    pass(29);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(tokensAt(places.api)).toEqual(['Bearer token-1']);
    pass(1);
    await expect(call()).rejects.toMatchObject({ code: 'connection_failed' });
    expect(await info()).toMatchObject({ state: 'error' });
  });

  it('serves until its end where nothing can renew it, and then has to be got anew', async () => {
    const places = await upstreams(() => true);
    const grant = { authorizeUrl: 'https://accounts.example.com/authorize' };
    const { call, info, manager } = backendAt(places, { grant });
    places.endpoint.answers(json({ access_token: 'alone', token_type: 'Bearer', expires_in: LIFE_SECONDS }));
    await manager.useCode('books', undefined, 'code-0815');
    pass(LIFE_SECONDS - 1);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(await info()).toMatchObject({ state: 'connected' });
    pass(1);
    expect(await info()).toMatchObject({ state: 'expired' });
    const error = await call().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'connection_expired' });
    expect(error.message).toMatch(/ran out.*connect books/);
    expect(places.endpoint.requests).toHaveLength(1);
    expect(await info()).toMatchObject({ state: 'expired' });
  });
});
