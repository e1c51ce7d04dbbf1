import { beforeEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../src/core/backend/index.js';
import { oauth2, standInConnection } from '../../src/core/connections/index.js';
import { readEvents } from '../support/read-events.js';
import { asSent, bootOf, call, PAGE, serverUnderTest } from './server-under-test.js';
import type { BackendOptions, ManagedBackend, UpstreamRequest } from '../../src/core/backend/index.js';
import type { ConnectionInfo } from '../../src/core/protocol/index.js';
import type { Server } from '../../src/server/index.js';

const ROUTE = `${PAGE}/__zfapps/connections`;
const CALLBACK = `${ROUTE}/callback`;

/** A provider and an upstream in one transport: whatever code comes, there is a token for it. */
function providing(sent: UpstreamRequest[]): NonNullable<BackendOptions['transports']> {
  let tokens = 0;
  return [
    async (request) => {
      sent.push(request);
      const isToken = request.url.startsWith('https://id.example/token');
      if (isToken) tokens += 1;
      const body = isToken
        ? {
            access_token: `token-${tokens}`,
            token_type: 'Bearer',
            expires_in: 3600,
            refresh_token: 'r',
            scope: 'a',
          }
        : {};
      return {
        status: 200,
        statusText: 'OK',
        headers: [['Content-Type', 'application/json']],
        body: new TextEncoder().encode(JSON.stringify(body)),
      };
    },
  ];
}

const books = oauth2({
  clientId: 'id',
  clientSecret: 'planted-secret',
  authorizeUrl: 'https://id.example/authorize',
  tokenUrl: 'https://id.example/token',
  scopes: ['a'],
  hosts: ['api.example.com'],
});

let sent: UpstreamRequest[];
let backend: ManagedBackend;
let server: Server;
let token: string;
let user: Record<string, unknown>;

async function serve(connections: BackendOptions['connections']): Promise<void> {
  sent = [];
  user = { user_id: 7 };
  backend = createBackend({ connections: connections ?? {}, transports: providing(sent) });
  ({ server } = serverUnderTest({
    backend,
    records: () => ({ organization: {}, user, records: {} }),
  }));
  ({ token } = await bootOf(server));
}
beforeEach(() => serve({ books }));

const list = async (url = ROUTE): Promise<ConnectionInfo[]> => {
  const answer = await server.fetch(
    call(token, { origin: null, 'content-type': null }, { url, method: 'GET' }),
  );
  return (await answer.json()).connections;
};
const command = async (body: unknown, url = ROUTE) => {
  const answer = await server.fetch(call(token, {}, { url, body: JSON.stringify(body) }));
  return { status: answer.status, ...(await answer.json()) };
};
const request = async () => {
  const options = { url: 'https://api.example.com/', connection_link_name: 'books' };
  return (await server.fetch(call(token, {}, { body: JSON.stringify({ options }) }))).json();
};
const signIn = async () => {
  const { value } = await command({ type: 'connect', linkName: 'books' });
  const state = new URL(value.url).searchParams.get('state');
  return server.fetch(
    asSent(`${CALLBACK}?code=planted-code&state=${state}`, { 'sec-fetch-site': 'cross-site' }),
  );
};

describe('the connections route', () => {
  it('tells how connections stand, with the redirect URI of the name by which the page was asked', async () => {
    expect(await list()).toMatchObject([
      {
        linkName: 'books',
        state: 'not_connected',
        redirectUri: CALLBACK,
        connects: 'sign_in',
        scopes: ['a'],
      },
    ]);
    const [info] = await list('http://localhost:5180/__zfapps/connections');
    expect(info?.redirectUri).toBe('http://localhost:5180/__zfapps/connections/callback');
  });

  it('connects, from the command to an answered request', async () => {
    expect(await request()).toMatchObject({ ok: false, error: { code: 'connection_not_connected' } });
    const page = await signIn();
    expect(page.status).toBe(200);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await page.text();
    expect(html).toContain('The connection “books” is connected.');
    expect(html).not.toMatch(/planted|token-1/);
    expect(await request()).toMatchObject({ ok: true });
    expect(sent.at(-1)?.headers).toContainEqual(['Authorization', 'Bearer token-1']);
    expect(await list()).toMatchObject([{ state: 'connected', scopes: ['a'] }]);
  });

  it('disconnects, and forces a state', async () => {
    await signIn();
    expect(await command({ type: 'force', linkName: 'books', state: 'revoked' })).toMatchObject({ ok: true });
    expect(await list()).toMatchObject([{ state: 'revoked', forced: 'revoked' }]);
    await command({ type: 'force', linkName: 'books', state: null });
    expect(await list()).toMatchObject([{ state: 'connected' }]);
    expect(await command({ type: 'disconnect', linkName: 'books' })).toMatchObject({ ok: true });
    expect(await list()).toMatchObject([{ state: 'not_connected' }]);
    expect(await command({ type: 'disconnect', linkName: 'books' })).toMatchObject({
      value: { note: expect.stringContaining('was not connected') },
    });
  });

  it.each([
    [{ type: 'connect' }, 'linkName'],
    [{ type: 'connect', linkName: '' }, 'linkName: is empty'],
    [{ type: 'connect', linkName: 'nope' }, 'No connection has the link name "nope"'],
    [{ type: 'connect', linkName: '__proto__' }, 'No connection has the link name'],
    [{ type: 'force', linkName: 'books', state: 'broken' }, 'state: expected null, or one of'],
    [{ type: 'disconnect', linkName: 'books', revoke: true }, 'has no revokeUrl'],
    [{ type: 'delete', linkName: 'books' }, 'expected a command'],
  ])('says what is wrong with %j', async (body, problem) => {
    const answer = await command(body);
    expect(answer).toMatchObject({ ok: false, status: 400, error: { code: 'invalid_options' } });
    expect(answer.error.message).toContain(problem);
  });

  it('has none where the backend is one of one’s own', async () => {
    const under = serverUnderTest();
    ({ server } = under);
    ({ token } = await bootOf(server));
    expect(await list()).toEqual([]);
    expect(await command({ type: 'connect', linkName: 'books' })).toMatchObject({ status: 404, ok: false });
    expect((await server.fetch(new Request(`${CALLBACK}?code=c&state=s`))).status).toBe(404);
  });

  it('shows a stand-in as one, where a widget has used it', async () => {
    backend = createBackend({ standIn: standInConnection, transports: providing([]) });
    server.update({ backend });
    expect(await list()).toEqual([]);
    await request();
    expect(await list()).toMatchObject([{ linkName: 'books', state: 'not_configured', standIn: true }]);
  });
});

describe('the redirect of a sign-in', () => {
  it.each([
    ['', 'has no state'],
    ['?code=planted-code', 'has no state'],
    ['?code=planted-code&state=guessed', 'is not known'],
    ['?error=access_denied&state=guessed', 'is not known'],
    ['?state=%3Cscript%3Ealert(1)%3C%2Fscript%3E&code=planted-code', 'is not known'],
  ])('that nobody began is refused, and nothing of its address is shown: %s', async (query, problem) => {
    const answer = await server.fetch(new Request(`${CALLBACK}${query}`));
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain(problem);
    expect(html).not.toMatch(/planted|guessed|<script|alert/);
    expect(sent).toEqual([]);
  });

  it('is not used up by a look at it', async () => {
    const { value } = await command({ type: 'connect', linkName: 'books' });
    const url = `${CALLBACK}?code=c&state=${new URL(value.url).searchParams.get('state')}`;
    expect((await server.fetch(new Request(url, { method: 'HEAD' }))).status).toBe(405);
    expect((await server.fetch(new Request(url))).status).toBe(200);
  });

  it('counts once', async () => {
    const { value } = await command({ type: 'connect', linkName: 'books' });
    const url = `${CALLBACK}?code=c&state=${new URL(value.url).searchParams.get('state')}`;
    expect((await server.fetch(new Request(url))).status).toBe(200);
    const again = await server.fetch(new Request(url));
    expect(again.status).toBe(400);
    expect(await again.text()).toContain('it was finished already');
    expect(sent).toHaveLength(1);
  });

  it('shows a provider’s words as text', async () => {
    const { value } = await command({ type: 'connect', linkName: 'books' });
    const state = new URL(value.url).searchParams.get('state');
    const url = `${CALLBACK}?error=access_denied&error_description=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&state=${state}`;
    const html = await (await server.fetch(new Request(url))).text();
    expect(html).toContain('access_denied');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<script');
  });

  it('is taken under this server’s own names only', async () => {
    expect(
      (await server.fetch(new Request('http://evil.example:5180/__zfapps/connections/callback'))).status,
    ).toBe(403);
  });

  it('is told to every page', async () => {
    const stream = await server.fetch(asSent(`${PAGE}/__zfapps/events`, { 'x-zfapps-token': token }));
    const events = readEvents(stream.body);
    await events.next('open');
    await signIn();
    await events.next('connections');
    backend.connections.force('books', 'slow');
    await events.next('connections');
    await events.cancel();
  });
});

describe('another user of the page', () => {
  it('has other credentials where the level is user', async () => {
    await serve({ books: { ...books, level: 'user' } });
    await signIn();
    expect(await request()).toMatchObject({ ok: true });
    user = { user_id: '8' };
    expect(await list()).toMatchObject([{ level: 'user', user: '8', state: 'not_connected' }]);
    expect(await request()).toMatchObject({ ok: false, error: { code: 'connection_not_connected' } });
    await signIn();
    await request();
    expect(sent.at(-1)?.headers).toContainEqual(['Authorization', 'Bearer token-2']);
    user = { user_id: 7 };
    await request();
    expect(sent.at(-1)?.headers).toContainEqual(['Authorization', 'Bearer token-1']);
  });

  it('shares the one account where the level is org', async () => {
    await signIn();
    user = { user_id: '8' };
    expect(await request()).toMatchObject({ ok: true });
  });
});
