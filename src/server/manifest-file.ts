import type { FileSource } from './file-source.js';

const MANIFEST = '/plugin-manifest.json';

/**
 * The files of a package, the manifest without the extension's `secret`.
 *
 * SECURITY: who knows it signs calls in the extension's name; a widget's page may be anybody's.
 */
export function withoutSecret(files: FileSource): FileSource {
  return async (path) => {
    const file = await files(path);
    if (file === undefined || path !== MANIFEST) return file;
    const text = new TextDecoder().decode(file.bytes);
    if (!text.includes('secret')) return file;
    return { ...file, bytes: new TextEncoder().encode(masked(text)) };
  };
}

function masked(text: string): string {
  try {
    return JSON.stringify(
      JSON.parse(text.replace(/^\uFEFF/, ''), (key, value) => (/^secret$/i.test(key) ? '****' : value)),
      null,
      2,
    );
  } catch {
    // No JSON, so that nothing in it can be told apart.
    return '{}';
  }
}
