import { describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { oauth2 } from '../../../src/core/connections/index.js';
import { memoryStore } from '../../../src/core/store/index.js';
import type { ManagedBackend } from '../../../src/core/backend/index.js';
import type { ConnectionDefinition } from '../../../src/core/project/index.js';
import type { StateStore } from '../../../src/core/store/index.js';

const books = oauth2({
  clientId: 'id',
  clientSecret: 'planted-secret',
  authorizeUrl: 'https://id.example/authorize',
  tokenUrl: 'https://id.example/token',
  scopes: ['ZohoBooks.invoices.READ'],
  scopeDelimiter: ',',
  hosts: ['www.zohoapis.com'],
});

/** A backend whose provider gives this answer to every token request. */
function providing(answer: object, more: object = {}, store: StateStore = memoryStore()): ManagedBackend {
  return createBackend({
    connections: { books: { ...books, ...more } as ConnectionDefinition },
    manifest: { usedConnections: [{ connectionLinkName: 'books', scope: ['ZohoBooks.invoices.ALL'] }] },
    store,
    transports: [
      async () => ({
        status: 200,
        statusText: 'OK',
        headers: [],
        body: new TextEncoder().encode(JSON.stringify({ access_token: 'planted-token', ...answer })),
      }),
    ],
  });
}

async function signedIn(answer: object, more: object = {}, store?: StateStore): Promise<ManagedBackend> {
  const backend = providing(answer, more, store);
  const { url = '' } = await backend.connections.connect('books', undefined, 'http://127.0.0.1/callback');
  const state = new URL(url).searchParams.get('state') ?? '';
  await backend.connections.finish(new URLSearchParams({ code: 'c', state }));
  return backend;
}

const infoOf = async ({ connections }: ManagedBackend) => (await connections.list(undefined))[0];

describe('the scopes of a connection', () => {
  it('are those that were granted, and what the manifest declares beyond them is missing', async () => {
    expect(await infoOf(await signedIn({ scope: 'a,b c' }))).toMatchObject({
      state: 'connected',
      scopes: ['a', 'b', 'c'],
      missingScopes: ['ZohoBooks.invoices.ALL'],
      declared: true,
    });
    expect(await infoOf(await signedIn({ scope: 'ZohoBooks.fullaccess.all' }))).toMatchObject({
      missingScopes: [],
    });
  });

  it('are those that were asked for where the answer names none, also when more is asked for later', async () => {
    const store = memoryStore();
    const first = await infoOf(await signedIn({}, {}, store));
    expect(first).toMatchObject({ state: 'connected', scopes: ['ZohoBooks.invoices.READ'] });
    expect(first).not.toHaveProperty('reason');
    const scopes = ['ZohoBooks.invoices.READ', 'ZohoBooks.contacts.READ'];
    expect(await infoOf(providing({}, { scopes }, store))).toMatchObject({
      state: 'connected',
      scopes: ['ZohoBooks.invoices.READ'],
      reason: expect.stringContaining('ZohoBooks.contacts.READ'),
    });
  });
});

describe('an account', () => {
  it('that is in another data centre says where its API is', async () => {
    expect(await infoOf(await signedIn({ api_domain: 'https://www.zohoapis.eu' }))).toMatchObject({
      state: 'connected',
      reason: expect.stringContaining("Set dataCenter: 'eu' in zfapps.config"),
    });
    for (const hosts of [['desk.zoho.com'], ['api.example.com'], ['desk.zoho.eu', 'www.zohoapis.com']]) {
      const answer = { api_domain: 'https://www.zohoapis.com' };
      expect(await infoOf(await signedIn(answer, { hosts }))).not.toHaveProperty('reason');
    }
    const australian = await signedIn({ api_domain: 'https://www.zohoapis.com.au' });
    expect(await infoOf(australian)).toMatchObject({ reason: expect.stringContaining("'com.au'") });
    expect(await infoOf(await signedIn({ api_domain: 'https://www.zohoapis.com' }))).not.toHaveProperty(
      'reason',
    );
  });

  it.each([
    [3600, 3_600_000],
    ['3600', 3_600_000],
    [1e30, 3_155_760_000_000],
    ['1e999', 3_155_760_000_000],
  ])('that lives for %j s ends then', async (expires_in, ms) => {
    const before = Date.now();
    const { expiresAt = 0 } = (await infoOf(await signedIn({ expires_in }))) ?? {};
    expect(expiresAt - before).toBeGreaterThanOrEqual(ms);
    expect(expiresAt - before).toBeLessThan(ms + 60_000);
    expect(new Date(expiresAt).toISOString()).toMatch(/^\d/);
  });

  it.each([
    0,
    -1,
    'soon',
    null,
    undefined,
    {},
  ])('that lives for %j s has no known end', async (expires_in) => {
    expect(await infoOf(await signedIn({ expires_in }))).not.toHaveProperty('expiresAt');
  });

  it('whose file is damaged says so, in the way of no other, and is replaced by connecting', async () => {
    const store = memoryStore();
    const damaged: StateStore = {
      ...store,
      get: async (area, key) => {
        if (area === 'connections' && (await store.get(area, key)) !== undefined)
          throw new Error('It is damaged.');
        return store.get(area, key);
      },
      list: async () => {
        throw new Error('One of them is damaged.');
      },
    };
    await signedIn({}, {}, store);
    expect(await infoOf(providing({}, {}, damaged))).toMatchObject({
      state: 'error',
      reason: 'It is damaged.',
    });
    const again = await signedIn({}, {}, damaged);
    await again.connections.disconnect('books', undefined, false);
    expect(await infoOf(providing({}, {}, store))).toMatchObject({ state: 'not_connected' });
  });

  it.each([
    ['another client', { clientId: 'other' }],
    ['another provider', { tokenUrl: 'https://id2.example/token' }],
  ])('of %s is none of this connection', async (_, more) => {
    const store = memoryStore();
    await signedIn({}, {}, store);
    const other = providing({ error: 'invalid_client' }, more, store);
    expect(await infoOf(other)).toMatchObject({ state: 'not_connected' });
    // Nor does what that one does take anything away.
    const { url = '' } = await other.connections.connect('books', undefined, 'http://127.0.0.1/callback');
    const state = new URL(url).searchParams.get('state') ?? '';
    await other.connections.finish(new URLSearchParams({ code: 'c', state })).catch(() => {});
    expect(await infoOf(providing({}, {}, store))).toMatchObject({ state: 'connected' });
    await other.connections.disconnect('books', undefined, false);
    expect(await infoOf(providing({}, {}, store))).toMatchObject({ state: 'not_connected' });
  });

  it('that this version cannot read is none', async () => {
    const store = memoryStore();
    await signedIn({}, {}, store);
    const [key = ''] = await store.list('connections');
    await store.set('connections', key, { tokens: 'of another time' });
    expect(await infoOf(providing({}, {}, store))).toMatchObject({ state: 'not_connected' });
  });

  it('goes on where a new sign-in fails, and says why that failed', async () => {
    const store = memoryStore();
    await signedIn({}, {}, store);
    const backend = providing({ access_token: undefined, error: 'invalid_code' }, {}, store);
    const { url = '' } = await backend.connections.connect('books', undefined, 'http://127.0.0.1/callback');
    const state = new URL(url).searchParams.get('state') ?? '';
    const finish = backend.connections.finish(new URLSearchParams({ code: 'c', state }));
    await expect(finish).rejects.toMatchObject({ code: 'sign_in_failed' });
    expect(await infoOf(backend)).toMatchObject({
      state: 'connected',
      reason: expect.stringContaining('invalid_code'),
    });
  });

  it('never shows its tokens or its secret, also where the provider repeats them', async () => {
    const repeating = await signedIn({
      refresh_token: 'planted-refresh',
      scope: 'a planted-token planted-refresh planted-secret',
      api_domain: 'https://planted-token.zohoapis.eu',
    });
    expect(JSON.stringify(await repeating.connections.list(undefined))).not.toContain('planted');
    const backend = await signedIn({ refresh_token: 'planted-refresh', expires_in: 60 });
    expect(JSON.stringify(await backend.connections.list(undefined))).not.toContain('planted');
  });
});
