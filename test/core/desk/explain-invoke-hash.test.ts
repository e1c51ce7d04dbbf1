import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explainInvokeHash } from '../../../src/core/desk/explain-invoke-hash.js';
import type { HashCauseKind } from '../../../src/core/desk/hash-cause.js';

const SECRET = 'bXktc2VjcmV0LTIzODM5Mg==';

/** As it would stand in a request whose author likes spaces. */
const payload = {
  requestType: 'POST',
  requestURL: 'https://example.com/a b?q=1',
  postBody: '{"name": "Zoë", "path": "a/b"}',
  headers: '{"orgId":376723}',
};

const URL_PART = 'requestURL=https://example.com/a b?q=1';
const BODY = 'postBody={"name": "Zoë", "path": "a/b"}';
const HEADERS = 'headers={"orgId":376723}';
const TEXT = [URL_PART, 'requestType=POST', BODY, HEADERS].join('&');

type Key = string | Uint8Array;

function hmacOf(text: string | Uint8Array, key: Key = SECRET, algorithm = 'sha256') {
  return createHmac(algorithm, key).update(text);
}

const hexOf = (text: string | Uint8Array, key?: Key) => hmacOf(text, key).digest('hex');

async function kindsOf(given: string, options = {}): Promise<HashCauseKind[]> {
  const { matches, causes } = await explainInvokeHash(payload, SECRET, given, {
    securityContext: 'ctx',
    orgId: '376723',
    ...options,
  });
  expect(matches).toBe(false);
  for (const { message } of causes) expect(message).toMatch(/\.$/);
  return causes.map(({ kind }) => kind);
}

