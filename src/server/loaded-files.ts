/** Remembers which page asked for which file, to tell which pages a changed file concerns. */
export interface LoadedFiles {
  /**
   * @param path the file that was asked for
   * @param referrer the path of the page, style or module that asked; undefined where the browser did not say
   */
  note(path: string, referrer: string | undefined): void;
  /** The pages that load a file, itself included; undefined where that is not known of some request. */
  pagesOf(path: string): string[] | undefined;
}

export function createLoadedFiles(): LoadedFiles {
  const askedBy = new Map<string, Set<string | undefined>>();
  return {
    note(path, referrer) {
      const known = askedBy.get(path);
      if (known === undefined) askedBy.set(path, new Set([referrer]));
      else known.add(referrer);
    },
    pagesOf(path) {
      const found = new Set<string>([path]);
      // A set grows while it is walked: what asked for a style is followed to the page.
      for (const file of found) {
        for (const referrer of askedBy.get(file) ?? []) {
          if (referrer === undefined) return undefined;
          found.add(referrer);
        }
      }
      return [...found];
    },
  };
}
