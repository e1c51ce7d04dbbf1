/** Makes identifiers as the vendor's look: 16 digits. */
export interface RecordIds {
  /** One that was not made before, and is not taken. */
  next(isTaken: (id: string) => boolean): string;
}

/**
 * Makes identifiers that begin as those of the sample records do. Where they begin is random: what a
 * widget has stored of a record of an earlier start must not fit one of this.
 */
export function createIds(random: () => number = Math.random): RecordIds {
  let last = 10_000_000 + Math.floor(random() * 80_000_000);
  return {
    next(isTaken) {
      for (;;) {
        last += 1;
        const id = `46000000${last}`;
        if (!isTaken(id)) return id;
      }
    },
  };
}

/** The identifier of a record that has none, by its module and its place in the list. New ones do not begin so. */
export function recordIdOf(module: string, index: number): string {
  let hash = 0;
  for (const character of module) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000;
  return `460000000${String(hash).padStart(3, '0')}${String(index % 10_000).padStart(4, '0')}`;
}
