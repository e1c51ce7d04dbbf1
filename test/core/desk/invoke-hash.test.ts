import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  callbackHash,
  invokeHash,
  textToHash,
  verifyCallbackHash,
  verifyInvokeHash,
} from '../../../src/core/desk/invoke-hash.js';
import { HASHED_FIELDS } from '../../../src/core/desk/invoke-payload.js';
import { vectors } from '../../support/vectors.js';
import type { InvokePayload } from '../../../src/core/desk/invoke-payload.js';

interface Vector {
  name: string;
  secret: string;
  payload: InvokePayload;
  stringToHash: string;
  hash: string;
}

/** HMAC-SHA256 by another implementation than the one under test. */
function hmacOf(text: string | Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

const payload: InvokePayload = { requestURL: 'https://example.com/x', requestType: 'GET' };
const right = hmacOf('requestURL=https://example.com/x&requestType=GET', 's3cr3t');

describe('the HASH of an invoke request', () => {
  it.each(vectors<Vector[]>('desk-hash.json'))('$name', async (vector) => {
    expect(textToHash(vector.payload)).toBe(vector.stringToHash);
    expect(await invokeHash(vector.payload, vector.secret)).toBe(vector.hash);
    expect(await verifyInvokeHash(vector.payload, vector.secret, vector.hash, { strict: true })).toBe(true);
  });

  it('is an HMAC-SHA256 over the fields that are there, in their order, whatever their text', async () => {
    const text = fc.string({ unit: 'binary' });
    const payloads = fc.record(
      Object.fromEntries(HASHED_FIELDS.map((name) => [name, text])) as Record<
        (typeof HASHED_FIELDS)[number],
        typeof text
      >,
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(payloads, fc.string({ unit: 'binary', minLength: 1 }), async (any, secret) => {
        const parts = [];
        for (const name of [
          'requestURL',
          'requestType',
          'queryParams',
          'postBody',
          'headers',
          'connectionLinkName',
        ] as const)
          if (any[name] !== undefined) parts.push(`${name}=${any[name]}`);
        const wanted = hmacOf(parts.join('&'), secret);
        expect(await invokeHash(any, secret)).toBe(wanted);
        expect(await verifyInvokeHash(any, secret, wanted, { strict: true })).toBe(true);
        expect(await verifyInvokeHash(any, `${secret}!`, wanted)).toBe(false);
      }),
    );
  });

  it('may leave out what was sent empty, unless strict', async () => {
    const sent = { ...payload, queryParams: '', headers: '' };
    expect(await verifyInvokeHash(sent, 's3cr3t', right)).toBe(true);
    expect(await verifyInvokeHash(sent, 's3cr3t', right, { strict: true })).toBe(false);
    // `{}` is not empty.
    expect(await verifyInvokeHash({ ...payload, headers: '{}' }, 's3cr3t', right)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['one digit less', right.slice(1)],
    ['one digit more', `${right}0`],
    ['upper-case digits', right.toUpperCase()],
    ['a line end after it', `${right}\n`],
    ['base64', Buffer.from(right, 'hex').toString('base64')],
    ['other digits', right.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
  ])('is not %s', async (_, given) => {
    expect(await verifyInvokeHash(payload, 's3cr3t', given)).toBe(false);
  });

  it('is not of another request', async () => {
    for (const change of [
      { requestType: 'POST' },
      { requestURL: 'https://example.com/y' },
      { postBody: '1' },
    ])
      expect(await verifyInvokeHash({ ...payload, ...change }, 's3cr3t', right)).toBe(false);
  });

  it('cannot be made or verified with an empty secret', async () => {
    const refused = { code: 'invalid_options', message: expect.stringContaining('manifest.secret') };
    await expect(invokeHash(payload, '')).rejects.toMatchObject(refused);
    await expect(verifyInvokeHash(payload, '', hmacOf(textToHash(payload), ''))).rejects.toMatchObject(
      refused,
    );
    await expect(verifyCallbackHash('', '', hmacOf('', ''))).rejects.toMatchObject(refused);
  });
});

describe('the HASH of a callback', () => {
  const body = '{"event":"onInstall","orgId":"376723","securityContext":"é"}';

  it('is over the raw body, as text or as bytes', async () => {
    const wanted = hmacOf(body, 's3cr3t');
    const bytes = new TextEncoder().encode(body);
    expect(await callbackHash(body, 's3cr3t')).toBe(wanted);
    expect(await callbackHash(bytes, 's3cr3t')).toBe(wanted);
    expect(await verifyCallbackHash(bytes, 's3cr3t', wanted)).toBe(true);
    expect(await verifyCallbackHash(body.replace('376723', '376724'), 's3cr3t', wanted)).toBe(false);
    expect(await verifyCallbackHash(body, 's3cr3t', wanted.toUpperCase())).toBe(false);
  });
});
