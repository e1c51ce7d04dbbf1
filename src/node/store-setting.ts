import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';

/** Where a widget package has what is packed. The second is a Vite project's, which the build copies. */
const PACKED = ['app', join('public', 'app')];

/**
 * Checks where a configuration keeps what widgets store.
 *
 * @param setting its `store`
 * @param home the folder of the configuration, and of the widget package
 * @param place what an error writes before its sentence
 * @returns `memory`, or the absolute path of a folder; undefined for the user's own state folder
 * @throws ZfappsError `invalid_config`
 */
export function checkStore(setting: string | undefined, home: string, place: string): string | undefined {
  if (setting === undefined || setting === 'memory') return setting;
  const refuse = (reason: string): never => {
    throw new ZfappsError('invalid_config', `${place}: ${reason}`);
  };
  if (/^~(?:[/\\]|$)/.test(setting))
    refuse(`"${setting}" begins with ~, which only shells replace; write the whole path`);
  const folder = resolve(home, setting);
  const real = realPath(folder);
  const packed = PACKED.map((name) => join(home, name)).find((app) => {
    const realApp = realPath(app);
    return real === realApp || real.startsWith(realApp + sep);
  });
  if (packed !== undefined)
    refuse(
      `${displayPath(folder)} lies in ${displayPath(packed)}, and would be served and packed with the widget; name a folder outside`,
    );
  if (statSync(real, { throwIfNoEntry: false })?.isDirectory() === false)
    refuse(`${displayPath(folder)} is a file; name a folder`);
  return folder;
}

/** Where a path really leads, as far as there is something. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
