import { readFile } from 'node:fs/promises';
import { ZfappsError } from '../core/protocol/index.js';
import { mediaType } from './media-types.js';
import { built } from './package-root.js';
import type { FileSource } from '../server/index.js';

/** The host page as it was built: `/index.html` and `/assets/…`. */
export const pageFiles: FileSource = async (path) => {
  // SECURITY: plain names only, so that no path leads out of the folder.
  if (!/^\/(?:index\.html|assets\/[\w-]+(?:\.[\w-]+)*)$/.test(path)) return undefined;
  try {
    return { bytes: await readFile(built('page', ...path.slice(1).split('/'))), type: mediaType(path) };
  } catch {
    // Not built, or no such file: the server says which.
    return undefined;
  }
};

let sdk: Promise<Uint8Array> | undefined;

/** The SDK that stands in for the vendor's, as it was built. It is read once: every mount of a widget needs it. */
export function sdkFile(): Promise<Uint8Array> {
  sdk ??= readSdk().catch((error: unknown) => {
    // It may be built by the next time.
    sdk = undefined;
    throw error;
  });
  return sdk;
}

async function readSdk(): Promise<Uint8Array> {
  try {
    return await readFile(built('zf_sdk.js'));
  } catch (cause) {
    throw new ZfappsError('internal', 'The SDK is not built. In a clone of zfapps-shim, run: npm run build', {
      cause,
    });
  }
}

let prelude: string | undefined;

/**
 * The script that runs first in every page of a widget, as it was built. It is read once: every answer
 * needs it, since the policy names its hash.
 */
export async function preludeFile(): Promise<string> {
  prelude ??= await readPrelude();
  return prelude;
}

async function readPrelude(): Promise<string> {
  let text: string;
  try {
    text = (await readFile(built('prelude.js'), 'utf8')).trim();
  } catch (cause) {
    throw new ZfappsError(
      'internal',
      'The prelude is not built. In a clone of zfapps-shim, run: npm run build',
      {
        cause,
      },
    );
  }
  // It stands in the first line of every page: each line of its own would shift the page's.
  if (/[\n\r\u2028\u2029]/.test(text))
    throw new ZfappsError(
      'internal',
      'dist/prelude.js has a line break, which would make the line numbers of every page wrong. Look in src/widget for a text with a line break, and write it as src/widget/swap-written.ts does.',
    );
  return text;
}
