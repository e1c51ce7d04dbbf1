import { describe, expect, it } from 'vitest';
import { answer, deskKit, json, SECRET, USER } from './support.js';
import { callInvoke, hashOf, invoked } from './support-calls.js';
import type { Fields } from './support-calls.js';

const URL_OF = 'https://api.google.com/test';
const GET: Fields = { requestURL: URL_OF, requestType: 'GET' };

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

describe('Using Desk Invoke API: it is a proxy', () => {
  it('can access an External Service', async () => {
    const kit = deskKit({ upstream: () => json({ hello: 'there' }) });
    const { statusCode, response } = await invoked(kit, GET);
    expect([statusCode, response]).toEqual([200, '{"hello":"there"}']);
    expect(kit.sent).toEqual([{ method: 'GET', url: URL_OF, headers: [] }]);
  });

  it("can access Desk's own APIs", async () => {
    const kit = deskKit({ upstream: () => json({ data: [] }) });
    await invoked(kit, { requestURL: 'https://desk.zoho.com/api/v1/tickets?limit=1', requestType: 'GET' });
    expect(kit.sent.map(({ url }) => url)).toEqual(['https://desk.zoho.com/api/v1/tickets?limit=1']);
  });

  it('needs no header Authorization, and sends none of its own on', async () => {
    const kit = deskKit();
    await invoked(kit, GET);
    expect(kit.sent[0]?.headers.map(([name]) => name.toLowerCase())).not.toContain('authorization');
  });

  it('takes the sample of the HASH generation', async () => {
    // "Sample of Invoke API HASH Generation": the text to hash stands in the document.
    const sample = {
      requestURL: URL_OF,
      requestType: 'POST',
      queryParams: '{}',
      postBody: '{}',
      headers: '{"orgId":376723}',
      connectionLinkName: 'myConnectionLinkName',
    };
    const kit = deskKit({
      connections: { myConnectionLinkName: { type: 'bearer', token: 'tok', hosts: ['api.google.com'] } },
    });
    const { statusCode } = await invoked(kit, sample);
    expect(statusCode).toBe(200);
    expect(kit.sent[0]).toMatchObject({ method: 'POST', url: URL_OF });
    expect(kit.sent[0]?.headers).toEqual(
      expect.arrayContaining([
        ['orgId', '376723'],
        ['Authorization', 'Bearer tok'],
      ]),
    );
    expect(textOf(kit.sent[0]?.body)).toBe('{}');
  });

  it('tells each call to calls() and onCall, newest first, without the HASH, the context or the secret', async () => {
    const told: unknown[] = [];
    const kit = deskKit({ onCall: (call) => told.push(call) });
    const context = await kit.contextOf();
    await invoked(kit, GET, { context });
    await callInvoke(kit, GET, { hash: '0'.repeat(64) });
    expect(kit.desk.calls()).toMatchObject([
      { number: 2, kind: 'invoke', status: 401, problem: expect.stringContaining('HASH') },
      { number: 1, kind: 'invoke', status: 200, upstreamStatus: 200, method: 'GET', url: URL_OF, user: USER },
    ]);
    expect(kit.desk.calls()[0]).not.toHaveProperty('user');
    expect(told.toReversed()).toEqual(kit.desk.calls());
    const text = JSON.stringify(told);
    for (const secret of [context, SECRET, hashOf(GET)]) expect(text).not.toContain(secret);
  });
});

