import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { memoryStore } from '../../src/core/store/index.js';
import { createNodeBackend } from '../../src/node/index.js';
import {
  CODE_CLIENT,
  oauthProvider,
  SCOPES,
  SERVICE_CLIENT,
  signInOverHttp,
} from '../support/oauth-provider.js';
import {
  echo,
  hangUp,
  json,
  never,
  oddTokenEndpoint,
  text,
  zohoLimit,
} from '../support/odd-token-endpoint.js';
import { recordingServer } from '../support/recording-server.js';
import { startTransport } from './sending.js';
import type { AnyConnection } from '../../src/core/connections/index.js';
import type { ConnectionInfo, Limits } from '../../src/core/protocol/index.js';
import type { TokenFields } from '../../src/core/project/index.js';
import type { StateStore } from '../../src/core/store/index.js';
import type { OAuthProvider } from '../support/oauth-provider.js';
import type { OddAnswer } from '../support/odd-token-endpoint.js';

const REDIRECT_URI = 'http://127.0.0.1:5180/__zfapps/connections/callback';

/** Provider and backend are in this process: both go by this clock. */
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1_000);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

async function startProvider(): Promise<OAuthProvider> {
  const provider = await oauthProvider({ redirectUri: REDIRECT_URI });
  onTestFinished(() => provider.close());
  return provider;
}

function signsIn(provider: OAuthProvider, more: object = {}): AnyConnection {
  const { authorizeUrl, tokenUrl, revokeUrl, apiHost } = provider;
  const addresses = { authorizeUrl, tokenUrl, revokeUrl, hosts: [apiHost] };
  return { type: 'oauth2', ...CODE_CLIENT, ...addresses, scopes: SCOPES, ...more };
}

interface Under {
  connections?: Record<string, AnyConnection>;
  store?: StateStore;
  limits?: Partial<Limits>;
}

/** A backend whose connection `books` is at the provider, and what people do with it. */
function backendAt(api: string, { connections = {}, store = memoryStore(), limits = {} }: Under) {
  const { host } = new URL(api);
  const transports = [startTransport()];
  const backend = createNodeBackend({
    connections,
    store,
    limits,
    transports,
    destinations: { private: [host] },
  });
  const manager = backend.connections;
  if (manager === undefined) throw new Error('This backend has connections.');
  const begin = async (linkName = 'books') => {
    const { url } = await manager.connect(linkName, undefined, REDIRECT_URI);
    if (url === undefined) throw new Error('Nobody signs in to this connection.');
    return url;
  };
  return {
    backend,
    store,
    manager,
    begin,
    call: (linkName = 'books') => backend.request({ url: api, connection_link_name: linkName }),
    /** The provider's redirect at the end of a sign-in that goes well. */
    callback: async (linkName?: string) => signInOverHttp(await begin(linkName)),
    async info(linkName = 'books'): Promise<ConnectionInfo> {
      const found = (await manager.list(undefined)).find((one) => one.linkName === linkName);
      if (found === undefined) throw new Error(`${linkName} is not in the list.`);
      return found;
    },
  };
}

/** A backend with a connection that somebody may sign in to. */
async function beforeSignIn(more: Under & { definition?: object } = {}) {
  const provider = await startProvider();
  const connections = { books: signsIn(provider, more.definition) };
  return { provider, ...backendAt(provider.api, { connections, ...more }) };
}

/** One that somebody has signed in to, and that has made a call. */
async function signedIn(more: Parameters<typeof beforeSignIn>[0] = {}) {
  const made = await beforeSignIn(more);
  await made.manager.finish(await made.callback());
  expect(await made.call()).toMatchObject({ data: { status_code: 200 } });
  const [accessToken = ''] = made.provider.apiCalls;
  made.provider.tokenRequests.splice(0);
  made.provider.apiCalls.splice(0);
  return { ...made, accessToken };
}

/** The refresh token that is kept. */
async function keptRefreshToken(store: StateStore): Promise<string> {
  const [key = ''] = await store.list('connections');
  const account = (await store.get('connections', key)) as { tokens: { refreshToken: string } };
  return account.tokens.refreshToken;
}

