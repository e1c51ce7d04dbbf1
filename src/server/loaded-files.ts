/** Remembers which page asked for which file, to tell which pages a changed file concerns. */
export interface LoadedFiles {
  /**
   * @param path the file that was asked for
   * @param asker the path of the page, style or module that asked; undefined where the browser did not say
   * @param found whether there is such a file: one that is missing concerns its pages when it comes
   */
  note(path: string, asker: string | undefined, found: boolean): void;
  /**
   * The pages that load a file, itself included; of a folder, those that load anything in it.
   * Undefined where that is not known, so that any page may.
   */
  pagesOf(paths: readonly string[]): string[] | undefined;
}

type Askers = Set<string | undefined>;

/** Most files that are remembered, and most paths that are no files: a page may ask for any number of those. */
const MOST_FILES = 10_000;
const MOST_MISSING = 1_000;

/** Most askers of one file. A page that renames itself (`history.pushState`) asks under many names. */
const MOST_ASKERS = 100;

export function createLoadedFiles(): LoadedFiles {
  const files = new Map<string, Askers>();
  const missing = new Map<string, Askers>();
  /** Whether a file was forgotten. A path that was none does not count: else any new file would concern every page. */
  let forgotten = false;

  function askersOfFile(key: string): Askers {
    const askers = files.get(key) ?? new Set();
    files.set(key, askers);
    if (dropOldest(files, MOST_FILES)) forgotten = true;
    return askers;
  }

  function askersOfMissing(key: string): Askers {
    const askers = missing.get(key) ?? new Set();
    // Asked for just now, it is the last to be forgotten.
    missing.delete(key);
    missing.set(key, askers);
    dropOldest(missing, MOST_MISSING);
    return askers;
  }

  return {
    note(path, asker, found) {
      const key = keyOf(path);
      const isFile = found || files.has(key);
      const askers = isFile ? askersOfFile(key) : askersOfMissing(key);
      if (isFile) {
        for (const earlier of missing.get(key) ?? []) askers.add(earlier);
        missing.delete(key);
      }
      askers.add(askers.size < MOST_ASKERS ? asker : undefined);
    },

    pagesOf(paths) {
      const pages = new Map<string, string>();
      for (const path of paths) {
        const known = [files, missing].flatMap((map) => keysWithin(map, keyOf(path)));
        // Nobody asked for it, as far as that is remembered.
        if (known.length === 0 && forgotten) return undefined;
        for (const key of known) pages.set(key, key);
        pages.set(keyOf(path), path);
      }
      // A map grows while it is walked: what asked for a style is followed to the page.
      for (const key of pages.keys()) {
        for (const asker of files.get(key) ?? missing.get(key) ?? []) {
          // A page asks for itself, also one that is missing.
          if (asker !== undefined && keyOf(asker) === key) continue;
          // An asker that is no file is a page under another name, or one that hides its own.
          if (asker === undefined || !files.has(keyOf(asker))) return undefined;
          if (pages.get(keyOf(asker)) !== asker) pages.set(keyOf(asker), asker);
        }
      }
      return [...pages.values()];
    },
  };
}

function dropOldest(map: Map<string, Askers>, most: number): boolean {
  const [oldest] = map.keys();
  return map.size > most && oldest !== undefined && map.delete(oldest);
}

function keysWithin(map: Map<string, Askers>, key: string): string[] {
  if (map.has(key)) return [key];
  return [...map.keys()].filter((one) => one.startsWith(`${key}/`));
}

/** Disks differ in whether case and composed accents tell names apart. One reload too many does no harm. */
function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
