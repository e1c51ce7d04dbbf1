import type { Header } from './upstream.js';

/** Names as the upstream sent them first; repeated ones joined in any letter case. */
export function joinHeaders(headers: readonly Header[]): Record<string, string> {
  const joined = new Map<string, Header>();
  for (const [name, value] of headers) {
    const earlier = joined.get(name.toLowerCase());
    if (earlier === undefined) joined.set(name.toLowerCase(), [name, value]);
    else earlier[1] = `${earlier[1]}, ${value}`;
  }
  return Object.fromEntries(joined.values());
}
