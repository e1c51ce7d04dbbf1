import { describe, expect, it } from 'vitest';
import { custom, standInConnection } from '../../../src/core/connections/index.js';
import { deskKit, json } from './support.js';
import { callInvoke, callOwn, invoked } from './support-calls.js';

const GET = { requestURL: 'https://api.google.com/test', requestType: 'GET' };
const bearer = { type: 'bearer' as const, token: 's3cret-token', hosts: ['api.google.com'] };
const oauth = (scopes: string[], hosts: string[]) => ({
  type: 'oauth2' as const,
  clientId: 'id',
  clientSecret: 'secret',
  authorizeUrl: 'https://accounts.example.com/authorize',
  tokenUrl: 'https://accounts.example.com/token',
  scopes,
  hosts,
});

describe('Specifying Authentication Details: connectionLinkName', () => {
  it('applies the authorization of the connection', async () => {
    const kit = deskKit({ connections: { googleConnection: bearer } });
    const { response } = await invoked(kit, { ...GET, connectionLinkName: 'googleConnection' });
    expect(kit.sent[0]?.headers).toEqual([['Authorization', 'Bearer s3cret-token']]);
    expect(response).not.toContain('s3cret-token');
    expect(kit.desk.calls()[0]).toMatchObject({ connection: 'googleConnection' });
  });

  it('an empty one is none', async () => {
    const kit = deskKit({ connections: { googleConnection: bearer } });
    await invoked(kit, { ...GET, connectionLinkName: '' });
    expect(kit.sent[0]?.headers).toEqual([]);
  });

  it("a connection of level user takes that of the context's user", async () => {
    const asked: unknown[] = [];
    const mine = custom({
      hosts: ['api.google.com'],
      level: 'user',
      resolve: async (linkName, user) => {
        asked.push([linkName, user]);
        return { headers: { Authorization: `Bearer of-${user}` }, params: {} };
      },
    });
    const kit = deskKit({ connections: { mine } });
    for (const user of ['ann', 'bob']) await invoked(kit, { ...GET, connectionLinkName: 'mine' }, { user });
    expect(asked).toEqual([
      ['mine', 'ann'],
      ['mine', 'bob'],
    ]);
    expect(kit.sent.map(({ headers }) => headers)).toEqual([
      [['Authorization', 'Bearer of-ann']],
      [['Authorization', 'Bearer of-bob']],
    ]);
  });

  it('a stand-in takes its place offline', async () => {
    const kit = deskKit({ standIn: standInConnection });
    await invoked(kit, { ...GET, connectionLinkName: 'googleConnection' });
    expect(kit.sent[0]?.headers).toEqual([['Authorization', 'Bearer stand-in-for-googleConnection']]);
  });
});

describe('Errors: what the caller has to mend is 422 UNPROCESSABLE_ENTITY, and nothing is sent', () => {
  it.each([
    [
      'an unknown connection',
      { ...GET, connectionLinkName: 'nobody' },
      '/connectionLinkName',
      'connection_not_found',
    ],
    [
      'a host that the connection does not list',
      { ...GET, requestURL: 'https://evil.example/', connectionLinkName: 'g' },
      '/connectionLinkName',
      'host_not_allowed',
    ],
    [
      'a credential over http',
      { ...GET, requestURL: 'http://api.google.com/', connectionLinkName: 'g' },
      '/connectionLinkName',
      'insecure_credential',
    ],
    [
      'a connection that is off',
      { ...GET, connectionLinkName: 'off' },
      '/connectionLinkName',
      'connection_off',
    ],
    ['a private address', { ...GET, requestURL: 'http://10.0.0.1/' }, '/requestURL', 'destination_refused'],
    ['this machine', { ...GET, requestURL: 'http://localhost:8080/' }, '/requestURL', 'destination_refused'],
    [
      'the metadata of a cloud',
      { ...GET, requestURL: 'http://169.254.169.254/' },
      '/requestURL',
      'destination_refused',
    ],
  ])('%s', async (_, fields, fieldName, errorMessage) => {
    const kit = deskKit({ connections: { g: bearer, off: { off: 'Set TOKEN.' } } });
    const { status, body, text } = await callInvoke(kit, fields as Record<string, string>);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      errorCode: 'UNPROCESSABLE_ENTITY',
      errors: [{ fieldName, errorType: 'invalid', errorMessage }],
    });
    expect(text).not.toContain('s3cret');
    expect(kit.sent).toEqual([]);
  });

  it('a placeholder in the host does not lead a credential to a host that the connection does not list', async () => {
    const kit = deskKit({
      connections: { g: { ...bearer, hosts: ['eu.example.com'] } },
      configParams: [{ name: 'region', default: 'eu' }],
    });
    const fields = {
      requestURL: 'https://{{region}}.example.com/',
      requestType: 'GET',
      connectionLinkName: 'g',
    };
    expect((await callInvoke(kit, fields)).status).toBe(200);
    kit.sent.length = 0;
    await kit.desk.portal.setParam('region', 'evil');
    const { status, body } = await callInvoke(kit, fields);
    expect([status, body]).toEqual([422, expect.objectContaining({ errorCode: 'UNPROCESSABLE_ENTITY' })]);
    for (const value of ['evil.example/', 'evil@', 'eu.evil', '127', '..'])
      await kit.desk.portal.setParam('region', value).then(async () => {
        expect((await callInvoke(kit, fields)).status).toBe(422);
      });
    expect(kit.sent).toEqual([]);
  });
});

