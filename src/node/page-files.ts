import { readFile } from 'node:fs/promises';
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