describe('the doctor of a HASH', () => {
  it('has nothing to say of the right one', async () => {
    expect(await explainInvokeHash(payload, SECRET, hexOf(TEXT))).toEqual({
      matches: true,
      textToHash: TEXT,
      hash: hexOf(TEXT),
      causes: [],
    });
  });

  it.each<[string, string, HashCauseKind]>([
    ['nothing', ' ', 'missing'],
    ['upper-case digits', hexOf(TEXT).toUpperCase(), 'upper_case'],
    ['base64', hmacOf(TEXT).digest('base64'), 'base64'],
    ['base64 for URLs, without padding', hmacOf(TEXT).digest('base64url'), 'base64'],
    ['base64 of the digits', Buffer.from(hexOf(TEXT)).toString('base64'), 'base64'],
    ['a prefix', `0x${hexOf(TEXT)}`, 'decorated'],
    ['quotes', `"${hexOf(TEXT)}"`, 'decorated'],
    ['a line end', `${hexOf(TEXT)}\n`, 'decorated'],
    ['hyphens between the bytes', (hexOf(TEXT).match(/../g) ?? []).join('-'), 'decorated'],
    ['the first half', hexOf(TEXT).slice(0, 32), 'truncated'],
    ['too few digits', 'abc', 'length'],
    ['what is no digit', 'not a hash!', 'not_hex'],
    ['MD5', hmacOf(TEXT, SECRET, 'md5').digest('hex'), 'algorithm'],
    ['SHA-1', hmacOf(TEXT, SECRET, 'sha1').digest('hex'), 'algorithm'],
    ['SHA-512', hmacOf(TEXT, SECRET, 'sha512').digest('hex'), 'algorithm'],
  ])('knows by its form: %s', async (_, given, kind) => {
    expect(await kindsOf(given)).toEqual([kind]);
  });

  const compact = 'postBody={"name":"Zoë","path":"a/b"}';
  it.each<[string, string, HashCauseKind]>([
    ["the request's own order", ['requestType=POST', URL_PART, BODY, HEADERS].join('&'), 'order'],
    ['any order', [HEADERS, BODY, 'requestType=POST', URL_PART].join('&'), 'order'],
    ['a field left out', [URL_PART, 'requestType=POST', BODY].join('&'), 'fields'],
    [
      'an absent field as {}',
      [URL_PART, 'requestType=POST', 'queryParams={}', BODY, HEADERS].join('&'),
      'empty_fields',
    ],
    ['an absent field as undefined', `${TEXT}&connectionLinkName=undefined`, 'empty_fields'],
    ['securityContext', `${TEXT}&securityContext=ctx`, 'extra_fields'],
    ['orgId before the rest', `orgId=376723&${TEXT}`, 'extra_fields'],
    ['a URL-encoded value', TEXT.replace('a b', 'a%20b'), 'url_encoded'],
    [
      'all values URL-encoded',
      TEXT.split('&')
        .map((pair) => pair.replace(/=(.*)/s, (_, value) => `=${encodeURIComponent(value)}`))
        .join('&'),
      'url_encoded',
    ],
    ['a + for a space', TEXT.replace('a b', 'a+b'), 'url_encoded'],
    ['the whole text encoded', encodeURIComponent(TEXT), 'url_encoded'],
    ['compact JSON', TEXT.replace(BODY, compact), 'json'],
    ["Python's JSON", TEXT.replace(HEADERS, 'headers={"orgId": 376723}'), 'json'],
    ["PHP's JSON", TEXT.replace(BODY, 'postBody={"name":"Zo\\u00eb","path":"a\\/b"}'), 'json'],
    ['an object as text', TEXT.replace(HEADERS, 'headers=[object Object]'), 'json'],
    ['the method in lower case', TEXT.replace('=POST', '=post'), 'values'],
    ['an & at the end', `${TEXT}&`, 'separator'],
    ['line ends between', TEXT.replaceAll('&', '\n'), 'separator'],
    ['nothing between', TEXT.replaceAll('&', ''), 'separator'],
    ['no names', TEXT.replace(/(^|&)[a-zA-Z]+=/g, '$1'), 'names'],
    ['another name', TEXT.replace('requestURL', 'requestUrl'), 'names'],
  ])('knows by the text: %s', async (_, text, kind) => {
    expect(await kindsOf(hexOf(text))).toEqual([kind]);
  });

  it.each<[string, string, HashCauseKind]>([
    ['a line end after the secret', hexOf(TEXT, `${SECRET}\n`), 'secret'],
    ['quotes around the secret', hexOf(TEXT, `"${SECRET}"`), 'secret'],
    ['the secret as base64', hexOf(TEXT, Buffer.from(SECRET, 'base64')), 'secret'],
    ['an empty secret', hexOf(TEXT, ''), 'secret'],
    ['undefined', hexOf(TEXT, 'undefined'), 'secret'],
    ['no secret', createHash('sha256').update(TEXT).digest('hex'), 'no_key'],
    [
      'the secret before the text',
      createHash('sha256')
        .update(SECRET + TEXT)
        .digest('hex'),
      'no_key',
    ],
    ['key and text swapped', hexOf(SECRET, TEXT), 'swapped'],
    ['Latin-1', hexOf(Buffer.from(TEXT, 'latin1')), 'charset'],
    ['UTF-16', hexOf(Buffer.from(TEXT, 'utf16le')), 'charset'],
  ])('knows by the bytes: %s', async (_, given, kind) => {
    expect(await kindsOf(given)).toEqual([kind]);
  });

  it('knows hexadecimal digits that were taken as bytes, and a secret with a line end here', async () => {
    const hex = 'deadbeef';
    const asBytes = await explainInvokeHash(payload, hex, hexOf(TEXT, Buffer.from(hex, 'hex')));
    expect(asBytes.causes.map(({ kind }) => kind)).toEqual(['secret']);
    const trimmed = await explainInvokeHash(payload, `${SECRET}\n`, hexOf(TEXT));
    expect(trimmed.causes.map(({ kind }) => kind)).toEqual(['secret']);
  });

  it('knows placeholders that had their values, where the values are given', async () => {
    const asked = { requestURL: 'https://example.com/{{id}}', requestType: 'GET' };
    const given = hexOf('requestURL=https://example.com/7&requestType=GET');
    const { causes } = await explainInvokeHash(asked, SECRET, given, { placeholders: { id: '7' } });
    expect(causes.map(({ kind }) => kind)).toEqual(['placeholders']);
    const unknown = await explainInvokeHash(asked, SECRET, given);
    expect(unknown.causes.map(({ kind }) => kind)).toEqual(['unknown']);
  });

  it('says that empty fields were left out, though that is accepted', async () => {
    const sent = { requestURL: 'https://example.com/x', requestType: 'GET', headers: '' };
    const given = hexOf('requestURL=https://example.com/x&requestType=GET');
    const lenient = await explainInvokeHash(sent, SECRET, given);
    expect(lenient).toMatchObject({ matches: true, causes: [{ kind: 'empty_fields' }] });
    expect(lenient.hashedText).toBe('requestURL=https://example.com/x&requestType=GET');
    expect((await explainInvokeHash(sent, SECRET, given, { strict: true })).matches).toBe(false);
  });

  it('finds two differences at once', async () => {
    const reordered = ['requestType=POST', URL_PART, BODY, HEADERS].join('&');
    expect(await kindsOf(hexOf(reordered.replace('a b', 'a%20b')).toUpperCase())).toEqual([
      'upper_case',
      'order',
      'url_encoded',
    ]);
    expect(await kindsOf(hexOf(TEXT.replace(BODY, compact), `${SECRET}\n`))).toEqual(['secret', 'json']);
  });

  it('says that it found nothing, and what to check', async () => {
    const { causes, hashedText } = await explainInvokeHash(payload, SECRET, hexOf(TEXT, 'another secret'));
    expect(causes.map(({ kind }) => kind)).toEqual(['unknown']);
    expect(causes[0]?.message).toContain('another secret');
    expect(hashedText).toBeUndefined();
  });

  it('never names the secret', async () => {
    for (const given of [
      hexOf('x'),
      hexOf(TEXT, `${SECRET}\n`),
      hexOf(SECRET, TEXT),
      hexOf(TEXT, `'${SECRET}'`),
    ])
      expect(JSON.stringify(await explainInvokeHash(payload, SECRET, given))).not.toContain(SECRET);
  });

  it('gives up within seconds where nothing fits', async () => {
    const full = { ...payload, queryParams: '{"a": 1}', connectionLinkName: 'jira' };
    const { causes } = await explainInvokeHash(full, SECRET, '0'.repeat(64), {
      securityContext: 'ctx',
      orgId: '1',
    });
    expect(causes).toHaveLength(1);
  }, 10_000);
});
