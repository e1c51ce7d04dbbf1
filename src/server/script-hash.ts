/** There are few: a prelude, and an import map for each name under which the server is reached. */
const known = new Map<string, Promise<string>>();

/** The source by which a Content Security Policy allows an inline script of this text: `'sha256-…'`. */
export function scriptHash(text: string): Promise<string> {
  const hash = known.get(text) ?? digest(text);
  known.set(text, hash);
  return hash;
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(bytes)))}'`;
}