/** What a token request of one's own is answered. */
async function present(provider: OAuthProvider, refreshToken: string): Promise<object> {
  const body = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const { clientId, clientSecret } = CODE_CLIENT;
  const answer = await fetch(provider.tokenUrl, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams(body),
  });
  return { status: answer.status, ...(await answer.json()) };
}

describe('a sign-in at a real provider', () => {
  it('leads to a token that the API takes, bound by PKCE', async () => {
    const { provider, begin, manager, call, info } = await beforeSignIn();
    expect(await info()).toMatchObject({ state: 'not_connected', connects: 'sign_in' });
    await expect(call()).rejects.toMatchObject({ code: 'connection_not_connected' });

    const url = await begin();
    const asked = Object.fromEntries(new URL(url).searchParams);
    expect(asked).toMatchObject({
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'invoices.read items.read',
      code_challenge_method: 'S256',
    });
    expect(await manager.finish(await signInOverHttp(url))).toBe('books');
    expect(await call()).toMatchObject({ data: { status_code: 200, body: '{"invoices":[]}' } });

    expect(provider.tokenRequests).toEqual([
      { grantType: 'authorization_code', status: 200, params: expect.anything() },
    ]);
    const verifier = provider.tokenRequests[0]?.params.code_verifier ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
    expect(Buffer.from(digest).toString('base64url')).toBe(asked.code_challenge);

    const shown = await info();
    const expiresAt = Date.now() + 3_600_000;
    expect(shown).toMatchObject({ state: 'connected', scopes: SCOPES, missingScopes: [], expiresAt });
    for (const secret of [...provider.apiCalls, CODE_CLIENT.clientSecret, verifier])
      expect(JSON.stringify(shown)).not.toContain(secret);
  });

  it('fails with another verifier than it was begun with, and can be begun again', async () => {
    const { provider, callback, manager, store, call, info } = await beforeSignIn();
    const answer = await callback();
    const state = answer.get('state') ?? '';
    const begun = (await store.get('sign-ins', state)) as { verifier: string };
    const first = begun.verifier.startsWith('x') ? 'y' : 'x';
    await store.set('sign-ins', state, { ...begun, verifier: first + begun.verifier.slice(1) });

    const error = await manager.finish(answer).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(error.message).toContain('invalid_grant');
    expect(await info()).toMatchObject({ state: 'error', reason: expect.stringContaining('invalid_grant') });
    await expect(call()).rejects.toMatchObject({ code: 'connection_not_connected' });

    await manager.finish(await callback());
    await call();
    expect(await info()).toMatchObject({ state: 'connected' });
    expect(await info()).not.toHaveProperty('reason');
    expect(provider.tokenRequests.map(({ status }) => status)).toEqual([400, 200]);
  });

  it('that the person refuses says so, and asks for no token', async () => {
    const { provider, begin, manager, info } = await beforeSignIn();
    const answer = await signInOverHttp(await begin(), 'no');
    expect(answer.get('error')).toBe('access_denied');
    const error = await manager.finish(answer).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(error.message).toContain('"access_denied: I would rather not."');
    expect(await info()).toMatchObject({ state: 'error', reason: expect.stringContaining('access_denied') });
    expect(provider.tokenRequests).toEqual([]);
  });

  it('that is refused leaves the account of before', async () => {
    const { begin, manager, call, info } = await signedIn();
    await expect(manager.finish(await signInOverHttp(await begin(), 'no'))).rejects.toThrow('access_denied');
    await call();
    expect(await info()).toMatchObject({ state: 'connected' });
  });

  it.each([
    ['no state', (answer: URLSearchParams) => answer.delete('state'), /has no state/],
    ['a guessed state', (answer: URLSearchParams) => answer.set('state', 'guessed'), /not known/],
    ['an empty state', (answer: URLSearchParams) => answer.set('state', ''), /not known/],
    ['the state twice', (answer: URLSearchParams) => answer.append('state', 'guessed'), /state/],
    ['the code twice', (answer: URLSearchParams) => answer.append('code', 'guessed'), /code/],
    ['no code', (answer: URLSearchParams) => answer.delete('code'), /code/],
    [
      'the issuer of somebody else',
      (answer: URLSearchParams) => answer.set('iss', 'https://evil.example'),
      /"https:\/\/evil\.example", and "http:\/\/127\.0\.0\.1:\d+" was expected.*set the connection's issuer/,
    ],
    [
      'the accounts server of another data centre',
      (answer: URLSearchParams) => {
        answer.set('accounts-server', 'https://accounts.zoho.eu');
        answer.set('location', 'eu');
      },
      /account is at accounts\.zoho\.eu\b.*Set .*dataCenter.*\beu\b/,
    ],
  ])('does not finish with %s', async (_, change, message) => {
    const { provider, callback, manager, call } = await beforeSignIn();
    const answer = await callback();
    const code = answer.get('code') ?? '';
    change(answer);
    const error = await manager.finish(answer).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(code);
    expect(provider.tokenRequests).toEqual([]);
    await expect(call()).rejects.toMatchObject({ code: 'connection_not_connected' });
  });

  it('finishes once', async () => {
    const { provider, callback, manager, call } = await beforeSignIn();
    const answer = await callback();
    await manager.finish(answer);
    const again = await manager.finish(answer).catch((thrown) => thrown);
    expect(again).toMatchObject({ code: 'sign_in_failed' });
    expect(again.message).toMatch(/not known: it was finished already.*Click Connect again\.$/);
    expect(provider.tokenRequests).toHaveLength(1);
    // A provider that sees a code twice withdraws what came of it (RFC 6749, section 4.1.2).
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
  });

  it('finishes once where it is finished at the same time, also by two backends', async () => {
    const { provider, callback, manager, store, call } = await beforeSignIn();
    const other = backendAt(provider.api, { connections: { books: signsIn(provider) }, store });
    const answer = await callback();
    const finishing = [manager, other.manager, manager, other.manager];
    const ends = await Promise.allSettled(finishing.map((one) => one.finish(answer)));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'sign_in_failed' });
    expect(provider.tokenRequests).toHaveLength(1);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
  });

  it('does not take the code of another sign-in', async () => {
    const provider = await startProvider();
    const connections = { books: signsIn(provider), desk: signsIn(provider) };
    const { callback, manager, call } = backendAt(provider.api, { connections });
    const books = await callback('books');
    const desk = await callback('desk');
    books.set('state', desk.get('state') ?? '');
    const error = await manager.finish(books).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(error.message).toContain('connection "desk"');
    expect(provider.tokenRequests.map(({ status }) => status)).toEqual([400]);
    for (const linkName of ['books', 'desk'])
      await expect(call(linkName)).rejects.toMatchObject({ code: 'connection_not_connected' });
  });

  it('is over after ten minutes', async () => {
    const { provider, callback, manager } = await beforeSignIn();
    const answer = await callback();
    pass(601);
    const error = await manager.finish(answer).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(error.message).toContain('took longer than ten minutes');
    expect(provider.tokenRequests).toEqual([]);
  });

  it('is finished by another backend on the same store', async () => {
    const { provider, callback, store } = await beforeSignIn();
    const answer = await callback();
    const next = backendAt(provider.api, { connections: { books: signsIn(provider) }, store });
    await next.manager.finish(answer);
    expect(await next.call()).toMatchObject({ data: { status_code: 200 } });
  });

  it('of a user connects that user only', async () => {
    const { provider, manager, backend } = await beforeSignIn({ definition: { level: 'user' } });
    const { url = '' } = await manager.connect('books', 'ann', REDIRECT_URI);
    const callback = await signInOverHttp(url);
    await expect(manager.connect('books', undefined, REDIRECT_URI)).rejects.toMatchObject({
      code: 'connection_not_connected',
    });
    await manager.finish(callback);
    const call = (user?: string) =>
      backend.request(
        { url: provider.api, connection_link_name: 'books' },
        user === undefined ? {} : { user },
      );
    expect(await call('ann')).toMatchObject({ data: { status_code: 200 } });
    for (const other of ['bob', '', undefined])
      await expect(call(other)).rejects.toMatchObject({ code: 'connection_not_connected' });
    expect(await manager.list('ann')).toMatchObject([{ state: 'connected', user: 'ann' }]);
    expect(await manager.list('bob')).toMatchObject([{ state: 'not_connected', user: 'bob' }]);
  });

  it('with a wrong client secret says what is wrong', async () => {
    const { callback, manager } = await beforeSignIn({ definition: { clientSecret: 'wrong-secret-0815' } });
    const error = await manager.finish(await callback()).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'sign_in_failed' });
    expect(error.message).toMatch(/invalid_client.*clientId and clientSecret/);
    expect(error.message).not.toContain('wrong-secret-0815');
  });
});

