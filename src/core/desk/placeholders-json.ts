/**
 * A placeholder in the text of a JSON string, as far as it is written without quotation marks. In JSON two braces in a
 * row stand only inside strings, so a match is never outside one.
 */
const IN_JSON = /\{\{(?:[^{}"\\]|\\.){0,500}\}\}/g;

/** Thrown where two keys of an object became one. */
export class MergedKeys extends Error {}

/**
 * Puts values into the strings of a JSON text; every other byte stays, numbers of any length and spaces included.
 *
 * @param json that JSON.parse takes
 * @param valueFor gets a placeholder with its braces, and gives text, or undefined for what is none
 * @throws MergedKeys
 */
export function substituteJson(json: string, valueFor: (written: string) => string | undefined): string {
  let replaced = 0;
  const filled = json.replace(IN_JSON, (match) => {
    const written = JSON.parse(`"${match}"`);
    const value = valueFor(written);
    if (value === undefined || value === written) return match;
    replaced++;
    // SECURITY: a quotation mark in a value would end the string.
    return JSON.stringify(value).slice(1, -1);
  });
  // Of two members with one key, readers take either.
  if (replaced > 0 && keyCount(filled) !== keyCount(json)) throw new MergedKeys();
  return filled;
}

function keyCount(json: string): number {
  let count = 0;
  const open: unknown[] = [JSON.parse(json)];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const members = Object.values(value);
    if (!Array.isArray(value)) count += members.length;
    for (const member of members) open.push(member);
  }
  return count;
}
