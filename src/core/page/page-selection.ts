import { describeValue, ZfappsError } from '../protocol/index.js';
import { recordId } from './identity.js';
import type { LineOrigins } from './line-origins.js';
import type { PageRecord } from './page.js';

/** What a page has to select from: records of a list by their identifiers, or lines of a form by their indexes. */
export interface Selectable {
  module: string;
  /** The page is a list, and these are its records; otherwise they are the form's lines. */
  isList: boolean;
  rows: readonly PageRecord[];
}

/** The selected of the rows, in their order. A selection of what is gone meanwhile is none. */
export function selectedOf(
  selectable: Selectable,
  selection: readonly string[],
): [id: string, row: PageRecord][] {
  if (selection.length === 0) return [];
  return withIds(selectable).filter(([id]) => selection.includes(id));
}

/** The indexes of selected lines in a list that was written; lines that are gone are selected no more. */
export function movedSelection(selection: readonly string[], origins: LineOrigins): string[] {
  return origins.flatMap((origin, index) => (selection.includes(String(origin)) ? [String(index)] : []));
}

/** @throws ZfappsError `unknown_record` for what cannot be selected */
export function checkSelection(selectable: Selectable, selection: readonly string[]): void {
  const known = new Set(withIds(selectable).map(([id]) => id));
  const stranger = selection.find((id) => !known.has(id));
  if (stranger === undefined) return;
  const place = selectable.isList
    ? `The list has no ${selectable.module} of the identifier`
    : 'The form has no line of the index';
  throw new ZfappsError('unknown_record', `${place} ${describeValue(stranger)}.`);
}

function withIds({ module, isList, rows }: Selectable): [string, PageRecord][] {
  return rows.flatMap((row, index) => {
    const id = isList ? recordId(module, row) : String(index);
    return id === undefined ? [] : [[id, row] as [string, PageRecord]];
  });
}
