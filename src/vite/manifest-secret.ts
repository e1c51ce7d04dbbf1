import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The manifest's name. */
export const MANIFEST = 'plugin-manifest.json';

/** What is answered in place of a manifest with a secret. */
export const KEEPS_SECRET = `zfapps() serves no ${MANIFEST}: it holds the secret of the extension. Move the secret to desk.secret in zfapps.config, as { env: "NAME" }, and it is served again.`;

/**
 * Tells whether the manifest of a folder has a member `secret`, anywhere and in any letter case.
 *
 * SECURITY: who knows the secret of a Desk extension signs calls in its name; a widget's page may be anybody's.
 * The text is searched, not parsed: one with a byte order mark, or half written, holds its secret too.
 */
export function holdsSecret(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, MANIFEST), 'utf8');
    return /"secret"\s*:/i.test(text.replace(/\\u([\da-f]{4})/gi, (_, code) => byCode(code)));
  } catch {
    // No manifest, or none that can be read: that is said where it is loaded.
    return false;
  }
}

/**
 * Tells whether a request is for a file with the manifest's name, in whichever folder: Vite serves the same one at
 * several paths, such as `/@fs/…`.
 *
 * @param url the path and the query, as the request has them
 */
export function asksForManifest(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  // Byte by byte: a path that is broken elsewhere is none that decodeURIComponent takes.
  const [decoded = ''] = path.replace(/%([\da-f]{2})/gi, (_, code) => byCode(code)).split(/[?#]/, 1);
  const segments = decoded.split(/[/\\]+/).filter((segment) => segment !== '');
  return segments.at(-1)?.toLowerCase() === MANIFEST;
}

function byCode(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}
