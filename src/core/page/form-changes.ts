import { ownMember, parsePath } from './page-path.js';
import { isObject, isSame } from './plain-data.js';
import type { PageChange, PageRecord } from './page.js';

/** Remembers who wrote what in a form. */
export interface FormChanges {
  /** These paths were written. Who wrote last counts. */
  note(paths: readonly string[], by: string | undefined): void;
  /** What differs between the record as it was saved and as it is. */
  list(saved: PageRecord, record: PageRecord): PageChange[];
  clear(): void;
}

export function createFormChanges(): FormChanges {
  const writers = new Map<string, string | undefined>();
  return {
    note(paths, by) {
      for (const path of paths) {
        for (const key of [...writers.keys()]) if (isAtOrBelow(key, path)) writers.delete(key);
        writers.set(path, by);
      }
    },
    list(saved, record) {
      const changes: PageChange[] = [];
      for (const [path, by] of writers) {
        if (!differs(path, saved, record)) continue;
        changes.push(by === undefined ? { path } : { path, by });
      }
      // A list that only became shorter has no line to name.
      const hasLines = changes.some(({ path }) => path.startsWith('line_items['));
      return hasLines ? changes.filter(({ path }) => path !== 'line_items') : changes;
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
    const lines = list.flatMap((line, index) =>
      isSameLine(former[index], line) ? [] : [`line_items[${index}]`],
    );
    if (list.length < former.length) lines.push('line_items');
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

function isAtOrBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}

function differs(path: string, saved: PageRecord, record: PageRecord): boolean {
  const [before, after] = [valueAt(saved, path), valueAt(record, path)];
  if (path === 'line_items' && Array.isArray(before) && Array.isArray(after)) {
    return after.length < before.length;
  }
  // A line that is gone is told by the list.
  if (path.startsWith('line_items[')) return after !== undefined && !isSameLine(before, after);
  return !isSame(before, after);
}

function valueAt(record: PageRecord, path: string): unknown {
  return parsePath(path)?.reduce(ownMember, record as unknown);
}

/** Compares lines but for what follows from the rest of them. */
function isSameLine(a: unknown, b: unknown): boolean {
  return isSame(withoutTotal(a), withoutTotal(b));
}

function withoutTotal(line: unknown): unknown {
  if (!isObject(line) || line.rate === undefined) return line;
  const { item_total: _, item_total_formatted: __, rate_formatted: ___, ...given } = line;
  return given;
}
