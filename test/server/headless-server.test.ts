import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../src/core/desk/index.js';
import { memoryStore } from '../../src/core/store/index.js';
import { createHeadlessServer } from '../../src/server/index.js';
import type { Backend, BackendEntry } from '../../src/core/backend/index.js';
import type { DeskCall } from '../../src/core/protocol/index.js';
import type { HeadlessServer, HeadlessServerOptions } from '../../src/server/index.js';

const ORIGIN = 'http://zfapps.internal:5280';
const TOKEN = 'planted-token-of-the-team';
const SECRET = 'my_secret_key_238392';

let server: HeadlessServer;
let performed: { options: unknown; widget: unknown; user: unknown }[];

function made(options: Partial<HeadlessServerOptions> = {}): HeadlessServer {
  const backend: Pick<Backend, 'perform'> = {
    async perform(given, caller) {
      const { widget, user } = caller ?? {};
      performed.push({ options: given, widget, user: typeof user === 'function' ? await user() : user });
      return { outcome: { ok: true, value: 'the answer' }, warnings: ['a warning'] } as never as BackendEntry;
    },
  };
  return createHeadlessServer({ backend: backend as Backend, token: TOKEN, user: '7', ...options });
}

beforeEach(() => {
  performed = [];
  server = made();
});

const JSON_TYPE = { 'content-type': 'application/json' };

function call(
  headers: Record<string, string> = { 'x-zfapps-token': TOKEN },
  body = '{"options":{"url":"x"}}',
) {
  const request = new Request(`${ORIGIN}/__zfapps/request`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body,
  });
  return server.fetch(request);
}

const get = (path: string, init: RequestInit = {}) => server.fetch(new Request(`${ORIGIN}${path}`, init));

describe('the proxy of a server without a page', () => {
  it('carries out a call with the token, in the name of the caller and of the configured user', async () => {
    const answer = await call(undefined, '{"options":{"url":"x"},"caller":{"widget":"billing"}}');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ ok: true, value: 'the answer', warnings: ['a warning'] });
    expect(performed).toEqual([{ options: { url: 'x' }, widget: 'billing', user: '7' }]);
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an empty token', { 'x-zfapps-token': '' }],
    ['the beginning of the token', { 'x-zfapps-token': TOKEN.slice(0, -1) }],
    ['more than the token', { 'x-zfapps-token': `${TOKEN}x` }],
    ['another token of its length', { 'x-zfapps-token': TOKEN.replace('p', 'q') }],
    ['the token elsewhere', { authorization: `Bearer ${TOKEN}` }],
    ['the token, from a page of another site', { 'x-zfapps-token': TOKEN, 'sec-fetch-site': 'cross-site' }],
    ['the token, from a page of another port', { 'x-zfapps-token': TOKEN, 'sec-fetch-site': 'same-site' }],
    ['the token, from another origin', { 'x-zfapps-token': TOKEN, origin: 'http://127.0.0.1:5180' }],
    ['the token, from a page without an origin', { 'x-zfapps-token': TOKEN, origin: 'null' }],
  ])('refuses %s, with the token in no answer and no header for browsers', async (_, headers) => {
    const answer = await call(headers);
    expect(answer.status).toBe(403);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(text).not.toContain(TOKEN);
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(performed).toEqual([]);
  });

  it.each([
    '',
    'undefined',
    TOKEN,
  ])('takes no call where it was given no token, not even with %j', async (given) => {
    server = made({ token: undefined });
    expect((await call({ 'x-zfapps-token': given })).status).toBe(403);
    expect(performed).toEqual([]);
  });

  it('answers whatever name a reverse proxy asks by', async () => {
    const request = new Request('https://api.example.com/__zfapps/request', {
      method: 'POST',
      headers: { ...JSON_TYPE, 'x-zfapps-token': TOKEN },
      body: '{"options":{"url":"x"}}',
    });
    expect((await server.fetch(request)).status).toBe(200);
  });

  it('takes no form, and no body over the limit', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-zfapps-token': TOKEN };
    expect((await call(form, 'options=1')).status).toBe(400);
    server = made({ callBytes: 100 });
    const long = JSON.stringify({ options: { url: 'x'.repeat(100) } });
    expect((await call(undefined, long)).status).toBe(413);
    expect(performed).toEqual([]);
  });
});

