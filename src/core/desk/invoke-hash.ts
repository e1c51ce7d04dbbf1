import { fromHex, hmac, toHex, verifyHmac } from './hmac.js';
import { HASHED_FIELDS } from './invoke-payload.js';
import type { Bytes } from './hmac.js';
import type { HashedField, InvokePayload } from './invoke-payload.js';

/** Options of {@link verifyInvokeHash}. */
export interface VerifyHashOptions {
  /** Whether a field that was sent empty has to be hashed. Default false: a HASH without it is right too. */
  strict?: boolean;
}

/**
 * The text that a HASH is made of: `field=value` for each field that the payload has, joined by `&`, in Desk's order
 * whatever the payload's. Values are raw: neither URL-encoded nor written as JSON again, placeholders as they stand.
 *
 * @example
 * textToHash({ requestType: 'GET', requestURL: 'https://example.com/x' });
 * // 'requestURL=https://example.com/x&requestType=GET'
 */
export function textToHash(payload: InvokePayload): string {
  return presentFields(payload)
    .map((field) => `${field}=${payload[field]}`)
    .join('&');
}

/**
 * Makes the HASH of an invoke request, as Desk's "Generate Hash for Invoke API" has it: HMAC-SHA256 over
 * {@link textToHash}, as 64 lower-case hexadecimal digits.
 *
 * @param secret `manifest.secret`; its UTF-8 bytes are the key
 * @throws ZfappsError `invalid_options` for an empty secret
 */
export async function invokeHash(payload: InvokePayload, secret: string): Promise<string> {
  return toHex(await hmac(secret, textToHash(payload)));
}

/**
 * Tells whether a HASH belongs to an invoke request: over the fields that it has, or, unless strict, over those that
 * are not empty, because clients do either. Only 64 lower-case hexadecimal digits are one.
 *
 * @throws ZfappsError `invalid_options` for an empty secret
 */
export async function verifyInvokeHash(
  payload: InvokePayload,
  secret: string,
  given: string,
  { strict = false }: VerifyHashOptions = {},
): Promise<boolean> {
  const mac = hashBytes(given);
  if (await verifyHmac(secret, mac, textToHash(payload))) return true;
  return !strict && (await verifyHmac(secret, mac, textToHash(withoutEmpty(payload))));
}

/**
 * Makes the HASH of a callback to an extension: HMAC-SHA256 over the raw body. What Desk hashes there is not
 * documented; this is chosen.
 *
 * @throws ZfappsError `invalid_options` for an empty secret
 */
export async function callbackHash(body: string | Uint8Array, secret: string): Promise<string> {
  return toHex(await hmac(secret, ownBytes(body)));
}

/**
 * Tells whether the HASH of a callback belongs to its body, as {@link callbackHash} makes it.
 *
 * @throws ZfappsError `invalid_options` for an empty secret
 */
export async function verifyCallbackHash(
  body: string | Uint8Array,
  secret: string,
  given: string,
): Promise<boolean> {
  return verifyHmac(secret, hashBytes(given), ownBytes(body));
}

/** The payload without the fields that were sent empty. */
export function withoutEmpty(payload: InvokePayload): InvokePayload {
  return Object.fromEntries(
    presentFields(payload).flatMap((field) => (payload[field] === '' ? [] : [[field, payload[field]]])),
  );
}

/** The fields that a payload has, in the order in which they are hashed. */
export function presentFields(payload: InvokePayload): HashedField[] {
  return HASHED_FIELDS.filter((field) => payload[field] !== undefined);
}

/**
 * What a caller gave, as bytes. SECURITY: text of another form gives no bytes, which no HMAC is. That is found out
 * sooner, but tells a caller only what it knows: the form of its own text.
 */
function hashBytes(given: string): Bytes {
  return /^[0-9a-f]{64}$/.test(given) ? (fromHex(given) ?? new Uint8Array()) : new Uint8Array();
}

/** A copy: the type of a caller's bytes may be over shared memory, which Web Crypto refuses. */
function ownBytes(body: string | Uint8Array): string | Bytes {
  return typeof body === 'string' ? body : new Uint8Array(body);
}
