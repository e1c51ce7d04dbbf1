import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import { deskKit, json } from './support.js';
import { callInvoke, callOwn, invoked, isInvalid } from './support-calls.js';
import type { DeskKit } from './support.js';

const configParams = [{ name: 'configParam1' }, { name: 'token', secure: true }];

const set = (kit: DeskKit, ...variables: unknown[]) =>
  callOwn(kit, 'POST', 'configParams', { postBody: { variables } });
const get = (kit: DeskKit) => callOwn(kit, 'GET', 'configParams');

async function valuesOf(kit: DeskKit): Promise<Record<string, string>> {
  const { data } = (await get(kit)).body as { data: { name: string; value: string }[] };
  return Object.fromEntries(data.map(({ name, value }) => [name, value]));
}

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

  it('keeps its value where the mask is written back, as by a page that reads and saves all params', async () => {
    const kit = await withSecret();
    const answered = await set(kit, { name: 'token', value: '****' }, { name: 'configParam1', value: 'new' });
    expect(answered.status).toBe(200);
    expect(kit.desk.calls()[0]?.warnings).toEqual([expect.stringContaining('token')]);
    expect(await kit.desk.data.params(kit.desk.installation.installationId)).toEqual({
      token: SECRET_VALUE,
      configParam1: 'new',
    });
    // Where there is nothing that it masks, it is a text like any other.
    const empty = deskKit({ configParams });
    await set(empty, { name: 'token', value: '****' });
    expect(await empty.desk.data.params(empty.desk.installation.installationId)).toEqual({ token: '****' });
  });

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
