import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntryEvent } from './watch-folder.js';

const PAUSE_MS = 1_000;

/**
 * Looks at a folder's entries once a second, where the system does not tell of changes. It does not
 * hold the process open.
 *
 * @param onEntry told of an entry by its name
 * @returns the function that ends it
 */
export function pollFolder(folder: string, onEntry: (name: string, event: EntryEvent) => void): () => void {
  let ended = false;
  let known: Map<string, string> | undefined;
  async function look(): Promise<void> {
    const found = await marksOf(folder);
    if (ended) return;
    if (known !== undefined) {
      for (const [name, mark] of found) {
        if (known.get(name) !== mark) onEntry(name, known.has(name) ? 'change' : 'rename');
      }
      for (const name of known.keys()) if (!found.has(name)) onEntry(name, 'rename');
    }
    known = found;
    setTimeout(look, PAUSE_MS).unref();
  }
  void look();
  return () => {
    ended = true;
  };
}

/** By an entry's name, what changes when it does. */
async function marksOf(folder: string): Promise<Map<string, string>> {
  // A folder that is gone has no entries.
  const names = await readdir(folder).catch((): string[] => []);
  const marks = await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      try {
        const { ino, size, mtimeMs, ctimeMs } = await stat(join(folder, name));
        return [name, `${ino}:${size}:${mtimeMs}:${ctimeMs}`];
      } catch {
        // Went meanwhile, or a link to nothing.
        return [name, ''];
      }
    }),
  );
  return new Map(marks);
}
