import { existsSync, statfsSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { pollFolder } from './poll-folder.js';

/**
 * What happened to an entry of a folder: `rename` where it came, went or was replaced, `change` where
 * it was written. A written file may be told as either, and more than once.
 */
export type EntryEvent = 'rename' | 'change';

/** Options of {@link watchFolder}. */
export interface WatchFolderOptions {
  /** Told of an entry by its name; of the folder itself by an empty name. */
  onEntry(name: string, event: EntryEvent): void;
  /** Told why the system gives no events. The folder is then looked at once a second. */
  onTrouble(error: NodeJS.ErrnoException): void;
  /** Whether what is in subfolders is told too, by `sub/name`. Only some systems can. Default false. */
  recursive?: boolean;
}

/**
 * Watches one folder. It does not hold the process open.
 *
 * Node's own watcher and not chokidar: that either holds the process open or, told not to, loses sight
 * of a file at the first editor that saves by renaming (148 of 150 such saves here), and it notices
 * neither a link that is pointed elsewhere nor the watched folder's own return.
 *
 * @returns the function that ends it
 */
export function watchFolder(
  folder: string,
  { onEntry, onTrouble, recursive }: WatchFolderOptions,
): () => void {
  const poll = () => pollFolder(folder, onEntry);
  if (!tellsOfChanges(folder)) return poll();
  let end = () => {};
  function resort(error: NodeJS.ErrnoException): void {
    end();
    // It went away, which Windows tells as EPERM.
    if (!existsSync(folder)) {
      onEntry('', 'rename');
      return;
    }
    onTrouble(error);
    end = poll();
  }
  try {
    const watcher = watch(folder, { persistent: false, recursive: recursive ?? false });
    end = () => watcher.close();
    watcher.on('change', (event, name) =>
      onEntry(entryOf(folder, name), event === 'rename' ? event : 'change'),
    );
    // Without a listener, Windows' EPERM for a deleted folder would end the process.
    watcher.on('error', resort);
  } catch (error) {
    resort(error as NodeJS.ErrnoException);
  }
  return () => end();
}

/** The name of an entry; empty for the folder itself, which Linux tells by its own name when it goes. */
function entryOf(folder: string, name: string | Buffer | null): string {
  const text = String(name ?? '');
  return text === basename(folder) && !existsSync(join(folder, text)) ? '' : text;
}

/**
 * Kinds of file systems whose changes are made elsewhere, so that Linux does not hear of them: 9P (a
 * Windows disk in WSL), NFS, SMB, and FUSE (a folder of the host in Docker Desktop).
 */
const REMOTE = [0x01021997, 0x6969, 0xff534d42, 0xfe534d42, 0x65735546];

function tellsOfChanges(folder: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return !REMOTE.includes(statfsSync(folder).type);
  } catch {
    // Not there, or not to be asked: the watcher says which.
    return true;
  }
}
