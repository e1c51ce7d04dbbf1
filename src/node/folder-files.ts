import { readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { mediaType } from './media-types.js';
import type { FileSource } from '../server/index.js';

const MANIFEST = 'plugin-manifest.json';

/**
 * Serves a widget package as production packs it: `plugin-manifest.json` and what lies under
 * `app/`, and nothing else of the folder: no configuration, no secrets, no sources beside it.
 */
export function folderFiles(folder: string): FileSource {
  return async (path) => {
    const file = await findServedFile(folder, path);
    // The type belongs to the name that was asked for: a link may point to another name.
    return file === undefined ? undefined : { bytes: await readFile(file), type: mediaType(path) };
  };
}

/**
 * Finds the file behind a decoded URL path, links resolved.
 *
 * @returns its real path, or undefined where the path names no file that is served
 */
export async function findServedFile(folder: string, path: string): Promise<string | undefined> {
  const segments = servedSegments(path);
  if (segments === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, ...segments));
    // SECURITY: a link must not lead out of what is served, neither out of the folder nor to a
    // secret beside `app/`.
    const allowed = segments.length === 1 ? join(root, MANIFEST) : await servedFolder(root);
    const isServed = segments.length === 1 ? file === allowed : isInside(allowed, file);
    return isServed && (await stat(file)).isFile() ? file : undefined;
  } catch {
    // Missing, a link in a circle, or not readable by us: there is no such file to serve.
    return undefined;
  }
}

/**
 * SECURITY: this is the only door to the disk. A segment that is empty, begins with a dot (`..`
 * and dotfiles), or that Windows reads as another name is refused.
 */
function servedSegments(path: string): string[] | undefined {
  if (!path.startsWith('/')) return undefined;
  const segments = path.slice(1).split('/');
  if (!segments.every((segment) => /^[^.\\:\p{Cc}][^\\:\p{Cc}]*$/u.test(segment) && !/[. ]$/.test(segment)))
    return undefined;
  const isManifest = segments.length === 1 && segments[0] === MANIFEST;
  const isApp = segments.length > 1 && segments[0] === 'app';
  return isManifest || isApp ? segments : undefined;
}

/** Where `app` really is. It may be a link, to a build's output for example, that stays in the folder. */
async function servedFolder(root: string): Promise<string> {
  const app = await realpath(join(root, 'app'));
  if (!isInside(root, app)) throw new Error('app/ leads out of the folder.');
  return app;
}

/** Whether a real path is strictly inside a real folder, with no dotfile on the way. */
function isInside(folder: string, file: string): boolean {
  const way = relative(folder, file);
  return (
    way !== '' && !way.split(sep).some((segment) => segment.startsWith('.')) && join(folder, way) === file
  );
}
