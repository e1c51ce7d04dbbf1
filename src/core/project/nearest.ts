/**
 * The known name that a mistyped one most probably means: the same but for case and separators,
 * the same beginning, or few edits away. `undefined` where none is near.
 */
export function nearest(given: string, known: Iterable<string>): string | undefined {
  const wanted = bare(given);
  if (wanted === '' || wanted.length > MAX_LENGTH) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = distanceOf(wanted, bare(name));
    if (distance !== undefined && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}

/** The end of an error message: `; did you mean "hosts"?`, or nothing. */
export function didYouMean(given: string, known: Iterable<string>): string {
  const name = nearest(given, known);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}

/** Longer names are no typing mistakes, and the distance is quadratic. */
const MAX_LENGTH = 64;

function bare(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function distanceOf(given: string, known: string): number | undefined {
  const allowed = Math.min(3, Math.ceil(known.length / 3));
  const distance = editDistance(given, known);
  if (distance <= allowed) return distance;
  const shorter = Math.min(given.length, known.length);
  return shorter >= 4 && (given.startsWith(known) || known.startsWith(given)) ? allowed + 1 : undefined;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    last = current;
  }
  return last[b.length] ?? 0;
}
