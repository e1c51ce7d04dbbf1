import {
  invalidOption,
  isBlank,
  isFieldName,
  isFieldValue,
  TRANSPORT_FIELDS,
  trimEnds,
  ZfappsError,
} from '../protocol/index.js';
import type { WireEntry } from '../protocol/index.js';
import type { Header } from './upstream.js';

/** What a widget may not set: the transport's own fields, and cookies, which belong to a browser. */
const FORBIDDEN = new Set([
  ...TRANSPORT_FIELDS,
  'accept-encoding',
  'cookie',
  'cookie2',
  'proxy-authenticate',
  'proxy-authorization',
]);

/**
 * Makes headers of a widget's pairs: repeated names are joined by `, `, forbidden ones are dropped
 * with a warning.
 *
 * @throws ZfappsError `invalid_options` for a name or a value that HTTP cannot carry
 */
export function toHeaders(entries: readonly WireEntry[], warnings: string[]): Header[] {
  const headers = new Map<string, Header>();
  const pairs = entries.map((entry, index) => toHeader(entry, `header[${index}]`));
  const hopByHop = new Set(
    pairs.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => listMembers(value)),
  );
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (FORBIDDEN.has(key) || hopByHop.has(key)) {
      warnings.push(`The header ${name} was not sent: only the transport may set it.`);
      continue;
    }
    const earlier = headers.get(key);
    if (earlier === undefined) headers.set(key, [name, value]);
    else earlier[1] = `${earlier[1]}, ${value}`;
  }
  return [...headers.values()];
}

function toHeader({ key, value }: WireEntry, field: string): Header {
  if (!isFieldName(key))
    throw invalidOption(`${field}.key`, key, 'a header name such as "X-Trace" (RFC 9110, §5.1)');
  const trimmed = trimEnds(value, isBlank);
  // SECURITY: a line break here would split the request. The value itself may be a secret: it is not quoted.
  if (!isFieldValue(trimmed)) {
    throw new ZfappsError(
      'invalid_options',
      `${field}.value (of ${key}) holds a character that a header cannot carry; expected Latin-1 text without line breaks (encode anything else, for example with encodeURIComponent). Nothing was sent.`,
    );
  }
  return [key, trimmed];
}

function listMembers(value: string): string[] {
  return value.split(',').map((member) => member.trim().toLowerCase());
}

/** The same headers without those of these names, in any letter case. */
export function withoutHeaders(headers: readonly Header[], names: Iterable<string>): Header[] {
  const unwanted = new Set(Array.from(names, (name) => name.toLowerCase()));
  return headers.filter(([name]) => !unwanted.has(name.toLowerCase()));
}

/** The first value of a header, by its name in any letter case. */
export function headerValue(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}
