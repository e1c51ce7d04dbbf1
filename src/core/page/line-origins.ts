import { filledLine } from './line-total.js';
import { isObject, isSame } from './plain-data.js';

/** For each line of a list, the index that it had in the former list; undefined for a new line. */
export type LineOrigins = readonly (number | undefined)[];

/**
 * Finds the lines of a former list again: a line is the one of the same `line_item_id`, or the one that says the
 * same. What is left over at the same index of two lists of one length is a line that was edited. (Chosen.)
 */
export function lineOrigins(former: readonly unknown[], lines: readonly unknown[]): LineOrigins {
  const origins: (number | undefined)[] = lines.map(() => undefined);
  const taken = new Set<number>();
  const take = (index: number, origin: number) => {
    origins[index] = origin;
    taken.add(origin);
  };
  /** Takes the pair if the two are one line, and tells whether they are. */
  const pair = (index: number, origin: number) => {
    if (origins[index] === origin) return true;
    if (origins[index] !== undefined || taken.has(origin)) return false;
    if (!isSameLine(former[origin], lines[index])) return false;
    take(index, origin);
    return true;
  };
  const byId = new Map(former.map((line, origin) => [lineId(line), origin]));
  for (const [index, line] of lines.entries()) {
    const id = lineId(line);
    const origin = id === undefined ? undefined : byId.get(id);
    if (origin !== undefined && !taken.has(origin)) take(index, origin);
  }
  // From both ends first: most lists are others in one place, and equal lines stay where they are.
  const shift = former.length - lines.length;
  const shared = Math.min(former.length, lines.length);
  let start = 0;
  while (start < shared && pair(start, start)) start += 1;
  for (let end = lines.length - 1; end >= start && end + shift >= start; end -= 1) {
    if (!pair(end, end + shift)) break;
  }
  const bySaying = new Map<string, number[]>();
  for (const [origin, line] of former.entries()) {
    if (taken.has(origin)) continue;
    const text = saying(line);
    const alike = bySaying.get(text);
    if (alike === undefined) bySaying.set(text, [origin]);
    else alike.push(origin);
  }
  for (const [index, line] of lines.entries()) {
    if (bySaying.size === 0) break;
    const alike = origins[index] === undefined ? bySaying.get(saying(line)) : undefined;
    const origin = alike?.shift();
    if (origin !== undefined) take(index, origin);
  }
  if (shift !== 0) return origins;
  for (const [index, line] of lines.entries()) {
    const isFree = origins[index] === undefined && !taken.has(index);
    const hasOtherId = lineId(line) !== undefined && lineId(former[index]) !== undefined;
    if (isFree && !hasOtherId) take(index, index);
  }
  return origins;
}

/** Tells whether every former line is still there, in its order; new ones may stand between them. */
export function areAllThere(origins: LineOrigins, formerCount: number): boolean {
  const found = origins.filter((origin) => origin !== undefined);
  return found.length === formerCount && found.every((origin, index) => origin === index);
}

/** Compares lines but for what writing them adds: twins, the total, the price of one that has none. */
export function isSameLine(a: unknown, b: unknown): boolean {
  return a === b || isSame(asGiven(a), asGiven(b));
}

function asGiven(line: unknown): unknown {
  if (!isObject(line)) return line;
  const { item_total_formatted: _, rate_formatted: __, ...given } = filledLine(line);
  // Where there is a rate, the total follows from it.
  if (given.rate !== undefined) delete given.item_total;
  return given;
}

/** The same text for lines that say the same: comparing each with each would take seconds for 1,000 of them. */
function saying(line: unknown): string {
  return JSON.stringify(asGiven(line), (_, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).toSorted(byName)) : value,
  );
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

function lineId(line: unknown): string | undefined {
  const id = isObject(line) ? line.line_item_id : undefined;
  return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : undefined;
}
