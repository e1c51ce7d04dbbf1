import { describe, expect, it } from 'vitest';
import { deskKit, ORG, SECRET } from './support.js';
import { callInvoke, hashOf } from './support-calls.js';
import type { Fields } from './support-calls.js';

const URL_OF = 'https://api.google.com/test';
const GET: Fields = { requestURL: URL_OF, requestType: 'GET' };

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

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
