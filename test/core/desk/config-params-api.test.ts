import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import { callInvoke, callOwn, deskKit, invoked, json } from './support.js';
import type { DeskKit, OwnReply } from './support.js';
import type { DeskOptions } from '../../../src/core/desk/index.js';

/** The values of #CONFIG_PARAM_API_RESPONSE_OBJECT's sample. */
const SAMPLE = {
  name: 'variable1',
  default: 'default1',
  userDefined: true,
  options: ['op1', 'op2'],
  type: 'text' as const,
  mandatory: false,
};

type Declared = NonNullable<DeskOptions['configParams']>;

const configParams: Declared = [
  { name: 'configParam1' },
  { name: 'configParam3', default: 'three' },
  { name: 'token', secure: true },
];

const set = (kit: DeskKit, ...variables: unknown[]) =>
  callOwn(kit, 'POST', 'configParams', { postBody: { variables } });
const get = (kit: DeskKit) => callOwn(kit, 'GET', 'configParams');

async function valuesOf(kit: DeskKit): Promise<Record<string, string>> {
  const { data } = (await get(kit)).body as { data: { name: string; value: string }[] };
  return Object.fromEntries(data.map(({ name, value }) => [name, value]));
}

const isInvalid = (reply: OwnReply, ...errors: [fieldName: string, errorType: string][]) => {
  expect(reply.status).toBe(422);
  expect(reply.body).toMatchObject({
    errorCode: 'INVALID_DATA',
    errors: errors.map(([fieldName, errorType]) => ({ fieldName, errorType })),
  });
};

describe('#CONFIG_PARAM_API_RESPONSE_OBJECT', () => {
  it('has the members of the sample, and no others', async () => {
    const kit = deskKit({ configParams: [SAMPLE] });
    await set(kit, { name: 'variable1', value: 'testing' });
    expect((await get(kit)).body).toEqual({
      data: [
        {
          defaultValue: 'default1',
          userDefined: true,
          name: 'variable1',
          options: '[op1, op2]',
          secure: false,
          type: 'text',
          mandatory: false,
          value: 'testing',
          varId: expect.stringMatching(/^4\d{12}$/),
        },
      ],
    });
  });

  it('every declared param is there, in the order of the manifest, each with a varId of its own that stays', async () => {
    const [one, other] = [deskKit({ configParams }), deskKit({ configParams })];
    const { data } = (await get(one)).body as { data: { name: string; varId: string }[] };
    expect(data.map(({ name }) => name)).toEqual(['configParam1', 'configParam3', 'token']);
    expect(new Set(data.map(({ varId }) => varId)).size).toBe(3);
    expect((await get(other)).body).toEqual({ data });
  });

  it.each([
    'text',
    'number',
    'radio',
    'switch',
    'picklist',
    'multiselect',
    'checkbox',
  ] as const)('the type may be %s', async (type) => {
    const kit = deskKit({ configParams: [{ name: 'p', type }] });
    expect((await get(kit)).body).toMatchObject({ data: [{ type }] });
  });

  it('no more than 20 are declared, each name once', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `p${index}` }));
    expect(() => deskKit({ configParams: many(20) })).not.toThrow();
    expect(() => deskKit({ configParams: many(21) })).toThrow(/desk\.configParams.*20/);
    expect(() => deskKit({ configParams: [{ name: 'p' }, { name: 'p' }] })).toThrow(/desk\.configParams/);
  });
});

