import { areAllThere, isSameLine, lineOrigins } from './line-origins.js';
import { ownMember, parsePath } from './page-path.js';
import { isSame } from './plain-data.js';
import type { LineOrigins } from './line-origins.js';
import type { PageChange, PageRecord } from './page.js';

/** Remembers who wrote what in a form. */
export interface FormChanges {
  /** These paths were written. Who wrote last counts. */
  note(paths: readonly string[], by: string | undefined): void;
  /** What differs between the record as it was saved and as it is. */
  list(saved: PageRecord, record: PageRecord): PageChange[];
  /** The list of line items is another one: what is said of a line goes where that line is, or ends with it. */
  moveLines(origins: LineOrigins): void;
  /** Forgets who wrote what does not differ any more. */
  settle(saved: PageRecord, record: PageRecord): void;
  clear(): void;
}

export function createFormChanges(): FormChanges {
  const writers = new Map<string, string | undefined>();
  return {
    note(paths, by) {
      for (const path of paths) {
        for (const key of [...writers.keys()]) if (isReplacedBy(key, path)) writers.delete(key);
        writers.set(path, by);
      }
    },
    list(saved, record) {
      const changes: PageChange[] = [];
      const differs = differenceOf(saved, record);
      for (const [path, by] of writers) {
        if (!differs(path)) continue;
        changes.push(by === undefined ? { path } : { path, by });
      }
      // A list that only became shorter has no line to name.
      const hasLines = changes.some(({ path }) => path.startsWith('line_items['));
      return hasLines ? changes.filter(({ path }) => path !== 'line_items') : changes;
    },
    moveLines(origins) {
      const former = [...writers];
      writers.clear();
      for (const [path, by] of former) {
        const origin = lineIndex(path);
        const index = origin === undefined ? undefined : origins.indexOf(origin);
        if (index !== -1) writers.set(index === undefined ? path : `line_items[${index}]`, by);
      }
    },
    settle(saved, record) {
      const differs = differenceOf(saved, record);
      for (const path of [...writers.keys()]) if (!differs(path)) writers.delete(path);
    },
    clear: () => writers.clear(),
  };
}

/**
 * The paths that a write at `parts` counts as: a list of line items or custom fields counts as those
 * of its entries that are others now.
 */
export function writtenPaths(before: PageRecord, after: PageRecord, parts: readonly string[]): string[] {
  const path = pathText(after, parts);
  const [name = ''] = parts;
  const [former, list] = [before[name], after[name]];
  if (!Array.isArray(former) || !Array.isArray(list)) return [path];
  if (name === 'line_items') {
    if (parts.length > 1) return [`line_items[${parts[1]}]`];
    const origins = lineOrigins(former, list);
    const lines = list.flatMap((line, index) =>
      isSameLine(former[origins[index] ?? -1], line) ? [] : [`line_items[${index}]`],
    );
    if (!areAllThere(origins, former.length)) lines.push('line_items');
    return lines.length === 0 ? [path] : lines;
  }
  if (name !== 'custom_fields' || parts.length > 2 || list.length !== former.length) return [path];
  const fields = list.flatMap((field, index) =>
    isSame(ownMember(former[index], 'value'), ownMember(field, 'value'))
      ? []
      : [`custom_fields[${index}].value`],
  );
  return fields.length === 0 ? [path] : fields;
}

/** A path in one spelling: `line_items.0.rate` → `line_items[0].rate`. */
function pathText(record: PageRecord, parts: readonly string[]): string {
  let text = '';
  let holder: unknown = record;
  for (const part of parts) {
    text += Array.isArray(holder) ? `[${part}]` : text === '' ? part : `.${part}`;
    holder = ownMember(holder, part);
  }
  return text;
}

/** What was said of lines stays where a list that holds them is written: those that are others are written too. */
function isReplacedBy(path: string, written: string): boolean {
  if (path === written) return true;
  return written !== 'line_items' && (path.startsWith(`${written}.`) || path.startsWith(`${written}[`));
}

function lineIndex(path: string): number | undefined {
  const index = /^line_items\[(\d+)\]$/.exec(path)?.[1];
  return index === undefined ? undefined : Number(index);
}

/** Tells of a path whether two records differ there: of a line, whether it is none of the saved ones as it was. */
function differenceOf(saved: PageRecord, record: PageRecord): (path: string) => boolean {
  const [before, after] = [saved.line_items, record.line_items];
  let origins: LineOrigins | undefined;
  return (path) => {
    const index = lineIndex(path);
    const isOfLines = path === 'line_items' || index !== undefined;
    if (!isOfLines || !Array.isArray(before) || !Array.isArray(after)) {
      return !isSame(valueAt(saved, path), valueAt(record, path));
    }
    origins ??= lineOrigins(before, after);
    if (index === undefined) return !areAllThere(origins, before.length);
    // A line that is gone is told by the list.
    return index < after.length && !isSameLine(before[origins[index] ?? -1], after[index]);
  };
}

function valueAt(record: PageRecord, path: string): unknown {
  return parsePath(path)?.reduce(ownMember, record as unknown);
}
