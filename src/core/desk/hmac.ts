import { ZfappsError } from '../protocol/index.js';

/** Bytes as Web Crypto takes them: never over shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The hashes of an HMAC that Web Crypto has. */
export type HmacAlgorithm = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';

/** The HMAC (RFC 2104) of text or bytes. Text is UTF-8, the key too. */
export async function hmac(
  secret: string | Bytes,
  data: string | Bytes,
  algorithm: HmacAlgorithm = 'SHA-256',
): Promise<Bytes> {
  return signed(await hmacKey(secret, 'sign', algorithm), toBytes(data));
}

/** The HMAC of bytes, by a key of {@link hmacKey}. */
export async function signed(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
}

/** Tells whether bytes are the HMAC-SHA256 of text or bytes. */
export async function verifyHmac(secret: string | Bytes, mac: Bytes, data: string | Bytes): Promise<boolean> {
  const key = await hmacKey(secret, 'verify', 'SHA-256');
  // SECURITY: Web Crypto compares in constant time. `===` on two texts would tell a guesser how much is right.
  return crypto.subtle.verify('HMAC', key, mac, toBytes(data));
}

/** The key that a secret is; for many HMACs with one. */
export async function hmacKey(
  secret: string | Bytes,
  usage: 'sign' | 'verify',
  algorithm: HmacAlgorithm,
): Promise<CryptoKey> {
  const bytes = toBytes(secret);
  // SECURITY: anybody can make a HASH with an empty key.
  if (bytes.length === 0)
    throw new ZfappsError(
      'invalid_options',
      'The secret is empty. The HASH is made with manifest.secret: write it into plugin-manifest.json.',
    );
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: algorithm }, false, [usage]);
}

/** Text as UTF-8; bytes as they are. */
export function toBytes(data: string | Bytes): Bytes {
  return typeof data === 'string' ? new TextEncoder().encode(data) : data;
}

/** Bytes as lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes that hexadecimal digits stand for, in either case; undefined for other text. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}
