import { describe, expect, it } from 'vitest';
import { answer, deskKit, INSTALLATION, json } from './support.js';
import { callOwn, invoked, OWN } from './support-calls.js';

/** The data centres of the vendor, with the host of Desk in each. */
const HOSTS = [
  ['com', 'desk.zoho.com'],
  ['eu', 'desk.zoho.eu'],
  ['in', 'desk.zoho.in'],
  ['com.au', 'desk.zoho.com.au'],
  ['com.cn', 'desk.zoho.com.cn'],
  ['jp', 'desk.zoho.jp'],
  ['ca', 'desk.zohocloud.ca'],
  ['sa', 'desk.zoho.sa'],
  ['ae', 'desk.zoho.ae'],
  ['uk', 'desk.zoho.uk'],
] as const;

/** A kit whose upstream would be recognised by its answer. */
const kitOf = (options = {}) => deskKit({ upstream: () => json({ from: 'upstream' }), ...options });

const EMPTY = { status: 200, body: { data: [] } };

describe("Extension Data Specific APIs: the extension's own data is answered here, in every data centre", () => {
  it.each(HOSTS)('%s: %s', async (dataCenter, host) => {
    const kit = kitOf({ dataCenter });
    for (const requestURL of [
      `https://${host}/api/v1/installedExtensions/{{installationId}}/storage`,
      `https://${host}/api/v1/installations/{{installationId}}/storage`,
      'api/v1/installedExtensions/{{installationId}}/storage',
      '/api/v1/installedExtensions/{{installationId}}/storage',
    ])
      expect(await callOwn(kit, 'GET', '', { requestURL })).toMatchObject(EMPTY);
    expect(kit.sent).toEqual([]);
  });

  it.each(HOSTS)('in %s a relative URL leads to %s', async (dataCenter, host) => {
    const kit = kitOf({ dataCenter });
    await invoked(kit, { requestURL: '/api/v1/tickets', requestType: 'GET' });
    expect(kit.sent[0]?.url).toBe(`https://${host}/api/v1/tickets`);
  });

  it.each(['storage', 'configParams', 'myCustomPermissions'])('%s', async (resource) => {
    const kit = kitOf();
    expect(await callOwn(kit, 'GET', resource)).toMatchObject(EMPTY);
    expect(kit.sent).toEqual([]);
  });
});

describe('odd spellings of it do not leave either', () => {
  it.each([
    'https://desk.zoho.com/api/v1/extensionLog%73;%',
    'https://desk.zoho.com/api/v1/extensionLogs%20',
  ])('%j, which takes no GET', async (requestURL) => {
    const kit = kitOf();
    expect(await callOwn(kit, 'GET', '', { requestURL })).toMatchObject({ status: 405 });
    expect(kit.sent).toEqual([]);
  });

  const path = `/api/v1/installedExtensions/${INSTALLATION}/storage`;
  it.each([
    `https://DESK.Zoho.COM${path}`,
    `https://desk.zoho.com:443${path}`,
    `https://desk.zoho.com:8443${path}`,
    `https://desk.zoho.com.${path}`,
    `http://desk.zoho.com${path}`,
    `https://user:pass@desk.zoho.com${path}`,
    `https://desk%2Ezoho%2Ecom${path}`,
    `https://desk。zoho。com${path}`,
    `https://desk.zoho.com/API/V1/INSTALLEDEXTENSIONS/${INSTALLATION}/storage`,
    `https://desk.zoho.com/api/v1/installed%45xtensions/${INSTALLATION}/storage`,
    `https://desk.zoho.com/%61pi/v%31/installedExtensions/${INSTALLATION}/storage`,
    `https://desk.zoho.com//api//v1//installedExtensions//${INSTALLATION}//storage/`,
    `https://desk.zoho.com/x/..${path}`,
    `https://desk.zoho.com/api/./v1/%2e/tickets/%2E%2e/installedExtensions/${INSTALLATION}/storage`,
    `https://desk.zoho.com\\api\\v1\\installedExtensions\\${INSTALLATION}\\storage`,
    `https://desk.zoho.com/api/v1/installedExtensions%2F${INSTALLATION}%2fstorage`,
    `https://desk.zoho.com/api%5Cv1%5CinstalledExtensions%5C${INSTALLATION}/storage`,
    `https://desk.zoho.com/api/v1/tickets%2F..%2FinstalledExtensions/${INSTALLATION}/storage`,
    `https://desk.zoho.com/api;a/v1;b=1/installedExtensions;c=/${INSTALLATION}/storage;d`,
    `https://desk.zoho.com/api/v1/installedExtension%73;x=%ff/${INSTALLATION}/storage`,
    `https://desk.zoho.com/api/v1/installedExtension%73%ff/../installedExtensions/${INSTALLATION}/storage`,
    `https://desk.zoho.com${path}?x=1#fragment`,
    ` \thttps://desk.zo\nho.com${path}`,
  ])('%j', async (requestURL) => {
    const kit = kitOf();
    // The data is seen, or the call is refused: it is not for an upstream to say.
    const reply = await callOwn(kit, 'GET', '', { requestURL }).catch((error: Error) => ({
      refused: error.message,
    }));
    if ('refused' in reply) expect(reply.refused).toMatch(/^Invoke answered 422: /);
    else expect(reply).toMatchObject(EMPTY);
    expect(kit.sent).toEqual([]);
  });

  it('with placeholders in the host and the path', async () => {
    const kit = kitOf({
      configParams: [
        { name: 'host', default: 'desk' },
        { name: 'path', default: 'installedExtensions' },
      ],
    });
    const requestURL = `https://{{host}}.zoho.com/api/v1/{{path}}/${INSTALLATION}/storage`;
    expect(await callOwn(kit, 'GET', '', { requestURL })).toMatchObject(EMPTY);
    expect(kit.sent).toEqual([]);
  });
});

