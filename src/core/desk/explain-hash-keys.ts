import { fromBase64 } from './explain-hash-form.js';
import { fromHex, hmac, hmacKey, signed, toBytes } from './hmac.js';
import type { HashCause } from './hash-cause.js';
import type { Bytes, HmacAlgorithm } from './hmac.js';

/** A way in which a client may have used the secret. */
export interface KeyGuess {
  cause?: HashCause;
  mac(data: Bytes, algorithm: HmacAlgorithm): Promise<Bytes>;
}

/** The right way first. */
export function keyGuesses(secret: string): KeyGuess[] {
  return [withKey(secret), ...otherKeys(secret), ...otherUses(secret)];
}

function otherKeys(secret: string): KeyGuess[] {
  const unquoted = /^(["'])(.+)\1$/s.exec(secret)?.[2];
  const hex = fromHex(secret);
  const base64 = fromBase64(secret);
  const bare = secret.trim();
  const guesses: [key: string | Bytes | undefined, message: string][] = [
    [
      bare,
      'The secret has spaces or a line end around it here, and had none where the HASH was made. Remove them from manifest.secret.',
    ],
    ...['\n', '\r\n', ' '].map((end): [string, string] => [
      `${secret}${end}`,
      `The secret ended in ${end === ' ' ? 'a space' : 'a line end'} where the HASH was made. Trim it there: a file's or an environment variable's last line end is easily taken along.`,
    ]),
    ...['"', "'"].map((quote): [string, string] => [
      `${quote}${secret}${quote}`,
      'The secret had quotes around it where the HASH was made. Remove them there: not every reader of .env files does.',
    ]),
    [unquoted, 'The secret has quotes around it here, and had none where the HASH was made.'],
    [
      hex?.length === 0 ? undefined : hex,
      'The secret was taken as hexadecimal, and its bytes as the key. The key is the text of the secret, as UTF-8.',
    ],
    [
      base64,
      'The secret was taken as base64, and its bytes as the key. The key is the text of the secret, as UTF-8.',
    ],
    [
      btoa(String.fromCharCode(...toBytes(secret))),
      'The secret was turned to base64 before it was used. The key is its own text, as UTF-8.',
    ],
    [latin1(secret), 'The secret was taken as Latin-1. The key is its UTF-8 bytes.'],
    // HMAC fills a short key up with zeros: this one is the empty key, which Web Crypto does not take.
    [
      new Uint8Array(1),
      'The secret was empty where the HASH was made. See whether its variable is set there, and read under its right name.',
    ],
    ...['undefined', 'null', 'None'].map((text): [string, string] => [
      text,
      `The secret was the text "${text}" where the HASH was made. See whether its variable is set there, and read under its right name.`,
    ]),
  ];
  return guesses.flatMap(([key, message]) =>
    key === undefined || key === '' || key === secret ? [] : [withKey(key, { kind: 'secret', message })],
  );
}

function withKey(key: string | Bytes, cause?: HashCause): KeyGuess {
  const keys = new Map<HmacAlgorithm, Promise<CryptoKey>>();
  return {
    ...(cause === undefined ? {} : { cause }),
    async mac(data, algorithm) {
      const known = keys.get(algorithm) ?? hmacKey(key, 'sign', algorithm);
      keys.set(algorithm, known);
      return signed(await known, data);
    },
  };
}

function otherUses(secret: string): KeyGuess[] {
  const key = toBytes(secret);
  const noKey = (message: string): HashCause => ({ kind: 'no_key', message });
  return [
    {
      cause: noKey('The HASH is a plain hash, without the secret. Make an HMAC with the secret as its key.'),
      mac: digest,
    },
    {
      cause: noKey(
        'The HASH is a plain hash of the secret and the text. Make an HMAC with the secret as its key.',
      ),
      mac: (data, algorithm) => digest(joined(key, data), algorithm),
    },
    {
      cause: noKey(
        'The HASH is a plain hash of the text and the secret. Make an HMAC with the secret as its key.',
      ),
      mac: (data, algorithm) => digest(joined(data, key), algorithm),
    },
    {
      cause: {
        kind: 'swapped',
        message: 'Key and text were swapped. The key is the secret, and the text is what is hashed.',
      },
      mac: (data, algorithm) => hmac(data, key, algorithm),
    },
  ];
}

async function digest(data: Bytes, algorithm: HmacAlgorithm): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest(algorithm, data));
}

function joined(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** Undefined for text that has other characters, or only those that UTF-8 has in the same way. */
export function latin1(text: string): Bytes | undefined {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return codes.some((code) => code > 0x7f) && codes.every((code) => code <= 0xff)
    ? Uint8Array.from(codes)
    : undefined;
}
