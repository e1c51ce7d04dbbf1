import { createHash } from 'node:crypto';

/**
 * The name of a file or folder for any text: what of it is readable, and a hash that tells it apart.
 * It is no name that some system reads otherwise, such as `..`, `con` or one that differs in case only.
 */
export function readableName(text: string, readable = text): string {
  const words = readable
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  // Of the JSON text, not of the bytes: half a surrogate pair has none of its own.
  const hash = createHash('sha256').update(JSON.stringify(text)).digest('hex').slice(0, 16);
  return `${words.replace(/^-+|-+$/g, '') || 'x'}-${hash}`;
}