describe('#CONFIG_PARAM_API_REQUEST_OBJECT: add or update config params', () => {
  it('the sample sets both, and answers 200 with them as JSON', async () => {
    const kit = deskKit({ configParams });
    const variables = [
      { name: 'configParam1', value: 'value for the configparam 1' },
      { name: 'configParam3', value: 'value for the configparam 3' },
    ];
    const { status, body, headers } = await set(kit, ...variables);
    expect(status).toBe(200);
    expect(headers['Content-Type']).toMatch(/^application\/json/);
    const { data } = body as { data: { name: string; value: string }[] };
    expect(data.map(({ name, value }) => ({ name, value }))).toEqual(variables);
  });

  it('those that are not named stay, and a second value replaces the first', async () => {
    const kit = deskKit({ configParams });
    await set(kit, { name: 'configParam1', value: 'a' });
    await set(kit, { name: 'configParam3', value: 'b' });
    await set(kit, { name: 'configParam1', value: 'c' });
    expect(await valuesOf(kit)).toMatchObject({ configParam1: 'c', configParam3: 'b' });
  });

  it('a value that was set wins over a configured one, and that over the default', async () => {
    const kit = deskKit({ configParams, configValues: { configParam1: 'configured' } });
    expect(await valuesOf(kit)).toMatchObject({ configParam1: 'configured', configParam3: 'three' });
    await set(kit, { name: 'configParam1', value: 'set' }, { name: 'configParam3', value: '' });
    expect(await valuesOf(kit)).toMatchObject({ configParam1: 'set', configParam3: '' });
  });

  it('an unknown name is 422 naming it, and nothing is set', async () => {
    const kit = deskKit({ configParams });
    const reply = await set(kit, { name: 'configParam1', value: 'a' }, { name: 'configParam2', value: 'b' });
    isInvalid(reply, ['/variables/1/name', 'invalid']);
    expect(reply.text).toContain('configParam2');
    expect(await valuesOf(kit)).toMatchObject({ configParam1: '' });
  });

  it.each(['__proto__', 'constructor', 'toString', "' OR 1=1 --"])('the name %s is unknown', async (name) => {
    isInvalid(await set(deskKit({ configParams }), { name, value: 'x' }), ['/variables/0/name', 'invalid']);
  });

  it('a param that is called __proto__ is one like any other', async () => {
    const kit = deskKit({ configParams: [{ name: '__proto__', default: 'd' }], configValues: {} });
    const values = async () => (await get(kit)).body;
    expect(await values()).toMatchObject({ data: [{ name: '__proto__', value: 'd' }] });
    await set(kit, { name: '__proto__', value: 'x' });
    expect(await values()).toMatchObject({ data: [{ name: '__proto__', value: 'x' }] });
    await invoked(kit, { requestURL: 'https://api.example.com/{{__proto__}}', requestType: 'GET' });
    expect(kit.sent[0]?.url).toBe('https://api.example.com/x');
  });

  it.each([
    [{ value: 'a' }, '/variables/0/name', 'missing'],
    [{ name: 'configParam1' }, '/variables/0/value', 'missing'],
    [{ name: 'configParam1', value: 5 }, '/variables/0/value', 'invalid'],
    [{ name: 'configParam1', value: null }, '/variables/0/value', 'invalid'],
    ['configParam1', '/variables/0', 'invalid'],
  ])('the variable %j is 422', async (variable, fieldName, errorType) => {
    isInvalid(await set(deskKit({ configParams }), variable), [fieldName, errorType]);
  });

  it('a name that comes twice is 422', async () => {
    const one = { name: 'configParam1', value: 'a' };
    isInvalid(await set(deskKit({ configParams }), one, one), ['/variables/1/name', 'duplicate']);
  });

  it.each([
    ['{}', 'missing'],
    ['{"variables":{}}', 'invalid'],
    ['{"variables":[]}', 'invalid'],
  ])('the body %s is 422', async (postBody, errorType) => {
    isInvalid(await callOwn(deskKit(), 'POST', 'configParams', { postBody }), ['/variables', errorType]);
  });

  it('a mandatory param may not be made empty', async () => {
    const kit = deskKit({ configParams: [{ name: 'p', mandatory: true, default: 'd' }] });
    isInvalid(await set(kit, { name: 'p', value: '' }), ['/variables/0/value', 'invalid']);
    expect(await valuesOf(kit)).toEqual({ p: 'd' });
  });

  const options = ['red', 'blue'];
  it.each([
    ['number', undefined, ['5', '-1.5', ''], ['five', ' 5', 'Infinity', 'NaN']],
    ['radio', options, ['red', ''], ['green', 'Red']],
    ['picklist', options, ['blue'], ['red,blue']],
    ['multiselect', options, ['red', 'red,blue', 'blue, red'], ['red,green']],
    ['switch', undefined, ['true', 'false'], ['on', 'True']],
    ['checkbox', undefined, ['true', 'false'], ['1']],
    ['text', undefined, ['anything', 'Ünï\n\u0000'], []],
  ] as const)('a %s takes values of its kind', async (type, choices, right, wrong) => {
    const kit = deskKit({
      configParams: [{ name: 'p', type, ...(choices === undefined ? {} : { options: [...choices] }) }],
    });
    for (const value of right) {
      expect((await set(kit, { name: 'p', value })).status).toBe(200);
      expect(await valuesOf(kit)).toEqual({ p: value });
    }
    for (const value of wrong)
      isInvalid(await set(kit, { name: 'p', value }), ['/variables/0/value', 'invalid']);
  });
});

