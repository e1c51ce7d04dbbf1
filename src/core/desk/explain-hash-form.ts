import { fromHex } from './hmac.js';
import type { HashCause } from './hash-cause.js';
import type { Bytes, HmacAlgorithm } from './hmac.js';

/** A HASH as it was given, read generously. */
export interface HashReading {
  /** What is wrong with its form. */
  causes: HashCause[];
  /** The MAC that it is meant to be; absent where it can be none. */
  mac?: Bytes;
  /** By the MAC's length. */
  algorithm?: HmacAlgorithm;
}

const BY_LENGTH: Readonly<Record<number, HmacAlgorithm>> = {
  20: 'SHA-1',
  32: 'SHA-256',
  48: 'SHA-384',
  64: 'SHA-512',
};

/** Hashes that Web Crypto lacks: only their length tells. */
const BY_LENGTH_ONLY: Readonly<Record<number, string>> = { 16: 'MD5', 28: 'SHA-224' };

/** Finds the MAC in a HASH whatever its notation, and says what is wrong with that. */
export function readGivenHash(given: string, right: string): HashReading {
  if (given.trim() === '')
    return { causes: [cause('missing', 'No HASH was given. Send it in the header HASH of the request.')] };
  const causes: HashCause[] = [];
  const bare = withoutDecoration(given);
  if (bare !== given)
    causes.push(
      cause(
        'decorated',
        'Something stands beside the digits of the HASH: spaces, quotes, separators or a prefix such as 0x. Send the 64 digits alone.',
      ),
    );
  if (!/^[0-9a-f]+$/i.test(bare)) return readBase64(bare, causes);
  const reading = readBytes(fromHex(bare), bare, right, causes);
  // After what is wrong with its length, which matters more.
  if (bare !== bare.toLowerCase())
    reading.causes.push(
      cause('upper_case', 'The HASH has upper-case digits. Write it in lower case: toLowerCase().'),
    );
  return reading;
}

function withoutDecoration(given: string): string {
  return given
    .trim()
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/^(?:0x|(?:hmac-?)?sha-?256[=:]|hash[=:])/i, '')
    .replace(/\s/g, '')
    .replace(/^([0-9a-f]{2})(?:[:-][0-9a-f]{2})+$/i, (digits) => digits.replace(/[:-]/g, ''));
}

function readBase64(bare: string, causes: HashCause[]): HashReading {
  const bytes = fromBase64(bare);
  const text = bytes === undefined ? '' : new TextDecoder('latin1').decode(bytes);
  const inner = /^[0-9a-f]{64}$/i.test(text) ? fromHex(text) : undefined;
  const mac = inner ?? bytes;
  const algorithm = BY_LENGTH[mac?.length ?? 0];
  if (mac === undefined || algorithm === undefined)
    return {
      causes: [
        cause(
          'not_hex',
          `The HASH is not hexadecimal, and has ${bare.length} characters. Write it as 64 digits, 0-9 and a-f.`,
        ),
      ],
    };
  causes.push(
    cause(
      'base64',
      inner === undefined
        ? "The HASH is base64. Write it in hexadecimal: digest('hex') in Node, .hexdigest() in Python."
        : 'The HASH is base64 of the hexadecimal digits. Send the digits themselves.',
    ),
  );
  if (algorithm !== 'SHA-256') causes.push(otherAlgorithm(algorithm));
  return { causes, mac, algorithm };
}

function readBytes(mac: Bytes | undefined, bare: string, right: string, causes: HashCause[]): HashReading {
  const digits = bare.toLowerCase();
  if (bare.length >= 8 && bare.length < 64 && (right.startsWith(digits) || right.endsWith(digits))) {
    causes.push(
      cause(
        'truncated',
        `The HASH is right as far as it goes, but has ${bare.length} of its 64 digits. Send all.`,
      ),
    );
    return { causes };
  }
  const algorithm = BY_LENGTH[mac?.length ?? 0];
  if (mac === undefined || algorithm === undefined) {
    const other = BY_LENGTH_ONLY[mac?.length ?? 0];
    causes.push(
      other === undefined
        ? cause('length', `The HASH has ${bare.length} hexadecimal digits; an HMAC-SHA256 has 64.`)
        : otherAlgorithm(other, ' has that length'),
    );
    return { causes };
  }
  if (algorithm !== 'SHA-256') causes.push(otherAlgorithm(algorithm));
  return { causes, mac, algorithm };
}

function otherAlgorithm(name: string, why = ' has its length'): HashCause {
  return cause(
    'algorithm',
    `The HASH is no HMAC-SHA256: ${name}${why}. Use HMAC-SHA256, which has 64 digits.`,
  );
}

/** Bytes of base64 in either alphabet, padded or not. */
export function fromBase64(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    // Of a length that base64 lacks.
    return undefined;
  }
}

function cause(kind: HashCause['kind'], message: string): HashCause {
  return { kind, message };
}
