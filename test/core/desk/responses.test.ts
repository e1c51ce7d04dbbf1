import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import { answer, deskKit, json } from './support.js';
import { callInvoke, invoked } from './support-calls.js';
import type { KitOptions } from './support.js';
import type { UpstreamResponse } from '../../../src/core/backend/index.js';

const GET = { requestURL: 'https://api.example.com/items', requestType: 'GET' };
const THROUGH = { ...GET, connectionLinkName: 'items' };

/** What invoke answers to an upstream's answer. */
function through(upstream: UpstreamResponse, options: KitOptions = {}) {
  const connections = { items: { type: 'bearer' as const, token: 'tok-en', hosts: ['api.example.com'] } };
  return deskKit({ upstream: () => upstream, connections, ...options });
}

describe('#INVOKE_API_RESPONSE_OBJECT', () => {
  it('has statusCode, response and responseHeaders, and nothing else', async () => {
    const { status, body } = await callInvoke(through(json({ data: [] })), GET);
    expect(status).toBe(200);
    expect(body).toEqual({
      statusCode: 200,
      response: '{"data":[]}',
      responseHeaders: { 'Content-Type': 'application/json' },
    });
  });

  it('statusCode is an integer, or text as in the sample where that is chosen', async () => {
    const upstream = json({}, 201);
    expect((await callInvoke(through(upstream), GET)).body).toMatchObject({ statusCode: 201 });
    const asText = through(upstream, { parity: { statusCode: 'string' } });
    expect((await callInvoke(asText, GET)).body).toMatchObject({ statusCode: '201' });
  });

  it('responseHeaders is an object as in the sample, or text as in the table where that is chosen', async () => {
    const headers: [string, string][] = [
      ['Cache-Control', 'private,no-cache'],
      ['Set-Cookie', 'drecn=9e1f7200; Path=/; Secure'],
      ['Content-Type', 'application/json;charset=utf-8'],
    ];
    const upstream = answer('{}', 200, headers);
    const sample = Object.fromEntries(headers);
    expect((await invoked(through(upstream), GET)).responseHeaders).toEqual(sample);
    const asText = await invoked(through(upstream, { parity: { responseHeaders: 'text' } }), GET);
    expect(JSON.parse(asText.responseHeaders as unknown as string)).toEqual(sample);
  });

  it('a header that the upstream sent twice is joined', async () => {
    const upstream = answer('', 200, [
      ['Vary', 'Origin'],
      ['vary', 'Accept-Encoding'],
    ]);
    expect((await invoked(through(upstream), GET)).responseHeaders).toEqual({
      Vary: 'Origin, Accept-Encoding',
    });
  });

  it.each([
    [
      'JSON',
      answer('{ "id": 1892000000045028123 }', 200, [['Content-Type', 'application/json']]),
      '{ "id": 1892000000045028123 }',
    ],
    ['text', answer('grüezi', 200, [['Content-Type', 'text/plain;charset=utf-8']]), 'grüezi'],
    ['an empty body', answer('', 204), ''],
    // The bytes 89 50 4e 47 in base64 (RFC 4648): 100010 010101 000001 001110 010001 11(0000) → iVBORw==.
    [
      'binary, as base64',
      answer(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), 200, [['Content-Type', 'image/png']]),
      'iVBORw==',
    ],
  ])('response is a string: %s', async (_, upstream, text) => {
    expect((await invoked(through(upstream), GET)).response).toBe(text);
  });

  it.each([
    400, 401, 404, 500, 503,
  ])('answers 200 where the upstream answered %d, which is in statusCode', async (status) => {
    const upstream = json({ errorCode: 'X' }, status);
    expect((await callInvoke(through(upstream), GET)).status).toBe(200);
    expect(await invoked(through(upstream), GET)).toMatchObject({
      statusCode: status,
      response: '{"errorCode":"X"}',
    });
  });

  it("the upstream's redirect is followed, and its end is the answer", async () => {
    const kit = deskKit({
      upstream: ({ url }) =>
        url.endsWith('/items') ? answer('', 302, [['Location', '/there']]) : json({ at: url }),
    });
    expect(await invoked(kit, GET)).toMatchObject({
      statusCode: 200,
      response: '{"at":"https://api.example.com/there"}',
    });
  });
});

