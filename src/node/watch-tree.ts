import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { watchFolder } from './watch-folder.js';
import type { EntryEvent, WatchFolderOptions } from './watch-folder.js';

/** Options of {@link watchTree}. */
export interface WatchTreeOptions extends Pick<WatchFolderOptions, 'onTrouble'> {
  /** Told of a file that was written, came or went; and of a folder that came or went with all that is in it. */
  onPath(path: string): void;
}

/** A watched tree. */
export interface TreeWatch {
  /** Resolves once every folder that was there is watched. */
  ready: Promise<void>;
  end(): void;
}

/** Systems that watch a whole tree by one handle. There, handles in subfolders would keep those from being renamed. */
const WHOLE = process.platform === 'win32' || process.platform === 'darwin';

/**
 * Watches a folder and all below it, links followed; entries that begin with a dot and `node_modules`
 * are left out. It does not hold the process open.
 */
export function watchTree(root: string, { onPath, onTrouble }: WatchTreeOptions): TreeWatch {
  const watched = new Map<string, { real: string; ino: number; end(): void }>();
  let ended = false;

  async function enter(folder: string, around: readonly string[]): Promise<void> {
    const found = await identify(folder);
    // A link to a folder around it would lead on for ever.
    if (found === undefined || ended || watched.has(folder) || around.includes(found.real)) return;
    const end = watchFolder(found.real, {
      onEntry: (name, event) => void take(folder, name, event),
      onTrouble,
      recursive: WHOLE,
    });
    watched.set(folder, { ...found, end });
    if (WHOLE) return;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const folders = entries.filter(
      (entry) => !isLeftOut(entry.name) && (entry.isDirectory() || entry.isSymbolicLink()),
    );
    await Promise.all(folders.map(({ name }) => enter(join(folder, name), [...around, found.real])));
  }

  async function take(folder: string, name: string, event: EntryEvent): Promise<void> {
    if (isLeftOut(name)) return;
    const path = name === '' ? folder : join(folder, name);
    const found = await identify(path);
    if (ended) return;
    const known = watched.get(path);
    // The system tells of a folder's own end by an empty name, and may give its number to the next folder.
    if (known !== undefined && (name === '' || known.ino !== found?.ino || known.real !== found.real))
      leave(path);
    // Before it is told: what is written in between is told with it.
    if (found !== undefined) await enter(path, realsAround(path));
    // A folder is written whenever something in it comes or goes, which is told by itself.
    if (!ended && (found === undefined || event === 'rename')) onPath(path);
  }

  function leave(folder: string): void {
    for (const [path, { end }] of watched) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      end();
      watched.delete(path);
    }
  }

  function realsAround(path: string): string[] {
    return [...watched].flatMap(([folder, { real }]) => (path.startsWith(folder + sep) ? [real] : []));
  }

  return {
    ready: enter(root, []),
    end() {
      ended = true;
      leave(root);
    },
  };
}

/** A folder as the system knows it; undefined for what is no folder. */
async function identify(path: string): Promise<{ real: string; ino: number } | undefined> {
  try {
    const [real, found] = await Promise.all([realpath(path), stat(path)]);
    return found.isDirectory() ? { real, ino: found.ino } : undefined;
  } catch {
    // Went meanwhile, or a link to nothing.
    return undefined;
  }
}

function isLeftOut(name: string): boolean {
  return name.split(/[\\/]/).some((segment) => segment.startsWith('.') || segment === 'node_modules');
}
