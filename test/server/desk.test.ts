import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../src/core/desk/index.js';
import { readEvents } from '../support/read-events.js';
import { asSent, bootOf, call, memoryFiles, PAGE, serverUnderTest, WIDGET } from './server-under-test.js';
import type { Desk } from '../../src/core/desk/index.js';
import type { DeskCommand, DeskState } from '../../src/core/protocol/index.js';
import type { Server } from '../../src/server/index.js';

const ROUTE = `${PAGE}/__zfapps/desk`;
const SECRET = 'planted-manifest-secret';
const MAYA = { id: '1', name: 'Maya' };

let desk: Desk;
let server: Server;
let token: string;
let delivered: { headers: [string, string][]; body: string }[];

beforeEach(async () => {
  delivered = [];
  desk = createDesk({
    secret: SECRET,
    configParams: [
      { name: 'apiKey', secure: true },
      { name: 'region', type: 'picklist', options: ['eu', 'us'], default: 'eu' },
    ],
    resources: { permissions: [{ apiName: 'createIssue' }], fields: [{ resourceName: 'severity', id: '7' }] },
    callbackListener: { onInstall: 'https://extension.example/install' },
    users: async () => [{ id: '2', name: 'Theo' }],
    async deliver({ headers, body }) {
      delivered.push({ headers, body: new TextDecoder().decode(body) });
      return { status: 200, statusText: 'OK', headers: [], body: new TextEncoder().encode('thank you') };
    },
  });
  ({ server } = serverUnderTest({
    desk,
    records: () => ({ organization: {}, user: { user_id: 1, name: 'Maya' }, records: {} }),
  }));
  ({ token } = await bootOf(server));
});

async function post(
  command: DeskCommand | object,
): Promise<{ ok: boolean; value: never; error: { message: string } }> {
  return (await server.fetch(call(token, {}, { url: ROUTE, body: JSON.stringify(command) }))).json();
}

async function state(): Promise<DeskState> {
  return (await (await server.fetch(call(token, {}, { url: ROUTE, method: 'GET' }))).json()).desk;
}

/** An extension's server signs by the vendor's document. */
function invoke(context: string, fields: Record<string, string>): Promise<Response> {
  const text = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return server.fetch(
    new Request(`${PAGE}/api/v1/invoke?orgId=376723&securityContext=${context}`, {
      method: 'POST',
      headers: { HASH: createHmac('sha256', SECRET).update(text.join('&')).digest('hex') },
      body: new URLSearchParams(fields),
    }),
  );
}

const STORAGE = {
  requestURL: 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage',
  requestType: 'POST',
  postBody: '{"key":"a","value":{"n":1}}',
};

describe('an address that is wrong', () => {
  async function textAt(url: string): Promise<string> {
    const request = new Request(url, { method: 'POST' });
    return (await (url.startsWith(WIDGET) ? server.widgetFetch(request) : server.fetch(request))).text();
  }

  it('is told of two slashes in a row', async () => {
    expect(await textAt(`${PAGE}//api/v1/invoke`)).toMatch(/two slashes.* ask for \/api\/v1\/invoke instead/);
  });

  it('is told of the other port', async () => {
    expect(await textAt(`${WIDGET}/api/v1/invoke`)).toMatch(/on the port of the page/);
    expect(await textAt(`${WIDGET}/other`)).toBe('zfapps-shim has nothing at /other.');
  });
});

