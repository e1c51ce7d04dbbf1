import { createHash } from 'node:crypto';

/**
 * What a text is looked up by: itself where it is short and plain, which is good to read in a table, else
 * its SHA-256. An entry of a Postgres index holds less than 2.7 kB, and no text of Postgres holds U+0000.
 */
export function indexedText(text: string): string {
  if (/^[\w.:-]{0,100}$/.test(text)) return text;
  // Of the JSON text, not of the bytes: half a surrogate pair has none of its own.
  return `#${createHash('sha256').update(JSON.stringify(text)).digest('hex')}`;
}