describe('a secure config param', () => {
  const SECRET_VALUE = 's3cret-value "quoted" & more';
  const GET = { requestURL: 'https://api.example.com/', requestType: 'GET' };

  async function withSecret(options: Parameters<typeof deskKit>[0] = {}): Promise<DeskKit> {
    const kit = deskKit({ configParams, ...options });
    await set(kit, { name: 'token', value: SECRET_VALUE });
    return kit;
  }

  /** No part of the value, in no form. */
  const isNowhereIn = (kit: DeskKit, ...texts: string[]) => {
    for (const text of [...texts, JSON.stringify(kit.desk.calls())]) expect(text).not.toMatch(/s3cret/i);
  };

  it('reaches a widget masked: set, got, configured or by default', async () => {
    const kit = await withSecret();
    const answered = await set(kit, { name: 'token', value: SECRET_VALUE });
    expect(answered.body).toMatchObject({
      data: [{ name: 'token', secure: true, value: '****', defaultValue: '' }],
    });
    expect(await valuesOf(kit)).toMatchObject({ token: '****' });
    isNowhereIn(kit, answered.text, (await get(kit)).text);
    const byDefault = deskKit({ configParams: [{ name: 'p', secure: true, default: SECRET_VALUE }] });
    expect((await get(byDefault)).body).toMatchObject({ data: [{ value: '****', defaultValue: '****' }] });
    const configured = deskKit({ configParams, configValues: { token: SECRET_VALUE } });
    expect(await valuesOf(configured)).toMatchObject({ token: '****' });
  });

  it('without a value is shown empty', async () => {
    expect(await valuesOf(deskKit({ configParams }))).toMatchObject({ token: '' });
  });

  it('is usable through a placeholder in requestURL, queryParams and headers, and is in no log', async () => {
    const kit = await withSecret();
    await invoked(kit, {
      requestURL: 'https://api.example.com/{{token}}',
      requestType: 'GET',
      queryParams: '{"key":"{{token}}"}',
      headers: '{"X-Key":"{{token}}"}',
    });
    const encoded = encodeURIComponent(SECRET_VALUE);
    expect(kit.sent[0]?.url).toBe(`https://api.example.com/${encoded}?key=${encoded}`);
    expect(kit.sent[0]?.headers).toEqual([['X-Key', SECRET_VALUE]]);
    isNowhereIn(kit);
  });

  it('is text, not a placeholder, in postBody', async () => {
    const kit = await withSecret();
    await invoked(kit, { requestURL: GET.requestURL, requestType: 'POST', postBody: '{"a":"{{token}}"}' });
    expect(new TextDecoder().decode(kit.sent[0]?.body)).toBe('{"a":"{{token}}"}');
  });

  it('is not quoted by the refusal of a value', async () => {
    const kit = deskKit({ configParams: [{ name: 'token', secure: true, type: 'number' }] });
    const reply = await set(kit, { name: 'token', value: SECRET_VALUE });
    isInvalid(reply, ['/variables/0/value', 'invalid']);
    isNowhereIn(kit, reply.text);
  });

  it.each([
    ['a header that it would split', 's3cret\r\nX-Admin: 1', { ...GET, headers: '{"X-Key":"{{token}}"}' }],
    [
      'a host that it is no label of',
      's3cret.evil',
      { ...GET, requestURL: 'https://{{token}}.example.com/' },
    ],
    ['a header name that it is none of', 's3cret value', { ...GET, headers: '{"{{token}}":"x"}' }],
    ['a path that it leads out of', '..', { ...GET, requestURL: 'https://api.example.com/a/{{token}}/b' }],
  ])('is not quoted by the refusal of %s, and nothing is sent', async (_, value, fields) => {
    const kit = deskKit({ configParams });
    await set(kit, { name: 'token', value });
    const { status, body, text } = await callInvoke(kit, fields);
    expect(status).toBe(422);
    expect(body).toMatchObject({ errorCode: 'INVALID_DATA' });
    expect(kit.sent).toEqual([]);
    isNowhereIn(kit, text);
  });

  it.each([
    ['a private address', { ...GET, requestURL: 'http://{{token}}.localhost/' }],
    [
      'a host that the connection does not list',
      { ...GET, requestURL: 'https://{{token}}.example.com/', connectionLinkName: 'g' },
    ],
    ['a connection that nobody knows', { ...GET, queryParams: '{"a":"{{token}}"}', connectionLinkName: 'x' }],
    ['a header that is not sent on', { ...GET, headers: '{"Cookie":"{{token}}"}' }],
  ])('is in no answer and no log of a call to %s', async (_, fields) => {
    // A host is in lower case, whatever the value's.
    for (const value of ['s3cret', 'S3CRET']) {
      const g = { type: 'bearer' as const, token: 't', hosts: ['api.example.com'] };
      const kit = deskKit({ configParams, configValues: { token: value }, connections: { g } });
      const { text } = await callInvoke(kit, fields as Record<string, string>);
      isNowhereIn(kit, text);
    }
  });

  it.each([
    SECRET_VALUE,
    "it's s3cret",
    's3crét/?#|^`{}',
  ])('%s is in no answer and no log where the network fails, whatever the error says', async (value) => {
    const kit = deskKit({
      configParams,
      configValues: { token: value },
      upstream: ({ url, headers }) => {
        throw new ZfappsError('network_error', `Cannot reach ${url} with ${JSON.stringify(headers)}`);
      },
    });
    const { text } = await callInvoke(kit, {
      ...GET,
      queryParams: '{"k":"{{token}}"}',
      headers: '{"X-K":"{{token}}"}',
    });
    expect(text).toContain('Cannot reach');
    isNowhereIn(kit, text);
  });

  it.each([
    ['as a limit', { queryParams: { limit: '{{token}}' } }],
    ['as an installation', { requestURL: 'https://desk.zoho.com/api/v1/installations/{{token}}/storage' }],
    [
      'as a resource',
      { requestURL: 'https://desk.zoho.com/api/v1/installations/{{installationId}}/{{token}}' },
    ],
    ['as an organisation', { headers: { orgId: '{{token}}' } }],
  ])('is not quoted where the own data refuses it %s, also a long one', async (_, call) => {
    for (const value of [SECRET_VALUE, 's3cret'.repeat(40)]) {
      const kit = deskKit({ configParams });
      await set(kit, { name: 'token', value });
      const reply = await callOwn(kit, 'GET', 'storage', call);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      isNowhereIn(kit, reply.text);
    }
  });

  it('a value with placeholders in it is not substituted again', async () => {
    const kit = deskKit({ configParams, upstream: () => json({}) });
    await set(kit, { name: 'token', value: 's3cret' }, { name: 'configParam1', value: '{{token}}' });
    await invoked(kit, { ...GET, queryParams: '{"a":"{{configParam1}}"}' });
    expect(kit.sent[0]?.url).toBe(`https://api.example.com/?a=${encodeURIComponent('{{token}}')}`);
  });
});