describe('a token of a real provider', () => {
  it('is renewed before its end', async () => {
    const { provider, accessToken, call } = await signedIn();
    pass(3_530);
    await call();
    expect(provider.tokenRequests).toEqual([]);
    pass(20);
    expect(await provider.isActive(accessToken)).toBe(true);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(provider.tokenRequests).toMatchObject([{ grantType: 'refresh_token', status: 200 }]);
    const [former, renewed] = provider.apiCalls;
    expect(former).toBe(accessToken);
    expect(renewed).not.toBe(accessToken);
  });

  it('is renewed once after the API has refused it', async () => {
    const { provider, accessToken, call } = await signedIn();
    await provider.withdraw(accessToken);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(provider.apiCalls).toEqual([accessToken, expect.not.stringMatching(accessToken)]);
    await call();
    expect(provider.tokenRequests).toMatchObject([{ grantType: 'refresh_token', status: 200 }]);
  });

  it('that the provider refuses to renew rejects, until somebody connects again', async () => {
    const { provider, accessToken, callback, manager, call, info } = await signedIn();
    await provider.revokeGrant(accessToken);
    const refused = await call().catch((thrown) => thrown);
    expect(refused).toMatchObject({ code: 'connection_revoked' });
    expect(refused.message).toMatch(/invalid_grant.*connect books.*The upstream had answered 401\.$/);
    expect(await info()).toMatchObject({ state: 'revoked' });
    const later = await call().catch((thrown) => thrown);
    expect(later).toMatchObject({ code: 'connection_revoked' });
    expect(later.message).toMatch(/Nothing was sent\.$/);
    expect(provider.apiCalls).toHaveLength(1);
    expect(provider.tokenRequests).toMatchObject([{ grantType: 'refresh_token', status: 400 }]);
    await manager.finish(await callback());
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
  });

  it('is renewed with the newest refresh token', async () => {
    const { provider, store, call } = await signedIn();
    const first = await keptRefreshToken(store);
    for (const _ of [1, 2, 3]) {
      pass(3_600);
      expect(await call()).toMatchObject({ data: { status_code: 200 } });
    }
    const presented = provider.tokenRequests.map(({ params }) => params.refresh_token);
    expect(presented[0]).toBe(first);
    expect(new Set(presented).size).toBe(3);
    expect(presented).not.toContain(await keptRefreshToken(store));
    // The provider does rotate them: the first one is no longer good.
    expect(await present(provider, first)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('that one of two backends renewed serves the other', async () => {
    const { provider, store, call } = await signedIn();
    const other = backendAt(provider.api, { connections: { books: signsIn(provider) }, store });
    await other.call();
    for (const one of [call, other.call, call]) {
      pass(3_600);
      await Promise.all([one(), one()]);
      for (const either of [call, other.call])
        expect(await either()).toMatchObject({ data: { status_code: 200 } });
    }
    expect(provider.tokenRequests.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('is withdrawn at the provider where that is asked for', async () => {
    const { provider, accessToken, store, manager, call, info } = await signedIn();
    const refreshToken = await keptRefreshToken(store);
    await manager.disconnect('books', undefined, true);
    expect(await provider.isActive(refreshToken)).toBe(false);
    expect(await provider.isActive(accessToken)).toBe(false);
    expect(await info()).toMatchObject({ state: 'not_connected' });
    await expect(call()).rejects.toMatchObject({ code: 'connection_not_connected' });
    expect(provider.apiCalls).toEqual([]);
  });

  it('is kept where the provider does not withdraw it', async () => {
    const { provider, manager, call } = await signedIn({
      definition: { revokeUrl: 'http://127.0.0.1:1/revoke' },
    });
    const error = await manager.disconnect('books', undefined, true).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'connection_failed' });
    expect(error.message).toMatch(/were not revoked, and are kept.*Disconnecting without revoking/);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(provider.tokenRequests).toEqual([]);
  });

  it('is forgotten here only where nothing else is asked for', async () => {
    const { provider, accessToken, store, manager, call } = await signedIn();
    const refreshToken = await keptRefreshToken(store);
    await manager.disconnect('books', undefined, false);
    await expect(call()).rejects.toMatchObject({ code: 'connection_not_connected' });
    for (const token of [accessToken, refreshToken]) expect(await provider.isActive(token)).toBe(true);
    const [key = ''] = await store.list('connections');
    expect(await store.get('connections', key)).toEqual({ requests: [] });
  });
});

describe('client credentials at a real provider', () => {
  async function forItself(more: object = {}) {
    const provider = await startProvider();
    const { tokenUrl, revokeUrl, apiHost } = provider;
    const books: AnyConnection = {
      type: 'oauth2',
      grant: 'client_credentials',
      ...SERVICE_CLIENT,
      tokenUrl,
      revokeUrl,
      scopes: ['invoices.read'],
      hosts: [apiHost],
      ...more,
    };
    return { provider, ...backendAt(provider.api, { connections: { books } }) };
  }

  it('ask for a token at the first call, and for another at its end', async () => {
    const { provider, call, info } = await forItself();
    expect(await info()).toMatchObject({ state: 'not_connected', connects: 'request' });
    await Promise.all([call(), call(), call()]);
    expect(provider.tokenRequests).toMatchObject([
      { grantType: 'client_credentials', status: 200, params: { scope: 'invoices.read' } },
    ]);
    expect(await info()).toMatchObject({ state: 'connected', scopes: ['invoices.read'] });
    pass(3_600);
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(provider.tokenRequests).toHaveLength(2);
  });

  it('ask for another token after the API has refused one', async () => {
    const { provider, call } = await forItself();
    await call();
    await provider.withdraw(provider.apiCalls[0] ?? '');
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(provider.tokenRequests).toHaveLength(2);
  });

  it('are connected by a click, without a page of the provider', async () => {
    const { provider, manager, info } = await forItself();
    expect(await manager.connect('books', undefined, REDIRECT_URI)).toEqual({});
    expect(await info()).toMatchObject({ state: 'connected' });
    await manager.disconnect('books', undefined, true);
    expect(await info()).toMatchObject({ state: 'not_connected' });
    expect(provider.tokenRequests).toHaveLength(1);
  });

  it('say which scope the provider does not give', async () => {
    const { manager, info } = await forItself({ scopes: ['items.read'] });
    const error = await manager.connect('books', undefined, REDIRECT_URI).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'connection_failed' });
    expect(error.message).toMatch(/invalid_scope.*scopes/);
    expect(await info()).toMatchObject({ state: 'error' });
  });
});

const REFRESH_TOKEN = 'given+refresh/token=0815';
const CLIENT_SECRET = 'given+client/secret=0815';
const BASIC = btoa(`client:${encodeURIComponent(CLIENT_SECRET)}`);
const SECRETS = [REFRESH_TOKEN, CLIENT_SECRET].flatMap((one) => [one, encodeURIComponent(one)]).concat(BASIC);

async function atOdd(answer: OddAnswer, definition: object = {}, limits: Partial<Limits> = {}) {
  const endpoint = await oddTokenEndpoint(answer);
  onTestFinished(() => endpoint.close());
  const api = await recordingServer();
  onTestFinished(() => api.close());
  const books: AnyConnection = {
    type: 'oauth2',
    grant: 'refresh_token',
    refreshToken: REFRESH_TOKEN,
    clientId: 'client',
    clientSecret: CLIENT_SECRET,
    clientAuthentication: 'client_secret_post',
    tokenUrl: endpoint.url,
    hosts: [`127.0.0.1:${api.port}`],
    ...definition,
  };
  return { endpoint, api, ...backendAt(`${api.origin}/api`, { connections: { books }, limits }) };
}

interface Odd {
  what: string;
  answer: OddAnswer;
  code: string;
  message: RegExp;
  state: ConnectionInfo['state'];
  definition?: object;
  limits?: Partial<Limits>;
}

const failed = { code: 'connection_failed', state: 'error' } as const;
const revoked = { code: 'connection_revoked', state: 'revoked' } as const;
const limited = { code: 'connection_limited', state: 'error' } as const;

const ODD: Odd[] = [
  {
    what: 'never comes',
    answer: never,
    ...failed,
    limits: { tokenMs: 200 },
    message:
      /did not answer: nothing came within 200 ms\. .*raise limits: \{ tokenMs: … \} in zfapps\.config/,
  },
  { what: 'breaks off', answer: hangUp, ...failed, message: /did not answer: .*closed the connection/ },
  {
    what: 'is torn JSON',
    answer: text('{"access_token": "torn', 'application/json'),
    ...failed,
    message: /something that is not JSON\. Check the connection's tokenUrl\./,
  },
  {
    what: 'is a JSON list',
    answer: json(['access_token']),
    ...failed,
    message: /something that is not JSON/,
  },
  {
    what: 'is an error page of a gateway',
    answer: text('<h1>Bad gateway</h1>', 'text/html', 502),
    ...failed,
    message: /with the status 502\. Try again later\./,
  },
  {
    what: 'is a page',
    answer: text('<h1>Welcome</h1>', 'text/html'),
    ...failed,
    message: /something that is not JSON/,
  },
  {
    what: 'is 404',
    answer: text('<h1>Not found</h1>', 'text/html', 404),
    ...failed,
    message: /with the status 404\. Check the connection's tokenUrl/,
  },
  {
    what: 'is an error with the status 200',
    answer: json({ error: 'invalid_code' }),
    ...revoked,
    message: /answered "invalid_code"\. (?:To connect again|Give it another refreshToken)/,
  },
  {
    what: 'is 200 without a token',
    answer: json({ token: 'elsewhere-0815', expires_in: 3_600 }),
    ...failed,
    message:
      /without a usable access_token\. If it has another name there, say it in the connection's fields/,
  },
  {
    what: 'has a token that no header can hold',
    answer: json({ access_token: 'two\nlines', token_type: 'bearer' }),
    ...failed,
    message: /without a usable access_token/,
  },
  {
    what: 'repeats what was sent',
    answer: echo,
    ...revoked,
    message: /invalid_grant: not ‹secret› nor ‹secret›/,
  },
  {
    what: 'repeats what was sent by HTTP Basic',
    answer: echo,
    ...revoked,
    definition: { clientAuthentication: 'client_secret_basic' },
    message: /invalid_grant: not ‹secret› nor /,
  },
  {
    what: 'repeats what was sent, where a long text ends',
    answer: ({ params }, response) =>
      json({
        error: 'invalid_grant',
        error_description: `${'x'.repeat(285)} ${params.get('refresh_token')}`,
      })({ params, authorization: undefined }, response),
    ...revoked,
    message: /invalid_grant: x+ ‹secret›/,
  },
  {
    what: 'is 429 with a time',
    answer: text('slow down', 'text/plain', 429, { 'Retry-After': '120' }),
    ...limited,
    message:
      /takes no more token requests for now \("it answered 429"\)\. Try again after \d\d:\d\d:\d\d UTC\./,
  },
  {
    what: "is Zoho's of too many requests",
    answer: zohoLimit,
    ...limited,
    message: /"Access Denied: You have made too many requests continuously\..*Try again after \d\d:/,
  },
  {
    what: 'is longer than any token answer',
    answer: text(`{"access_token":"t","pad":"${'x'.repeat(2_000_000)}"}`, 'application/json'),
    ...failed,
    message: /longer than 1000000 bytes, and no token answer is\. Check the connection's tokenUrl\./,
  },
  {
    what: 'is for another kind of token',
    answer: json({ access_token: 'token-0815', token_type: 'DPoP' }),
    ...failed,
    message: /not supported/,
  },
];

describe('an odd token answer', () => {
  it.each(ODD.map((row) => [row.what, row] as const))('that %s', async (_, row) => {
    const { answer, code, message, state, definition, limits } = row;
    const { endpoint, api, call, info } = await atOdd(answer, definition, limits);
    const error = await call().catch((thrown) => thrown);
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(message);
    expect(error.message).toContain('"books"');
    const shown = await info();
    expect(shown).toMatchObject({ state });
    expect(shown.reason).toMatch(message.source.includes('connect again') ? /answered/ : message);
    for (const secret of [...SECRETS, REFRESH_TOKEN.slice(0, 12), 'token-0815', 'elsewhere-0815'])
      expect(error.message + JSON.stringify(shown)).not.toContain(secret);
    // Calls that follow at once are answered with the same, and cost nothing.
    await expect(call()).rejects.toMatchObject({ code });
    expect(endpoint.requests).toHaveLength(1);
    expect(api.requests).toEqual([]);
  });

  it('that redirects is not followed', async () => {
    const elsewhere = await recordingServer();
    onTestFinished(() => elsewhere.close());
    const { call, info } = await atOdd(
      text('', 'text/plain', 302, { Location: `${elsewhere.origin}/token` }),
    );
    const error = await call().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'connection_failed' });
    expect(error.message).toMatch(/with a redirect \(302\), which is not followed.*Correct tokenUrl\./);
    expect(await info()).toMatchObject({ state: 'error' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('is not waited for where nobody listens', async () => {
    const { endpoint, call } = await atOdd(never);
    await endpoint.close();
    const error = await call().catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'connection_failed' });
    expect(error.message).toContain(`${endpoint.host} did not answer: `);
  });

  it('is asked for again after a pause, and then serves', async () => {
    const { endpoint, call, info } = await atOdd(text('', 'text/plain', 503));
    await expect(call()).rejects.toMatchObject({ code: 'connection_failed' });
    endpoint.answers(json({ access_token: 'good', token_type: 'bearer' }));
    await expect(call()).rejects.toMatchObject({ code: 'connection_failed' });
    pass(5);
    await call();
    expect(await info()).toMatchObject({ state: 'connected' });
    expect(endpoint.requests).toHaveLength(2);
  });

  it('of 429 is heeded for as long as it says', async () => {
    const { endpoint, call } = await atOdd(text('', 'text/plain', 429, { 'Retry-After': '120' }));
    await expect(call()).rejects.toMatchObject({ code: 'connection_limited' });
    endpoint.answers(json({ access_token: 'good', token_type: 'bearer' }));
    pass(119);
    await expect(call()).rejects.toMatchObject({ code: 'connection_limited' });
    expect(endpoint.requests).toHaveLength(1);
    pass(1);
    await call();
    expect(endpoint.requests).toHaveLength(2);
  });

  it.each([
    [
      'that is a form',
      text('access_token=good&expires_in=60&scope=a%20b', 'application/x-www-form-urlencoded; charset=utf-8'),
      undefined,
    ],
    [
      'whose numbers are text',
      json({ access_token: 'good', token_type: 'Bearer', expires_in: '60', scope: 'a b' }),
      undefined,
    ],
    [
      'whose members have other names',
      json({ data: { token: 'good', lives: '60', rights: 'a b' } }),
      { accessToken: 'data.token', expiresIn: 'data.lives', scope: 'data.rights' },
    ],
    [
      'that says it is JSON in no way',
      text('{"access_token":"good","expires_in":60,"scope":"a b"}', 'text/html'),
      undefined,
    ],
  ] satisfies [string, OddAnswer, TokenFields | undefined][])('%s serves', async (_, answer, fields) => {
    const { api, call, info } = await atOdd(answer, fields === undefined ? {} : { fields });
    expect(await call()).toMatchObject({ data: { status_code: 200 } });
    expect(api.requests[0]?.headers.authorization).toBe('Bearer good');
    expect(await info()).toMatchObject({
      state: 'connected',
      scopes: ['a', 'b'],
      expiresAt: Date.now() + 60_000,
    });
  });
});