describe('#INVOKE_API_REQUEST_PAYLOAD', () => {
  it.each(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])('requestType %s is the method', async (requestType) => {
    const kit = deskKit();
    await invoked(kit, { requestURL: URL_OF, requestType });
    expect(kit.sent.map(({ method }) => method)).toEqual([requestType]);
  });

  it('another requestType is 422, naming the field', async () => {
    const kit = deskKit();
    const { status, body } = await callInvoke(kit, { requestURL: URL_OF, requestType: 'TRACE' });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      errorCode: 'INVALID_DATA',
      errors: [{ fieldName: '/requestType', errorType: 'invalid' }],
    });
    expect(kit.sent).toEqual([]);
  });

  it.each([
    ['requestURL', { requestType: 'GET' }],
    ['requestType', { requestURL: URL_OF }],
  ])('%s is required', async (name, fields) => {
    const { status, body } = await callInvoke(deskKit(), fields as Fields);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      errorCode: 'INVALID_DATA',
      errors: [{ fieldName: `/${name}`, errorType: 'missing' }],
    });
  });

  it('postBody is the body that is sent, as it is', async () => {
    const kit = deskKit();
    const postBody = '{ "subject": "Ünï + 100 %", "n": 1892000000045028123 }';
    await invoked(kit, { requestURL: URL_OF, requestType: 'POST', postBody });
    expect(textOf(kit.sent[0]?.body)).toBe(postBody);
  });

  it('headers are JSON text, and are sent', async () => {
    const kit = deskKit();
    await invoked(kit, { ...GET, headers: '{"orgId":376723,"X-Trace":"a b"}' });
    expect(kit.sent[0]?.headers).toEqual([
      ['orgId', '376723'],
      ['X-Trace', 'a b'],
    ]);
  });

  it('queryParams are JSON text, and are added to the query of requestURL', async () => {
    const kit = deskKit();
    await invoked(kit, {
      requestURL: `${URL_OF}?a=1`,
      requestType: 'GET',
      queryParams: '{"limit":10,"q":"x&y=z +%"}',
    });
    expect(kit.sent[0]?.url).toBe(`${URL_OF}?a=1&limit=10&q=x%26y%3Dz%20%2B%25`);
  });

  it.each([
    ['queryParams', 'limit=10'],
    ['queryParams', '["limit"]'],
    ['headers', 'X-A: 1'],
    ['headers', '"X-A"'],
  ])('%s that are %s, no JSON object, are 422, and nothing is sent', async (name, text) => {
    const kit = deskKit();
    const { status, body } = await callInvoke(kit, { ...GET, [name]: text });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errorCode: 'INVALID_DATA', errors: [{ fieldName: `/${name}` }] });
    expect(kit.sent).toEqual([]);
  });

  it('only securityContext, requestURL and requestType are required in practice', async () => {
    expect((await callInvoke(deskKit(), GET)).status).toBe(200);
  });
});

describe('what is sent: "postBody without a Content-Type is typed like raw"', () => {
  it.each([
    ['{"a":1}', 'application/json'],
    ['[1]', 'application/json'],
    ['a=1', 'text/plain;charset=UTF-8'],
    ['{not json', 'text/plain;charset=UTF-8'],
  ])('%s is %s', async (postBody, type) => {
    const kit = deskKit();
    await invoked(kit, { requestURL: URL_OF, requestType: 'POST', postBody });
    expect(kit.sent[0]?.headers).toEqual([['Content-Type', type]]);
  });

  it('a Content-Type of headers stays', async () => {
    const kit = deskKit();
    const headers = '{"content-type":"application/x-www-form-urlencoded"}';
    await invoked(kit, { requestURL: URL_OF, requestType: 'POST', postBody: 'a=1', headers });
    expect(kit.sent[0]?.headers).toEqual([['content-type', 'application/x-www-form-urlencoded']]);
  });

  it("a GET's postBody is hashed, and not sent", async () => {
    const kit = deskKit();
    const fields = { ...GET, postBody: '{}' };
    expect((await callInvoke(kit, fields)).status).toBe(200);
    expect(kit.sent[0]).not.toHaveProperty('body');
    expect((await callInvoke(kit, fields, { hash: hashOf(GET) })).status).toBe(401);
  });

  it('an empty postBody is none', async () => {
    const kit = deskKit();
    await invoked(kit, { requestURL: URL_OF, requestType: 'POST', postBody: '' });
    expect(kit.sent[0]).toEqual({ method: 'POST', url: URL_OF, headers: [] });
  });
});

describe('Specifying Placeholders, end to end', () => {
  it('each stands in each of its locations', async () => {
    const kit = deskKit({
      upstream: () => answer(''),
      configParams: [{ name: 'jiraAuthKey', default: 'k y' }],
      resources: { fields: [{ resourceName: 'field1', id: '77', apiName: 'cf_one' }] },
    });
    await invoked(kit, {
      requestURL: 'https://api.example.com/{{installationId}}/{{fields.field1.id}}',
      requestType: 'POST',
      queryParams: '{"key":"{{jiraAuthKey}}"}',
      headers: '{"X-Key":"{{jiraAuthKey}}"}',
      postBody: '"cf": {"{{fields.field1.apiName}}": "Testing"}',
    });
    expect(kit.sent[0]).toMatchObject({ url: 'https://api.example.com/112343231355/77?key=k%20y' });
    expect(kit.sent[0]?.headers).toContainEqual(['X-Key', 'k y']);
    expect(textOf(kit.sent[0]?.body)).toBe('"cf": {"cf_one": "Testing"}');
  });

  it('one without a value is 422 naming it, or stays where that is chosen', async () => {
    const fields = { ...GET, queryParams: '{"a":"{{nothing}}"}' };
    const { status, body } = await callInvoke(deskKit(), fields);
    expect(status).toBe(422);
    expect(body).toMatchObject({ message: expect.stringContaining('{{nothing}}') });
    const passing = deskKit({ parity: { placeholders: 'pass' } });
    await invoked(passing, fields);
    expect(passing.sent[0]?.url).toBe(`${URL_OF}?a=%7B%7Bnothing%7D%7D`);
  });
});
