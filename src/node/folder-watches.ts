import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { watchFolder } from './watch-folder.js';
import type { EntryEvent, WatchFolderOptions } from './watch-folder.js';

/** Options of {@link createFolderWatches}. */
export interface FolderWatchesOptions extends Pick<WatchFolderOptions, 'onTrouble'> {
  /** Told of an entry of a watched folder, or of that folder itself, by its path. */
  onPath(path: string, event: EntryEvent): void;
}

/** Watches on several folders, each without those below it. */
export interface FolderWatches {
  /**
   * Watches these folders and no others. In the place of one that is missing, the nearest around it is
   * watched: there its coming is seen.
   *
   * @returns the folders that were not watched before, or are others by the same name
   */
  watch(wanted: Iterable<string>): string[];
  close(): void;
}

export function createFolderWatches({ onPath, onTrouble }: FolderWatchesOptions): FolderWatches {
  const watched = new Map<string, { ino: number; end(): void }>();

  function leave(folder: string): void {
    watched.get(folder)?.end();
    watched.delete(folder);
  }

  function enter(folder: string, ino: number): void {
    leave(folder);
    const end = watchFolder(folder, {
      onEntry(name, event) {
        // It went away itself: what comes by its name is another, even where the system numbers it the same.
        if (name === '' && event === 'rename') leave(folder);
        onPath(name === '' ? folder : join(folder, name), event);
      },
      onTrouble,
    });
    watched.set(folder, { ino, end });
  }

  return {
    watch(wanted) {
      const found = new Map(Array.from(wanted, nearestFolder));
      for (const folder of watched.keys()) if (!found.has(folder)) leave(folder);
      const fresh = [...found].filter(([folder, ino]) => watched.get(folder)?.ino !== ino);
      for (const [folder, ino] of fresh) enter(folder, ino);
      return fresh.map(([folder]) => folder);
    },
    close() {
      for (const folder of watched.keys()) leave(folder);
    },
  };
}

/** The folder, or the nearest around it that is there, with its number in the file system. */
function nearestFolder(folder: string): [folder: string, ino: number] {
  const found = statSync(folder, { throwIfNoEntry: false });
  const parent = dirname(folder);
  if (found?.isDirectory() || parent === folder) return [folder, found?.ino ?? 0];
  return nearestFolder(parent);
}
