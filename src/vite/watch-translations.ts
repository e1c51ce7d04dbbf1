import { join, relative, sep } from 'node:path';
import { TRANSLATIONS_FOLDER } from '../core/project/index.js';
import { gather } from '../node/index.js';
import { isTranslations } from '../server/index.js';
import type { FSWatcher } from 'vite';
import type { Server } from '../server/index.js';

/**
 * Tells the host pages of changed translations: no module imports them, so Vite reloads nothing.
 *
 * @param roots folders that hold `app/`; an empty text is none
 */
export function watchTranslations(
  watcher: FSWatcher,
  roots: readonly string[],
  server: Pick<Server, 'fileChanged'>,
): void {
  const folders = roots.filter((root) => root !== '');
  watcher.add(folders.map((root) => join(root, TRANSLATIONS_FOLDER)));
  const changed = gather<string>(([first = '', ...more]) => server.fileChanged(first, ...more));
  watcher.on('all', (_, file) => {
    const path = folders.map((root) => `/${relative(root, file).split(sep).join('/')}`).find(isTranslations);
    if (path !== undefined) changed.add(path);
  });
}
