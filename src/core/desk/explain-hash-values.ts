import { PLACEHOLDER } from './placeholder-values.js';
import type { HashCause, HashCauseKind } from './hash-cause.js';
import type { Field } from './explain-hash-fields.js';

/** A way in which a client may have written the values before it hashed them. */
export interface ValuesGuess {
  cause: HashCause;
  /** Whether it is for all fields that it changes. */
  everywhere: boolean;
  apply(fields: readonly Field[]): Field[];
}

type Change = (value: string, name: string) => string | undefined;

/**
 * The ways that change something about these fields: for all of them at once, then for each alone.
 *
 * @param placeholders the value of each placeholder by its name, where they are known
 */
export function valuesGuesses(
  fields: readonly Field[],
  placeholders: Readonly<Record<string, string>> | undefined,
): ValuesGuess[] {
  const guesses = CHANGES.map(([kind, change, message]) => ({ kind, change, message }));
  if (placeholders !== undefined)
    guesses.push({
      kind: 'placeholders',
      change: (value) => value.replace(PLACEHOLDER, (written) => named(placeholders, written)),
      message: 'placeholders had their values before it was hashed. Hash them as they are written: {{name}}',
    });
  return guesses.flatMap(({ kind, change, message }) => {
    const changed = fields.filter(([name, value]) => isChange(change(value, name), value));
    const scopes = changed.length < 2 ? [changed] : [changed, ...changed.map((field) => [field])];
    return scopes.flatMap((scope) => {
      if (scope.length === 0) return [];
      const names = scope.map(([name]) => name);
      return {
        everywhere: scope === changed,
        cause: { kind, message: `In ${names.join(', ')}: ${message}.` },
        apply: (given: readonly Field[]) =>
          given.map(
            ([name, value]): Field => [name, names.includes(name) ? (change(value, name) ?? value) : value],
          ),
      };
    });
  });
}

const RAW = 'Hash the value as it is, and encode it only for sending';
const AS_SENT = 'Write the JSON once, and both hash and send that text';

const CHANGES: readonly (readonly [HashCauseKind, Change, string])[] = [
  ['url_encoded', encodePercent, `the value was URL-encoded before it was hashed. ${RAW}`],
  ['url_encoded', encodeForm, `the value was form-encoded before it was hashed. ${RAW}`],
  ['url_encoded', (value) => toHref(value), `the URL was normalised or encoded before it was hashed. ${RAW}`],
  [
    'url_encoded',
    (value) => value.replaceAll(' ', '+'),
    'a + was hashed, and arrived as a space. Send it as %2B; form data has + for a space',
  ],
  ['url_encoded', decode, 'the value was encoded twice for sending. Encode it once'],
  ['json', json(JSON.stringify), `compact JSON was hashed, and the JSON that is sent has spaces. ${AS_SENT}`],
  [
    'json',
    json(spaced),
    `JSON with a space after : and , was hashed, as Python's json.dumps writes it. ${AS_SENT}`,
  ],
  [
    'json',
    json((value) => ascii(spaced(value))),
    `JSON as Python's json.dumps writes it was hashed, with \\u escapes. ${AS_SENT}`,
  ],
  ['json', json((value) => ascii(JSON.stringify(value))), `JSON with \\u escapes was hashed. ${AS_SENT}`],
  [
    'json',
    json((value) => slashes(ascii(JSON.stringify(value)))),
    `JSON with \\/ was hashed, as PHP's json_encode writes it. ${AS_SENT}`,
  ],
  ['json', json((value) => slashes(JSON.stringify(value))), `JSON with \\/ was hashed. ${AS_SENT}`],
  ['json', json((value) => JSON.stringify(value, null, 2)), `JSON on several lines was hashed. ${AS_SENT}`],
  ['json', json((value) => JSON.stringify(value, null, 4)), `JSON on several lines was hashed. ${AS_SENT}`],
  [
    'json',
    json((value) => JSON.stringify(value, null, '\t')),
    `JSON on several lines was hashed. ${AS_SENT}`,
  ],
  ['json', json((value) => JSON.stringify(sorted(value))), `JSON with sorted keys was hashed. ${AS_SENT}`],
  ['json', json((value) => spaced(sorted(value))), `JSON with sorted keys was hashed. ${AS_SENT}`],
  [
    'json',
    (value, name) => (isObjectField(name) ? JSON.stringify(value) : undefined),
    'the JSON was turned to JSON a second time before it was hashed. Do it once',
  ],
  [
    'json',
    (_, name) => (isObjectField(name) ? '[object Object]' : undefined),
    'an object was hashed as [object Object]. Turn it to JSON text first, and hash and send that',
  ],
  ['values', (value) => value.trim(), 'the value was hashed without the spaces around it. Hash what is sent'],
  [
    'values',
    (value) => value.replace(/\r\n/g, '\n'),
    'line ends were hashed as \\n, and are sent as \\r\\n, as browsers do with FormData',
  ],
  [
    'values',
    (value) => value.replace(/\r?\n/g, '\r\n'),
    'line ends were hashed as \\r\\n, and are sent as \\n. Hash what is sent',
  ],
  [
    'values',
    (value) => value.normalize('NFD'),
    'the text was hashed in another Unicode normal form (NFD). Hash what is sent',
  ],
  [
    'values',
    (value) => value.normalize('NFC'),
    'the text was hashed in another Unicode normal form (NFC). Hash what is sent',
  ],
  [
    'values',
    (value, name) => (name === 'requestType' ? value.toUpperCase() : undefined),
    'the method was hashed in upper case. Send it so too',
  ],
  [
    'values',
    (value, name) => (name === 'requestType' ? value.toLowerCase() : undefined),
    'the method was hashed in lower case. Hash it as it is sent',
  ],
  [
    'values',
    (value, name) => (name === 'requestURL' ? value.replace(/\/$/, '') : undefined),
    'the URL was hashed without its last slash. Hash what is sent',
  ],
  [
    'values',
    (value, name) => (name === 'requestURL' ? value.replace(/[?#].*$/s, '') : undefined),
    'the URL was hashed without its query. Hash what is sent',
  ],
];

function isObjectField(name: string): boolean {
  return name === 'queryParams' || name === 'postBody' || name === 'headers';
}

function isChange(changed: string | undefined, value: string): boolean {
  return changed !== undefined && changed !== value;
}

function encodePercent(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

function encodeForm(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}

function toHref(value: string): string | undefined {
  try {
    return /^https?:/i.test(value) ? new URL(value).href : undefined;
  } catch {
    // No URL.
    return undefined;
  }
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not encoded.
    return undefined;
  }
}

/** Only lists and objects: other JSON is written in one way. */
function json(write: (value: unknown) => string): Change {
  return (text) => {
    if (!/^\s*[{[]/.test(text)) return undefined;
    try {
      return write(JSON.parse(text));
    } catch {
      // No JSON.
      return undefined;
    }
  };
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
    .join(', ')}}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

function ascii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function slashes(text: string): string {
  return text.replaceAll('/', '\\/');
}

function named(values: Readonly<Record<string, string>>, written: string): string {
  const name = written.slice(2, -2).trim();
  return Object.hasOwn(values, name) ? (values[name] ?? written) : written;
}