describe('everything else of Desk, and of others, reaches the upstream', () => {
  it.each([
    'https://desk.zoho.com/api/v1/tickets',
    'https://desk.zoho.com/api/v1/organizationFields/5',
    'https://desk.zoho.com/api/v1/installedExtension/5/storage',
    'https://desk.zoho.com/api/v2/installedExtensions/5/storage',
    'https://desk.zoho.com/',
    `https://desk.zoho.com.evil.example/api/v1/installedExtensions/${INSTALLATION}/storage`,
    `https://notdesk.zoho.com/api/v1/installedExtensions/${INSTALLATION}/storage`,
    `https://example.com/api/v1/installedExtensions/${INSTALLATION}/storage`,
  ])('%s', async (requestURL) => {
    const kit = kitOf();
    const { response } = await invoked(kit, { requestURL, requestType: 'GET' });
    expect(response).toBe('{"from":"upstream"}');
    expect(kit.sent).toHaveLength(1);
  });
});

describe('an upstream that redirects to it', () => {
  const record = { key: 'a', value: { kept: true } };
  const targets = [
    `https://desk.zoho.com/api/v1/installedExtensions/${INSTALLATION}/storage?key=a`,
    `https://desk.zoho.eu//API/v1/installations%2F${INSTALLATION}/storage?key=a`,
    'https://desk.zoho.com/api/v1/extensionLogs',
  ];

  it.each([
    301, 302, 303, 307, 308,
  ])('by %d reaches no data: 401 INVALID_OAUTH, and nothing more is sent', async (status) => {
    for (const target of targets)
      for (const method of ['GET', 'POST', 'DELETE']) {
        const kit = kitOf({ upstream: () => answer('', status, [['Location', target]]) });
        await callOwn(kit, 'POST', 'storage', { postBody: record });
        const body =
          method === 'POST' ? { postBody: JSON.stringify({ key: 'a', title: 't', value: {} }) } : {};
        const { statusCode, response } = await invoked(kit, {
          requestURL: 'https://evil.example/',
          requestType: method,
          ...body,
        });
        expect(statusCode).toBe(401);
        expect(JSON.parse(response)).toMatchObject({ errorCode: 'INVALID_OAUTH' });
        expect(kit.sent.map(({ url }) => url)).toEqual(['https://evil.example/']);
        expect((await callOwn(kit, 'GET', 'storage')).body).toEqual({ data: [record] });
        expect(await kit.desk.portal.logs(0, 10)).toEqual([]);
      }
  });

  it('through a connection that lists Desk reaches none either', async () => {
    const kit = kitOf({
      upstream: () => answer('', 307, [['Location', targets[0] ?? '']]),
      connections: { g: { type: 'bearer', token: 't', hosts: ['api.example.com', 'desk.zoho.com'] } },
    });
    const fields = { requestURL: 'https://api.example.com/', requestType: 'DELETE', connectionLinkName: 'g' };
    expect((await invoked(kit, fields)).statusCode).toBe(401);
  });
});

describe('Errors of the own data', () => {
  it.each([
    ['GET', `${OWN}/nothing`, 404, 'URL_NOT_FOUND'],
    ['GET', `${OWN}/Storage`, 404, 'URL_NOT_FOUND'],
    ['GET', `${OWN}/storage/a`, 404, 'URL_NOT_FOUND'],
    ['GET', `${OWN}/constructor`, 404, 'URL_NOT_FOUND'],
    ['GET', `${OWN}/__proto__`, 404, 'URL_NOT_FOUND'],
    ['GET', OWN, 404, 'URL_NOT_FOUND'],
    ['POST', `${OWN}/extensionLogs`, 404, 'URL_NOT_FOUND'],
    ['POST', 'https://desk.zoho.com/api/v1/extensionLogs/5', 404, 'URL_NOT_FOUND'],
    ['PUT', `${OWN}/storage`, 405, 'METHOD_NOT_ALLOWED'],
    ['PATCH', `${OWN}/storage`, 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', `${OWN}/configParams`, 405, 'METHOD_NOT_ALLOWED'],
    ['GET', 'https://desk.zoho.com/api/v1/extensionLogs', 405, 'METHOD_NOT_ALLOWED'],
    ['GET', "https://desk.zoho.com/api/v1/installedExtensions/1'%20OR%20'1'='1/storage", 403, 'FORBIDDEN'],
    ['GET', 'https://desk.zoho.com/api/v1/installedExtensions/__proto__/storage', 403, 'FORBIDDEN'],
  ])('%s %s is %d %s', async (method, requestURL, status, errorCode) => {
    const kit = kitOf();
    expect(await callOwn(kit, method, '', { requestURL })).toMatchObject({ status, body: { errorCode } });
    expect(kit.sent).toEqual([]);
  });

  it('a header orgId of another organisation is 403 OAUTH_ORG_MISMATCH, the own and none are fine', async () => {
    const kit = kitOf();
    expect(await callOwn(kit, 'GET', 'storage', { headers: { orgId: 999 } })).toMatchObject({
      status: 403,
      body: { errorCode: 'OAUTH_ORG_MISMATCH' },
    });
    // The document's sample of headers: {"orgId":376723}.
    for (const headers of [{ orgId: 376723 }, {}])
      expect((await callOwn(kit, 'GET', 'storage', { headers })).status).toBe(200);
  });
});
