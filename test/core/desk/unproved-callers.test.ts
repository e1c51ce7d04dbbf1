import { describe, expect, it } from 'vitest';
import { ZfappsError } from '../../../src/core/protocol/index.js';
import { memoryExtensionStore, memoryStore } from '../../../src/core/store/index.js';
import { deskKit } from './support.js';
import { callDirect, callInvoke } from './support-calls.js';

const GET = { requestURL: 'https://api.example.com/', requestType: 'GET' };

/** The time that work takes, in milliseconds. */
async function timeOf(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

describe('a caller that has proved nothing', () => {
  it('has no more than 50 fields read', async () => {
    const kit = deskKit();
    const many = Array.from({ length: 100_000 }, (_, index) => `f${index}=1`).join('&');
    const body = `requestURL=https%3A%2F%2Fa.example&requestType=GET&${many}`;
    let status = 0;
    const ms = await timeOf(async () => {
      ({ status } = await callInvoke(kit, GET, { hash: 'a'.repeat(64), body }));
    });
    expect(status).toBe(422);
    expect(ms).toBeLessThan(500);
    expect(kit.desk.calls()[0]?.warnings).toEqual([]);
  });

  it('leaves no warnings in the list of calls', async () => {
    const kit = deskKit();
    await callInvoke(kit, GET, { hash: 'a'.repeat(64), form: { unknown: '1' } });
    expect(kit.desk.calls()[0]).toMatchObject({ status: 401, warnings: [] });
    await callInvoke(kit, GET, { form: { unknown: '1' } });
    expect(kit.desk.calls()[0]?.warnings).toEqual([expect.stringContaining('unknown')]);
  });

  it('leaves no more of its requestURL there than can be read, and no user name or password', async () => {
    const kit = deskKit();
    const requestURL = `https://me:planted@api.example.com/${'x'.repeat(1_000_000)}`;
    await callInvoke(kit, { ...GET, requestURL }, { hash: null });
    const [call] = kit.desk.calls();
    expect(call?.url.length).toBeLessThanOrEqual(2_000);
    expect(call?.url).toMatch(/^https:\/\/…@api\.example\.com\/x+$/);
  });

  it('is not told what the store says when others hold it; the list of calls is', async () => {
    const busy = new ZfappsError('too_busy', 'The database postgres://zf@db.internal/prod cannot be read.');
    const store = { ...memoryStore(), get: () => Promise.reject(busy) };
    const kit = deskKit({ store });
    const answer = await callDirect(kit, 'GET', '/api/v1/installedExtensions/1/storage', { token: 'x' });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.text).not.toContain('db.internal');
    expect(kit.desk.calls()[0]?.problem).toContain('db.internal');
  });
});

describe('a caller with a HASH', () => {
  it.each([
    ['a header', { headers: JSON.stringify({ 'X-A': `a${' '.repeat(200_000)}b` }) }],
    ['the URL', { requestURL: `https://api.example.com/${' '.repeat(200_000)}b` }],
  ])('holds nobody up with spaces inside %s', async (_, fields) => {
    const kit = deskKit();
    expect(await timeOf(() => callInvoke(kit, { ...GET, ...fields }))).toBeLessThan(1_500);
  });

  it('is told that a value is nested too deeply', async () => {
    const kit = deskKit();
    const requestURL = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage';
    const postBody = `{"key":"a","value":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    const { body } = await callInvoke(kit, { requestURL, requestType: 'POST', postBody });
    expect(body).toMatchObject({ statusCode: 422, response: expect.stringContaining('too deeply') });
  });

  it('is told that its body is no JSON, not in the words of the engine', async () => {
    const kit = deskKit({ data: memoryExtensionStore() });
    const requestURL = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage';
    const { body } = await callInvoke(kit, { requestURL, requestType: 'POST', postBody: '{"a": planted}' });
    expect(body).toMatchObject({ statusCode: 422, response: expect.stringContaining('character 7') });
  });
});

describe('what would be silent', () => {
  const configParams = [{ name: 'token', secure: true }];
  const warningsOf = async (fields: Record<string, string>, options: object = {}): Promise<string> => {
    const kit = deskKit({ configParams, ...options });
    await callInvoke(kit, { ...GET, ...fields });
    return kit.desk.calls()[0]?.warnings.join('\n') ?? '';
  };

  it('is a config param without a value', async () => {
    expect(await warningsOf({ queryParams: '{"k":"{{token}}"}' })).toContain('{{token}} is empty');
    const configValues = { token: 'some value' };
    expect(await warningsOf({ queryParams: '{"k":"{{token}}"}' }, { configValues })).toBe('');
  });

  it('is a placeholder in postBody that is none there', async () => {
    const postBody = '{"a":"{{token}} {{installationId}} {{other}}"}';
    const warnings = await warningsOf({ requestType: 'POST', postBody });
    expect(warnings).toContain('{{token}} in postBody is text');
    expect(warnings).toContain('{{installationId}} in postBody is text');
    expect(warnings).not.toContain('{{other}}');
  });

  it('is a misspelt member of a record', async () => {
    const requestURL = 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage';
    const postBody = '{"key":"a","queryableValue":"g","value":{}}';
    expect(await warningsOf({ requestURL, requestType: 'POST', postBody })).toContain('"queriableValue"');
  });

  it('is a host of Desk that is no data centre', async () => {
    const requestURL = (host: string) =>
      `https://${host}/api/v1/installedExtensions/{{installationId}}/storage`;
    expect(await warningsOf({ requestURL: requestURL('desk.zoho.co') })).toContain(
      'desk.zoho.co is no data centre',
    );
    expect(await warningsOf({ requestURL: requestURL('desk.zoho.eu') })).toBe('');
    expect(await warningsOf({ requestURL: requestURL('desk.zohocloud.ca') })).toBe('');
  });

  it('is a secure config param that is too short to be masked: what went wrong is not quoted', async () => {
    const kit = deskKit({
      configParams,
      configValues: { token: 'abc' },
      upstream: () => {
        throw new ZfappsError('network_error', 'Cannot reach https://a.example/abc');
      },
    });
    const answer = await callInvoke(kit, { ...GET, requestURL: 'https://a.example/{{token}}' });
    expect(answer.status).toBe(200);
    expect(answer.text + JSON.stringify(kit.desk.calls())).not.toContain('abc');
  });

  it('is a secure config param as the name of a header that is dropped: it is masked', async () => {
    const kit = deskKit({ configParams, configValues: { token: 'S3cretName' } });
    await callInvoke(kit, { ...GET, headers: '{"{{token}}":"x","Connection":"{{token}}"}' });
    expect(kit.desk.calls()[0]?.warnings).toHaveLength(2);
    expect(JSON.stringify(kit.desk.calls())).not.toMatch(/s3cretname/i);
  });
});