describe('OAuth Scope: what a connection was granted is checked at the own data', () => {
  const hosts = ['desk.zoho.com'];
  const OPERATIONS: [string, string, string, object][] = [
    ['GET', 'storage', 'Desk.extensions.READ', {}],
    ['POST', 'storage', 'Desk.extensions.CREATE', { postBody: { key: 'a', value: {} } }],
    ['DELETE', 'storage', 'Desk.extensions.DELETE', { queryParams: { key: 'a' } }],
    ['GET', 'configParams', 'Desk.extensions.READ', {}],
    [
      'POST',
      'configParams',
      'Desk.extensions.CREATE',
      { postBody: { variables: [{ name: 'p', value: 'v' }] } },
    ],
    ['GET', 'myCustomPermissions', 'Desk.extensions.READ', {}],
    ['POST', '', 'Desk.extensions.CREATE', { requestURL: 'api/v1/extensionLogs', postBody: { title: 't' } }],
  ];

  it.each(OPERATIONS)('%s %s needs %s, of a stand-in too', async (method, resource, scope, call) => {
    const all = ['Desk.extensions.READ', 'Desk.extensions.CREATE', 'Desk.extensions.DELETE'];
    const kit = deskKit({
      standIn: standInConnection,
      connections: {
        right: oauth([scope], hosts),
        wrong: oauth(
          all.filter((one) => one !== scope),
          hosts,
        ),
      },
      configParams: [{ name: 'p' }],
    });
    const through = (connectionLinkName: string) =>
      callOwn(kit, method, resource, { ...call, connectionLinkName });
    expect((await through('right')).status).toBe(200);
    expect(await through('wrong')).toMatchObject({
      status: 403,
      body: { statusMessage: { errorCode: 'SCOPE_MISMATCH', message: expect.stringContaining(scope) } },
    });
    expect(kit.sent).toEqual([]);
  });

  it('a static connection has no scopes, and none are asked for without a connection', async () => {
    const kit = deskKit({ connections: { static: { ...bearer, hosts } } });
    expect((await callOwn(kit, 'GET', 'storage', { connectionLinkName: 'static' })).status).toBe(200);
    expect((await callOwn(kit, 'GET', 'storage')).status).toBe(200);
  });

  it('a connection whose hosts do not list Desk is refused there, too', async () => {
    const kit = deskKit({ connections: { g: bearer } });
    const fields = {
      requestURL: 'https://desk.zoho.com/api/v1/extensionLogs',
      requestType: 'POST',
      connectionLinkName: 'g',
    };
    expect((await callInvoke(kit, fields)).status).toBe(422);
  });

  it('what the own data answers through a connection is in the envelope', async () => {
    const kit = deskKit({ connections: { static: { ...bearer, hosts } }, upstream: () => json({}) });
    expect((await callOwn(kit, 'GET', 'storage', { connectionLinkName: 'static' })).body).toEqual({
      statusMessage: { data: [] },
      status: 'true',
    });
  });
});
