import type { ObservedRequest } from './observed-request.js';

/** The query by name: a text, or a list where the name repeats. */
export function queryOf({ query }: ObservedRequest): Record<string, string | string[]> {
  return byName(query);
}

/** The headers by name in lower case. */
export function headersOf({ headers }: ObservedRequest): Record<string, string | string[]> {
  return byName(headers.map(([name, value]) => [name.toLowerCase(), value] as const));
}

/** The body in the form of what it is compared with: text for a text, else the data that it holds. */
export function readBody(request: ObservedRequest, expected: unknown): unknown {
  const { body } = request;
  if (body === undefined || typeof expected === 'string') return body;
  const type = String(headersOf(request)['content-type'] ?? '');
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return byName([...new URLSearchParams(body)]);
  if (/^multipart\/form-data\b/i.test(type)) return byName(formPairs(body, type));
  try {
    return JSON.parse(body);
  } catch {
    // No JSON: the text is shown against what was expected.
    return body;
  }
}

/** The pairs of a form that this project wrote: each part has a name and text (RFC 7578). */
function formPairs(body: string, type: string): [string, string][] {
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1] ?? '';
  return body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /\bname="([^"]*)"/.exec(head)?.[1];
    return name === undefined ? [] : [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]];
  });
}

function byName(pairs: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    const former = found[name];
    found[name] = former === undefined ? value : [...(Array.isArray(former) ? former : [former]), value];
  }
  return found;
}