describe('/healthz', () => {
  it('is well while the check is', async () => {
    const answer = await get('/healthz');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  it('is unavailable while the check fails, and does not say why to whoever asks', async () => {
    let isDown = true;
    server = made({
      async check() {
        if (isDown) throw new Error('postgres://me@db.internal refuses');
      },
    });
    const answer = await get('/healthz');
    expect(answer.status).toBe(503);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ status: 'unavailable' });
    expect(text).not.toContain('db.internal');
    isDown = false;
    expect((await get('/healthz')).status).toBe(200);
  });

  it('says that the server stops, while calls are answered', async () => {
    server.stop();
    const answer = await get('/healthz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({ status: 'stopping' });
    expect((await call()).status).toBe(200);
  });
});

describe('everything else', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/__zfapps/'],
    ['GET', '/__zfapps/page/index.html'],
    ['GET', '/__zfapps/manifest'],
    ['GET', '/__zfapps/records'],
    ['GET', '/__zfapps/events'],
    ['GET', '/__zfapps/connections'],
    ['POST', '/__zfapps/connections'],
    ['GET', '/__zfapps/connections/callback?state=1'],
    ['GET', '/__zfapps/desk'],
    ['POST', '/__zfapps/desk'],
    ['POST', '/__zfapps/storage'],
    ['GET', '/__zfapps/request'],
    ['POST', '/healthz'],
    ['GET', '/plugin-manifest.json'],
    ['GET', '/app/widget.html'],
  ])('is not there, with the token or without: %s %s', async (method, path) => {
    for (const headers of [JSON_TYPE, { ...JSON_TYPE, 'x-zfapps-token': TOKEN }]) {
      const answer = await get(path, {
        method,
        headers,
        ...(method === 'POST' ? { body: '{"type":"x"}' } : {}),
      });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
  });
});

describe("Desk's routes", () => {
  it('take an invoke call by its HASH and context alone', async () => {
    const desk = createDesk({ secret: SECRET });
    server = made({ desk });
    const { text: context } = await desk.contexts.mint('4000000000001', null, 60_000);
    const fields = {
      requestURL: 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage',
      requestType: 'GET',
    };
    // "Generate Hash for Invoke API": the fields in their order.
    const text = `requestURL=${fields.requestURL}&requestType=GET`;
    const hash = createHmac('sha256', SECRET).update(text).digest('hex');
    const path = `/api/v1/invoke?orgId=376723&securityContext=${context}`;
    const invoke = (HASH: string) =>
      get(path, { method: 'POST', headers: { HASH }, body: new URLSearchParams(fields) });
    expect(await (await invoke(hash)).json()).toMatchObject({ statusCode: 200, response: '{"data":[]}' });
    expect((await invoke('0'.repeat(64))).status).toBe(401);
  });

  it('do not say why the database fails to whoever has proved nothing', async () => {
    const store = memoryStore();
    store.get = async () => {
      throw new Error('postgres://me@db.internal refuses');
    };
    const problems: (string | undefined)[] = [];
    const onCall = ({ problem }: DeskCall) => void problems.push(problem);
    server = made({ desk: createDesk({ secret: SECRET, store, onCall }) });
    const headers = { Authorization: 'Zoho-oauthtoken 1000.a.b' };
    const answer = await get('/api/v1/installedExtensions/1/storage', { headers });
    expect(answer.status).toBe(500);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ errorCode: 'INTERNAL_SERVER_ERROR' });
    expect(text).not.toContain('db.internal');
    expect(problems).toEqual([expect.stringContaining('db.internal')]);
  });

  it('are not there for a project that is no extension, in the shape of its errors', async () => {
    server = made({ desk: { off: 'This is none.' } });
    const answer = await get('/api/v1/invoke', { method: 'POST' });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ errorCode: 'URL_NOT_FOUND' });
  });
});
