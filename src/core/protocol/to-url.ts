/**
 * A URL, or undefined for text that is none. Not `URL.canParse`: in Node 20 and 22 it refuses a host such as
 * `bücher.example` once V8 has compiled the call.
 */
export function toUrl(text: string, base?: string | URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    // No URL.
    return undefined;
  }
}
