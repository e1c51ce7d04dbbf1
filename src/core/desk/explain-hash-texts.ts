import { latin1 } from './explain-hash-keys.js';
import { toBytes } from './hmac.js';
import type { Field } from './explain-hash-fields.js';
import type { HashCause, HashCauseKind } from './hash-cause.js';
import type { Bytes } from './hmac.js';

/** A way in which a client may have made one text of the fields. */
export interface JoinGuess {
  cause?: HashCause;
  join(fields: readonly Field[]): string;
}

/** A way in which a client may have made bytes of the text. */
export interface BytesGuess {
  cause?: HashCause;
  /** Undefined where it makes no difference, or cannot be. */
  encode(text: string): Bytes | undefined;
}

const pairs = (fields: readonly Field[]) => fields.map(([name, value]) => `${name}=${value}`);
const values = (fields: readonly Field[]) => fields.map(([, value]) => value);
const joined = (fields: readonly Field[]) => pairs(fields).join('&');

const FORM = 'The text is field=value, joined by &';

/** The right way first. */
export const JOIN_GUESSES: readonly JoinGuess[] = [
  { join: joined },
  guess('separator', (fields) => `${joined(fields)}&`, `An & stood at the end. ${FORM}.`),
  guess('separator', (fields) => `&${joined(fields)}`, `An & stood at the beginning. ${FORM}.`),
  guess('separator', (fields) => `?${joined(fields)}`, `A ? stood at the beginning. ${FORM}.`),
  guess(
    'separator',
    (fields) => `${joined(fields)}\n`,
    `A line end stood at the end. ${FORM}; echo adds one, printf does not.`,
  ),
  guess('separator', (fields) => pairs(fields).join('\n'), `Line ends stood between the fields. ${FORM}.`),
  guess('separator', (fields) => pairs(fields).join(''), `Nothing stood between the fields. ${FORM}.`),
  guess('separator', (fields) => pairs(fields).join(','), `Commas stood between the fields. ${FORM}.`),
  guess('separator', (fields) => pairs(fields).join(', '), `Commas stood between the fields. ${FORM}.`),
  guess('separator', (fields) => pairs(fields).join(' & '), `Spaces stood beside the &. ${FORM}.`),
  guess('separator', (fields) => pairs(fields).join('&amp;'), `&amp; stood between the fields. ${FORM}.`),
  guess(
    'separator',
    (fields) => fields.map((field) => field.join(':')).join('&'),
    `A colon stood in place of =. ${FORM}.`,
  ),
  guess(
    'separator',
    (fields) => fields.map((field) => field.join(' = ')).join('&'),
    `Spaces stood beside the =. ${FORM}.`,
  ),
  guess('names', (fields) => values(fields).join('&'), `The names of the fields are missing. ${FORM}.`),
  guess('names', (fields) => values(fields).join(''), `The names of the fields are missing. ${FORM}.`),
  guess('names', (fields) => values(fields).join('\n'), `The names of the fields are missing. ${FORM}.`),
  renamed('requestURL', 'requestUrl'),
  renamed('requestURL', 'url'),
  guess(
    'names',
    (fields) => pairs(fields.map(([name, value]) => [name.toLowerCase(), value])).join('&'),
    `The names were in lower case. ${FORM}, each name as Desk writes it.`,
  ),
  guess(
    'json',
    (fields) => JSON.stringify(Object.fromEntries(fields)),
    `The fields were hashed as JSON. ${FORM}.`,
  ),
  guess(
    'url_encoded',
    (fields) => new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
    `The form as it is sent was hashed. ${FORM}, nothing encoded.`,
  ),
  guess(
    'url_encoded',
    (fields) =>
      fields.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
    `The form as it is sent was hashed. ${FORM}, nothing encoded.`,
  ),
  guess(
    'url_encoded',
    (fields) => encodeURIComponent(joined(fields).toWellFormed()),
    `The whole text was URL-encoded. ${FORM}, nothing encoded.`,
  ),
  guess(
    'url_encoded',
    (fields) => encodeURI(joined(fields).toWellFormed()),
    `The whole text was URL-encoded. ${FORM}, nothing encoded.`,
  ),
];

/** The right way first. */
export const BYTES_GUESSES: readonly BytesGuess[] = [
  { encode: toBytes },
  { cause: charset('Latin-1'), encode: latin1 },
  { cause: charset('UTF-16'), encode: (text) => utf16(text, true) },
  { cause: charset('UTF-16'), encode: (text) => utf16(text, false) },
  {
    cause: charset('ASCII, with ? for other characters,'),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII's own range
    encode: (text) => toBytes(text.replace(/[^\x00-\x7f]/gu, '?')),
  },
];

function guess(kind: HashCauseKind, join: JoinGuess['join'], message: string): JoinGuess {
  return { cause: { kind, message }, join };
}

function renamed(right: string, wrong: string): JoinGuess {
  return guess(
    'names',
    (fields) => pairs(fields.map(([name, value]) => [name === right ? wrong : name, value])).join('&'),
    `${right} was called ${wrong} in the text. Write each name as Desk does.`,
  );
}

function charset(name: string): HashCause {
  return {
    kind: 'charset',
    message: `The text was hashed as ${name} and not as UTF-8. Take its UTF-8 bytes.`,
  };
}

function utf16(text: string, littleEndian: boolean): Bytes {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at), littleEndian);
  return bytes;
}
