import type { Header } from './upstream.js';

/**
 * The codings of a response in the order in which they were applied (RFC 9110 §8.4), in lower case.
 * `identity` says nothing and is left out.
 */
export function contentCodings(headers: readonly Header[]): string[] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/** The headers of a response whose body was decoded: what told of the coded body is gone. */
export function withoutCoding(headers: readonly Header[]): Header[] {
  return headers.filter(([name]) => !/^content-(encoding|length)$/i.test(name));
}
