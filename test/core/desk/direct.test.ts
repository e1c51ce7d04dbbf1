import { describe, expect, it } from 'vitest';
import { deskKit, INSTALLATION, json, ORG, USER } from './support.js';
import { callDirect } from './support-calls.js';
import type { DeskKit } from './support.js';

const STORAGE = `/api/v1/installedExtensions/${INSTALLATION}/storage`;
const HOUR_MS = 3_600_000;

const tokenFor = async (kit: DeskKit, ...scopes: string[]) =>
  (
    await kit.desk.tokens.mint(
      USER,
      scopes.map((scope) => `Desk.extensions.${scope}`),
      HOUR_MS,
    )
  ).text;

describe('RequestHeaders: orgId, Authorization: a call without invoke', () => {
  it.each([
    [`/api/v1/installedExtensions/${INSTALLATION}/storage`],
    [`/api/v1/installations/${INSTALLATION}/storage`],
  ])('%s works with a token of the right scope', async (path) => {
    const kit = deskKit();
    const token = await tokenFor(kit, 'READ', 'CREATE');
    const record = { key: 'a', value: { b: 1 } };
    expect(await callDirect(kit, 'POST', path, { token, orgId: ORG, body: record })).toMatchObject({
      status: 200,
      body: record,
    });
    const { status, body, headers } = await callDirect(kit, 'GET', `${path}?key=a`, { token, orgId: ORG });
    expect([status, body]).toEqual([200, { data: [record] }]);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it.each(['Zoho-oauthtoken', 'Bearer', 'zoho-oauthtoken'])('the scheme may be %s', async (scheme) => {
    const kit = deskKit();
    const authorization = `${scheme} ${await tokenFor(kit, 'READ')}`;
    expect((await callDirect(kit, 'GET', STORAGE, { authorization })).status).toBe(200);
  });

  it('a deletion answers 200 with an empty body', async () => {
    const kit = deskKit();
    const answered = await callDirect(kit, 'DELETE', `${STORAGE}?key=a`, {
      token: await tokenFor(kit, 'DELETE'),
    });
    expect([answered.status, answered.text]).toEqual([200, '']);
  });

  it('adds a log, and reads the permissions of the user of the token', async () => {
    const kit = deskKit({ resources: { permissions: [{ apiName: 'solve' }] } });
    const token = await tokenFor(kit, 'ALL');
    await kit.desk.portal.setPermission(USER, 'solve', true);
    expect(
      (await callDirect(kit, 'POST', '/api/v1/extensionLogs', { token, body: { title: 't' } })).status,
    ).toBe(200);
    const path = `/api/v1/installedExtensions/${INSTALLATION}/myCustomPermissions`;
    expect((await callDirect(kit, 'GET', path, { token })).body).toEqual({
      data: [{ apiName: 'solve', isEnabled: true }],
    });
  });

  it('is told to calls(), without the token', async () => {
    const kit = deskKit();
    const token = await tokenFor(kit, 'READ');
    await callDirect(kit, 'GET', `${STORAGE}?key=a`, { token });
    expect(kit.desk.calls()).toMatchObject([
      { kind: 'direct', method: 'GET', url: STORAGE, status: 200, user: USER },
    ]);
    expect(JSON.stringify(kit.desk.calls())).not.toContain(token);
  });
});

describe('OAuth Scope', () => {
  it.each([
    ['GET', 'READ', `${STORAGE}?key=a`, undefined],
    ['POST', 'CREATE', STORAGE, { key: 'a', value: {} }],
    ['DELETE', 'DELETE', `${STORAGE}?key=a`, undefined],
    ['GET', 'READ', STORAGE.replace('storage', 'configParams'), undefined],
    ['POST', 'CREATE', STORAGE.replace('storage', 'configParams'), { variables: [{ name: 'p', value: '' }] }],
    ['GET', 'READ', STORAGE.replace('storage', 'myCustomPermissions'), undefined],
    ['POST', 'CREATE', '/api/v1/extensionLogs', { title: 't' }],
  ])('%s needs Desk.extensions.%s or ALL at %s', async (method, scope, path, body) => {
    const kit = deskKit({ configParams: [{ name: 'p' }] });
    const call = async (...scopes: string[]) =>
      callDirect(kit, method, path, {
        token: await tokenFor(kit, ...scopes),
        ...(body === undefined ? {} : { body }),
      });
    const others = ['READ', 'CREATE', 'UPDATE', 'DELETE'].filter((one) => one !== scope);
    const refused = await call(...others);
    expect(refused).toMatchObject({
      status: 403,
      body: { errorCode: 'SCOPE_MISMATCH', message: expect.stringContaining(`Desk.extensions.${scope}`) },
    });
    for (const right of [scope, 'ALL']) expect((await call(right)).status).toBe(200);
  });

  it('without any scope is 403', async () => {
    const kit = deskKit();
    expect((await callDirect(kit, 'GET', STORAGE, { token: await tokenFor(kit) })).status).toBe(403);
  });
});

describe('Errors: INVALID_OAUTH 401', () => {
  it.each([
    ['no header', {}],
    ['an empty header', { authorization: '' }],
    ['another scheme', { authorization: 'Basic dTpw' }],
    ['no token', { authorization: 'Zoho-oauthtoken' }],
    ['an unknown token', { token: '1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef' }],
    ['SQL', { token: "'OR'1'='1" }],
    ['a prototype', { token: '__proto__' }],
  ])('%s', async (_, call) => {
    expect(await callDirect(deskKit(), 'GET', STORAGE, call)).toMatchObject({
      status: 401,
      body: { errorCode: 'INVALID_OAUTH' },
    });
  });

  it('an expired token, from its last millisecond on', async () => {
    const kit = deskKit();
    const token = await tokenFor(kit, 'READ');
    kit.clock.now += HOUR_MS - 1;
    expect((await callDirect(kit, 'GET', STORAGE, { token })).status).toBe(200);
    kit.clock.now += 1;
    expect(await callDirect(kit, 'GET', STORAGE, { token })).toMatchObject({
      status: 401,
      body: { errorCode: 'INVALID_OAUTH', message: expect.stringContaining('expired') },
    });
  });

  it('a revoked token, at once', async () => {
    const kit = deskKit();
    const { text: token, id } = await kit.desk.tokens.mint(USER, ['Desk.extensions.READ'], HOUR_MS);
    await kit.desk.tokens.end(id, 'revoked');
    expect(await callDirect(kit, 'GET', STORAGE, { token })).toMatchObject({
      status: 401,
      body: { errorCode: 'INVALID_OAUTH', message: expect.stringContaining('revoked') },
    });
  });

  it('a security context is no token, and a token no security context', async () => {
    const kit = deskKit();
    expect((await callDirect(kit, 'GET', STORAGE, { token: await kit.contextOf() })).status).toBe(401);
    expect(await kit.desk.contexts.find(await tokenFor(kit, 'READ'))).toBeUndefined();
  });

  it('a token of another installation', async () => {
    const token = await tokenFor(deskKit({ installationId: '5' }), 'ALL');
    expect((await callDirect(deskKit(), 'GET', STORAGE, { token })).status).toBe(401);
  });
});

describe('Errors: the other statuses', () => {
  it.each([
    ['OAUTH_ORG_MISMATCH', 403, 'GET', STORAGE, '999'],
    ['FORBIDDEN', 403, 'GET', '/api/v1/installedExtensions/5/storage', ORG],
    ['FORBIDDEN', 403, 'GET', '/api/v1/installedExtensions/{{installationId}}/storage', ORG],
    ['URL_NOT_FOUND', 404, 'GET', `/api/v1/installedExtensions/${INSTALLATION}/nothing`, ORG],
    ['METHOD_NOT_ALLOWED', 405, 'PUT', STORAGE, ORG],
    ['METHOD_NOT_ALLOWED', 405, 'GET', '/api/v1/extensionLogs', ORG],
  ])('%s is %d: %s %s', async (errorCode, status, method, path, orgId) => {
    const kit = deskKit();
    const token = await tokenFor(kit, 'ALL');
    const body = method === 'PUT' ? { body: {} } : {};
    expect(await callDirect(kit, method, path, { token, orgId, ...body })).toMatchObject({
      status,
      body: { errorCode },
    });
  });

  it.each([
    '/',
    '/api/v1/tickets',
    '/api/v1/invoked',
    '/api/v2/invoke',
  ])('nothing else is at %s: 404, without a token', async (path) => {
    const kit = deskKit({ upstream: () => json({}) });
    expect(await callDirect(kit, 'GET', path)).toMatchObject({
      status: 404,
      body: { errorCode: 'URL_NOT_FOUND' },
    });
    expect(kit.sent).toEqual([]);
  });

  it('over the rate is 429 with Retry-After', async () => {
    const kit = deskKit({ parity: { rates: 'on' } });
    const token = await tokenFor(kit, 'READ');
    for (let count = 0; count < 120; count++) await callDirect(kit, 'GET', STORAGE, { token });
    const { status, body, headers } = await callDirect(kit, 'GET', STORAGE, { token });
    expect([status, body]).toEqual([429, expect.objectContaining({ errorCode: 'THRESHOLD_EXCEEDED' })]);
    expect(headers.get('retry-after')).toBe('60');
  });
});
