import { ZfappsError } from '../protocol/index.js';
import type { PageRecord } from './page.js';

/** The names of a page's record: its module's, and that of a contact's other side. */
export function namesOf(module: string, record: Readonly<PageRecord>): readonly string[] {
  if (module === 'customer' || module === 'vendor') return [module, 'contact'];
  if (module !== 'contact') return [module];
  return [module, record.contact_type === 'vendor' ? 'vendor' : 'customer'];
}

/** Tells whether a widget of this location is handed what the person selected of a list. */
export function isSelectionLocation(location: string | undefined): boolean {
  return location !== undefined && /\.bulkaction\.button$|^customaction\.list\.widget$/.test(location);
}

/** What a list page shows. */
export interface ListedRecords {
  module: string;
  list: readonly PageRecord[];
  selected: readonly PageRecord[];
  /** Records of the page's own, by name: they win over what the list would be. */
  shared: Readonly<PageRecord>;
}

/**
 * The names under which a widget finds the records of a list page. The plural is the list; for a widget
 * that is handed the selection, it is that, and the record is the first of it.
 *
 * @throws ZfappsError `unknown_key` where a widget asks for the record, and none is listed or, if it is handed the
 *   selection, none is selected
 */
export function listNames(
  { module, list, selected, shared }: ListedRecords,
  location: string | undefined,
  root: string | undefined,
): PageRecord {
  const handed = isSelectionLocation(location);
  const record = handed ? selected[0] : (selected[0] ?? list[0]);
  const names = namesOf(module, record ?? list[0] ?? {});
  if (handed && record === undefined && root !== undefined && names.includes(root)) {
    const message = `No record is selected, so there is no "${root}": select records of the list first.`;
    throw new ZfappsError('unknown_key', message);
  }
  if (record === undefined && root !== undefined && names.includes(root) && !Object.hasOwn(shared, root)) {
    const message = `The list has no records, so there is no "${root}"; "${root}s" is an empty list.`;
    throw new ZfappsError('unknown_key', message);
  }
  const roots: PageRecord = {};
  for (const name of names) if (record !== undefined) roots[name] = record;
  for (const name of names) {
    const plural = `${name}s`;
    if (handed) roots[plural] = selected;
    else if (!Object.hasOwn(shared, plural)) roots[plural] = list;
  }
  return roots;
}
