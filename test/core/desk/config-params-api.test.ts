import { describe, expect, it } from 'vitest';
import { deskKit } from './support.js';
import { callOwn, invoked, isInvalid } from './support-calls.js';
import type { DeskKit } from './support.js';
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
