import { describe, expect, it } from 'vitest';
import { answer, callInvoke, deskKit, hashOf, invoked, json, ORG, SECRET, USER } from './support.js';
import type { Fields } from './support.js';

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

describe('Transport', () => {
  it('is form data: + and %20 are both a space, in the hashed text too', async () => {
    const kit = deskKit();
    const postBody = 'two words here';
    const fields = { requestURL: URL_OF, requestType: 'POST', postBody };
    const body = `requestURL=${encodeURIComponent(URL_OF)}&requestType=POST&postBody=two+words%20here`;
    const { status } = await callInvoke(kit, fields, { body });
    expect(status).toBe(200);
    expect(textOf(kit.sent[0]?.body)).toBe(postBody);
  });

  it('securityContext may stand in the form instead of the query', async () => {
    const kit = deskKit();
    const securityContext = await kit.contextOf();
    const { status } = await callInvoke(kit, GET, { context: null, form: { securityContext } });
    expect(status).toBe(200);
  });

  it('securityContext in both places, with different values, is refused', async () => {
    const kit = deskKit();
    const securityContext = await kit.contextOf();
    const { status, body } = await callInvoke(kit, GET, { form: { securityContext } });
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ fieldName: '/securityContext' }] });
  });

  it('securityContext and orgId are not hashed', async () => {
    // hashOf knows six fields, and neither of these.
    const kit = deskKit();
    const securityContext = await kit.contextOf();
    const form = { securityContext, orgId: ORG };
    expect((await callInvoke(kit, GET, { context: null, orgId: null, form })).status).toBe(200);
  });

  it.each([
    'query',
    'form',
  ] as const)('connectionLinkName may stand in the %s, and is hashed', async (place) => {
    const kit = deskKit({ connections: { g: { type: 'bearer', token: 'tok', hosts: ['api.google.com'] } } });
    const named = { ...GET, connectionLinkName: 'g' };
    const right =
      place === 'form'
        ? callInvoke(kit, named)
        : callInvoke(kit, GET, { query: { connectionLinkName: 'g' } });
    expect((await right).status).toBe(200);
    expect(kit.sent[0]?.headers).toEqual([['Authorization', 'Bearer tok']]);
    const unhashed = {
      hash: hashOf(GET),
      ...(place === 'query' ? { query: { connectionLinkName: 'g' } } : {}),
    };
    expect((await callInvoke(kit, place === 'form' ? named : GET, unhashed)).status).toBe(401);
  });

  it('connectionLinkName in both places, with different values, is refused', async () => {
    const kit = deskKit();
    const beside = { query: { connectionLinkName: 'other' } };
    const { status, body } = await callInvoke(kit, { ...GET, connectionLinkName: 'one' }, beside);
    expect(status).toBe(422);
    expect(body).toMatchObject({ errors: [{ fieldName: '/connectionLinkName' }] });
  });

  it('a field that is repeated is refused, whatever the HASH is over', async () => {
    const kit = deskKit();
    const body = `${new URLSearchParams(GET)}&requestURL=${encodeURIComponent('https://evil.example/')}`;
    for (const requestURL of [URL_OF, 'https://evil.example/']) {
      const answered = await callInvoke(kit, { ...GET, requestURL }, { body });
      expect(answered.status).toBe(422);
      expect(answered.body).toMatchObject({ errors: [{ fieldName: '/requestURL', errorType: 'duplicate' }] });
    }
    expect(kit.sent).toEqual([]);
  });

  it.each([
    ['application/json'],
    ['multipart/form-data; boundary=x'],
    ['text/plain'],
  ])('a body of type %s is 422', async (contentType) => {
    expect((await callInvoke(deskKit(), GET, { contentType })).status).toBe(422);
  });

  it('a method other than POST is 405', async () => {
    const response = await deskKit().desk.fetch(new Request('https://desk.zoho.com/api/v1/invoke'));
    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ errorCode: 'METHOD_NOT_ALLOWED' });
  });

  it.each([
    'https://desk.zoho.eu',
    'http://127.0.0.1:9000',
  ])('is answered at the origin %s', async (origin) => {
    const kit = deskKit();
    const query = new URLSearchParams({ orgId: ORG, securityContext: await kit.contextOf() });
    const response = await kit.desk.fetch(
      new Request(`${origin}/api/v1/invoke?${query}`, {
        method: 'POST',
        headers: { HASH: hashOf(GET) },
        body: new URLSearchParams(GET),
      }),
    );
    expect(response.status).toBe(200);
  });

  it('answers with JSON', async () => {
    const { headers } = await callInvoke(deskKit(), GET);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});

describe('HASH', () => {
  const refused: [string, string | null, RegExp][] = [
    ['missing', null, /missing/],
    ['malformed', 'abc', /malformed/],
    ['in upper case', hashOf(GET).toUpperCase(), /malformed/],
    ['with another secret', hashOf(GET, 'another'), /does not match/],
    ['over another payload', hashOf({ ...GET, requestType: 'POST' }), /does not match/],
  ];
  it.each(refused)('%s: 401 UNAUTHORIZED, and nothing is sent', async (_, hash, message) => {
    const kit = deskKit();
    const { status, body, text } = await callInvoke(kit, GET, { hash });
    expect(status).toBe(401);
    expect(body).toMatchObject({ errorCode: 'UNAUTHORIZED', message: expect.stringMatching(message) });
    // A caller who cannot prove it learns neither the secret nor the right hash.
    for (const secret of [SECRET, hashOf(GET)]) expect(text).not.toContain(secret);
    expect(kit.sent).toEqual([]);
  });

  it('is over placeholders as they are written', async () => {
    const kit = deskKit({ configParams: [{ name: 'region', default: 'eu' }] });
    const fields = { requestURL: 'https://api.example.com/{{region}}', requestType: 'GET' };
    expect((await callInvoke(kit, fields)).status).toBe(200);
    const filled = { ...fields, requestURL: 'https://api.example.com/eu' };
    expect((await callInvoke(kit, fields, { hash: hashOf(filled) })).status).toBe(401);
  });

  it('without the fields that were sent empty is right, unless strict', async () => {
    const fields = { ...GET, queryParams: '', postBody: '', headers: '' };
    const hash = hashOf(GET);
    expect((await callInvoke(deskKit(), fields, { hash })).status).toBe(200);
    expect((await callInvoke(deskKit({ parity: { hash: 'strict' } }), fields, { hash })).status).toBe(401);
    expect((await callInvoke(deskKit({ parity: { hash: 'strict' } }), fields)).status).toBe(200);
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