describe('the desk route', () => {
  it('shows the extension, its users with the page’s own first, and nothing secret', async () => {
    await post({ type: 'setParam', name: 'apiKey', value: 'planted-param' });
    const shown = await state();
    expect(shown).toMatchObject({
      orgId: '376723',
      user: MAYA.id,
      users: [MAYA, { id: '2', name: 'Theo' }],
      fields: [{ resourceName: 'severity', id: '7', apiName: 'cf_severity' }],
      permissions: [{ apiName: 'createIssue', users: { '1': false, '2': false } }],
      callbacks: expect.arrayContaining([{ event: 'onInstall', url: 'https://extension.example/install' }]),
    });
    expect(shown.configParams.map(({ name, value, isSet }) => [name, value, isSet])).toEqual([
      ['apiKey', '****', true],
      ['region', 'eu', false],
    ]);
    expect(JSON.stringify(shown)).not.toContain('planted');
  });

  it('keeps storage, lists logs, and toggles permissions for one user', async () => {
    const record = { key: 'k', queriableValue: 'q', value: { a: 1 } };
    await post({ type: 'putRecord', record });
    expect(await post({ type: 'storage', queriableValue: 'q', from: 0, limit: 5 })).toEqual({
      ok: true,
      value: { records: [record] },
    });
    expect(await post({ type: 'deleteRecord', key: 'k' })).toMatchObject({ value: { deleted: true } });
    await post({ type: 'setPermission', user: '2', apiName: 'createIssue', enabled: true });
    expect((await state()).permissions[0]?.users).toEqual({ '1': false, '2': true });
    expect(await post({ type: 'logs', from: 0, limit: 5 })).toEqual({ ok: true, value: { logs: [] } });
  });

  it('says what is wrong with a value, and changes nothing then', async () => {
    const { error } = await post({ type: 'setParam', name: 'region', value: 'mars' });
    expect(error).toMatchObject({ code: 'invalid_options', message: expect.stringContaining('eu, us') });
    expect((await post({ type: 'setParam', name: 'regoin', value: 'eu' })).error.message).toContain(
      '"region"',
    );
    expect((await post({ type: 'setPermission', user: '1', apiName: 'x', enabled: true })).ok).toBe(false);
    expect((await post({ type: 'putRecord', record: { key: '', value: {} } })).ok).toBe(false);
    expect((await state()).configParams[1]?.isSet).toBe(false);
  });

  it('mints contexts that invoke takes until they are revoked or expired', async () => {
    for (const ending of ['revokeContext', 'expireContext'] as const) {
      const { value } = await post({ type: 'mintContext', user: '1' });
      const { securityContext } = value as { securityContext: string };
      expect((await invoke(securityContext, STORAGE)).status).toBe(200);
      const [newest] = (await state()).contexts;
      expect(newest).toMatchObject({ user: '1', state: 'valid' });
      expect(await post({ type: ending, id: newest?.id })).toEqual({ ok: true, value: {} });
      expect((await invoke(securityContext, STORAGE)).status).toBe(403);
      expect(JSON.stringify(await state())).not.toContain(securityContext);
    }
    expect((await post({ type: 'revokeContext', id: 'none' })).error).toMatchObject({ code: 'not_found' });
  });

  it('mints tokens for direct calls', async () => {
    const { value } = await post({ type: 'mintToken', user: '1', scopes: ['Desk.extensions.READ'] });
    const { installationId } = desk.installation;
    const url = `${PAGE}/api/v1/installedExtensions/${installationId}/storage`;
    const headers = {
      Authorization: `Zoho-oauthtoken ${(value as { token: string }).token}`,
      orgId: '376723',
    };
    expect((await server.fetch(new Request(url, { headers }))).status).toBe(200);
    expect((await server.fetch(new Request(url))).status).toBe(401);
  });

  it('signs a payload for the console, and explains a wrong HASH', async () => {
    const payload = { requestType: 'GET', requestURL: 'https://a.example/' };
    const text = 'requestURL=https://a.example/&requestType=GET';
    const hash = createHmac('sha256', SECRET).update(text).digest('hex');
    expect(await post({ type: 'sign', payload })).toEqual({ ok: true, value: { text, hash } });
    const { value } = await post({ type: 'explain', payload, hash: hash.toUpperCase() });
    expect(value).toMatchObject({ matches: false, causes: [expect.stringMatching(/lower/i)] });
  });

  it('fires a callback whose HASH is over its raw body', async () => {
    const { value } = await post({ type: 'fire', event: 'onInstall', user: '1' });
    const [sent] = delivered;
    const hash = createHmac('sha256', SECRET)
      .update(sent?.body ?? '')
      .digest('hex');
    expect(value).toMatchObject({ status: 200, answer: 'thank you', hash, body: sent?.body });
    expect(sent?.headers).toContainEqual(['HASH', hash]);
    expect((await post({ type: 'fire', event: 'onUpdate', user: '1' })).error.message).toContain(
      'callbackListener',
    );
  });

  it('lists calls, and tells open pages of each and of each change', async () => {
    const events = await readEvents(
      (await server.fetch(call(token, {}, { url: `${PAGE}/__zfapps/events`, method: 'GET' }))).body,
    );
    await post({ type: 'mintContext', user: '1' });
    expect(await events.next('desk')).toEqual({ type: 'desk' });
    await invoke('0'.repeat(64), STORAGE);
    expect(await events.next('desk')).toEqual({ type: 'desk' });
    expect(await post({ type: 'calls' })).toMatchObject({
      value: { calls: [{ kind: 'invoke', status: 403, url: STORAGE.requestURL }] },
    });
  });

  it.each([
    [{ type: 'storage', from: -1, limit: 1 }, 'from'],
    [{ type: 'storage', from: 0, limit: 1001 }, 'limit'],
    [{ type: 'mintContext' }, 'user'],
    [{ type: 'mintContext', user: '1', ms: 366 * 86_400_000 + 1 }, 'expected at most 31622400000'],
    [{ type: 'mintContext', user: '1', ms: Number.MAX_SAFE_INTEGER }, 'expected at most 31622400000'],
    [{ type: 'fire', event: '', user: '1' }, 'event'],
    [{ type: 'nonsense' }, 'expected a command'],
  ])('refuses %j', async (command, word) => {
    expect((await post(command)).error.message).toContain(word);
  });

  it('is for the host page only, as Desk’s own routes are for whoever proves it', async () => {
    const strange = call(
      token,
      { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' },
      { url: ROUTE, body: '{"type":"calls"}' },
    );
    expect((await server.fetch(strange)).status).toBe(403);
    expect((await server.fetch(call('wrong', {}, { url: ROUTE, method: 'GET' }))).status).toBe(403);
    expect((await server.widgetFetch(new Request(`${WIDGET}/__zfapps/desk`))).status).toBe(404);
    const preflight = new Request(`${PAGE}/api/v1/invoke`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example' },
    });
    expect((await server.fetch(preflight)).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('Desk’s own routes', () => {
  it('take no call of another origin’s page, whatever it sends, and those of programs and of this page', async () => {
    const asked = (headers: Record<string, string>) =>
      server.fetch(
        asSent(
          `${PAGE}/api/v1/invoke`,
          { 'content-type': 'application/x-www-form-urlencoded', ...headers },
          {
            method: 'POST',
            body: 'requestURL=x',
          },
        ),
      );
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: WIDGET, 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ]) {
      const refused = await asked(headers);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ errorCode: 'FORBIDDEN' });
    }
    for (const headers of [{}, { origin: PAGE, 'sec-fetch-site': 'same-origin' }])
      expect((await asked(headers)).status).toBe(422);
  });

  it('refuse a body that is too long in Desk’s way', async () => {
    const { server: small } = serverUnderTest({ desk, callBytes: 100 });
    const answer = await small.fetch(
      new Request(`${PAGE}/api/v1/extensionLogs`, { method: 'POST', body: 'x'.repeat(200) }),
    );
    expect(answer.status).toBe(413);
    expect(await answer.json()).toEqual({
      errorCode: 'UNPROCESSABLE_ENTITY',
      message: expect.stringContaining('over 100 bytes'),
    });
  });
});

describe('a server without a Desk extension', () => {
  it('says why, on the page and to callers of Desk’s routes', async () => {
    const { server: other } = serverUnderTest({ desk: { off: 'No secret here.' } });
    const { token: own } = await bootOf(other);
    const shown = await other.fetch(call(own, {}, { url: ROUTE, method: 'GET' }));
    expect(await shown.json()).toEqual({ on: false, reason: 'No secret here.', isExtension: false });
    const asked = await other.fetch(new Request(`${PAGE}/api/v1/invoke`, { method: 'POST', body: '' }));
    expect(asked.status).toBe(404);
    expect(await asked.json()).toMatchObject({
      errorCode: 'URL_NOT_FOUND',
      message: expect.stringContaining('No secret here.'),
    });
    expect((await other.fetch(call(own, {}, { url: ROUTE, body: '{"type":"calls"}' }))).status).toBe(404);
  });
});

describe('the manifest, as the widget’s page may ask for it', () => {
  it('does not hold the secret', async () => {
    const manifest = JSON.stringify({ secret: SECRET, service: 'DESK', config: [{ name: 'a' }] });
    const { server: other } = serverUnderTest({ files: memoryFiles({ '/plugin-manifest.json': manifest }) });
    const text = await (await other.widgetFetch(new Request(`${WIDGET}/plugin-manifest.json`))).text();
    expect(text).not.toContain(SECRET);
    expect(JSON.parse(text)).toEqual({ secret: '****', service: 'DESK', config: [{ name: 'a' }] });
  });

  it('is byte for byte the file where there is none', async () => {
    const manifest = '{ "service":"FINANCE" }\n';
    const { server: other } = serverUnderTest({ files: memoryFiles({ '/plugin-manifest.json': manifest }) });
    expect(await (await other.widgetFetch(new Request(`${WIDGET}/plugin-manifest.json`))).text()).toBe(
      manifest,
    );
  });
});