describe('Response: what a call through a connection answers', () => {
  it.each<[string, UpstreamResponse, unknown]>([
    ['an object is an object', json({ a: { b: [1] } }), { a: { b: [1] } }],
    ['an empty object is an object', json({}), {}],
    ['an array is a string', json([{ a: 1 }]), '[{"a":1}]'],
    ['text is a string', answer('hello', 200, [['Content-Type', 'text/plain']]), 'hello'],
    ['a number is a string', json(5), '5'],
    ['null is a string', json(null), 'null'],
    ['an empty body is an empty string', answer('', 204), ''],
    ['binary is base64', answer(Uint8Array.of(0, 255), 200, [['Content-Type', 'image/png']]), 'AP8='],
    ['an error of the upstream is there too', json({ message: 'no' }, 500), { message: 'no' }],
  ])('statusMessage and status: %s', async (_, upstream, statusMessage) => {
    const { statusCode, response } = await invoked(through(upstream), THROUGH);
    expect(statusCode).toBe(upstream.status);
    expect(JSON.parse(response)).toEqual({ statusMessage, status: 'true' });
  });

  it('keeps the digits of long numbers, which ids are', async () => {
    const upstream = answer('{"id":1892000000045028123}', 200, [['Content-Type', 'application/json']]);
    const { response } = await invoked(through(upstream), THROUGH);
    expect(response).toContain('"id":1892000000045028123');
    expect(JSON.parse(response)).toMatchObject({ status: 'true', statusMessage: { id: expect.any(Number) } });
  });

  it('is the body as it is where that is chosen', async () => {
    const kit = through(json({ a: 1 }), { parity: { connectionEnvelope: 'plain' } });
    expect((await invoked(kit, THROUGH)).response).toBe('{"a":1}');
  });

  it.each([
    GET,
    { ...GET, connectionLinkName: '' },
  ])('is the body as it is without a connection', async (fields) => {
    expect((await invoked(through(json({ a: 1 })), fields)).response).toBe('{"a":1}');
  });
});

describe('Response: what went wrong on the way', () => {
  it.each([
    ['network_error', 502],
    ['connection_refused', 502],
    ['name_not_found', 502],
    ['timeout_connect', 504],
    ['timeout_response', 504],
    ['timeout_body', 504],
  ] as const)('%s is 200 with the statusCode %d, and says why', async (code, statusCode) => {
    const kit = deskKit({
      upstream: () => {
        throw new ZfappsError(code, 'The way was closed.');
      },
    });
    const answered = await callInvoke(kit, GET);
    expect(answered.status).toBe(200);
    const { response, ...rest } = await invoked(kit, GET);
    expect(rest.statusCode).toBe(statusCode);
    expect(JSON.parse(response)).toEqual({ errorCode: code, message: 'The way was closed.' });
    expect(kit.desk.calls()[0]).toMatchObject({
      status: 200,
      upstreamStatus: statusCode,
      problem: 'The way was closed.',
    });
  });

  it.each([
    'http://10.0.0.1/',
    'https://localhost/',
  ])('a redirect to %s, which is refused, is so too: something was sent', async (location) => {
    const kit = through(answer('', 307, [['Location', location]]));
    const { statusCode, response } = await invoked(kit, { ...GET, requestType: 'POST', postBody: '{}' });
    expect(statusCode).toBe(502);
    expect(JSON.parse(response)).toMatchObject({ errorCode: 'destination_refused' });
    expect(kit.sent.map(({ url }) => url)).toEqual([GET.requestURL]);
  });
});
