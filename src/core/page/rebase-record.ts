import { SAVED_MEMBERS } from './draft.js';
import { followSeveral } from './followers.js';
import { numberName, recordIdNames } from './identity.js';
import { areAllThere, isSameLine, lineOrigins } from './line-origins.js';
import { isObject, isSame } from './plain-data.js';
import type { PageRecord } from './page.js';

/** A record that was stored while it may have been written into. */
export interface StoredMeanwhile {
  module: string;
  /** As it is on the page. */
  present: Readonly<PageRecord>;
  /** As it was when it was sent to be stored. */
  sent: Readonly<PageRecord>;
  /** As it came back. */
  stored: Readonly<PageRecord>;
  organization: Readonly<PageRecord>;
}

/**
 * Lays what was written into a record since it was sent over what came back. Identifiers, the number and the
 * times are those that storing gave, also those of lines.
 */
export function rebaseRecord({ module, present, sent, stored, organization }: StoredMeanwhile): PageRecord {
  const given = new Set([...recordIdNames(module), numberName(module), ...SAVED_MEMBERS]);
  const kept: string[] = [];
  const record: PageRecord = { ...stored };
  for (const name of new Set([...Object.keys(sent), ...Object.keys(present)])) {
    // SECURITY: a member of this name, from a JSON file, would become the prototype.
    if (name === '__proto__' || given.has(name)) continue;
    if (name === 'line_items') {
      const lines = rebaseLines(present.line_items, sent.line_items, stored.line_items);
      if (lines === stored.line_items) continue;
      record.line_items = lines;
    } else {
      const isThere = Object.hasOwn(present, name);
      if (isThere === Object.hasOwn(sent, name) && isSame(sent[name], present[name])) continue;
      if (isThere) record[name] = present[name];
      else delete record[name];
    }
    kept.push(name);
  }
  return followSeveral(record, kept, organization);
}

/** Answers `stored` itself where nothing was written since. */
function rebaseLines(present: unknown, sent: unknown, stored: unknown): unknown {
  if (!Array.isArray(present) || !Array.isArray(sent)) return isSame(sent, present) ? stored : present;
  const origins = lineOrigins(sent, present);
  const isWritten = (line: unknown, index: number) => !isSameLine(sent[origins[index] ?? -1], line);
  if (areAllThere(origins, sent.length) && !present.some(isWritten)) return stored;
  // Of other lists it is not known which line became which.
  if (!Array.isArray(stored) || stored.length !== sent.length) return present;
  return present.map((line: unknown, index) => {
    const origin = origins[index];
    if (origin === undefined) return line;
    const storedLine: unknown = stored[origin];
    if (!isWritten(line, index)) return storedLine;
    const hasId = isObject(storedLine) && Object.hasOwn(storedLine, 'line_item_id');
    return hasId && isObject(line) ? { ...line, line_item_id: storedLine.line_item_id } : line;
  });
}
