import { createFormChanges, writtenPaths } from './form-changes.js';
import { lineOrigins } from './line-origins.js';
import { isSame } from './plain-data.js';
import { rebaseRecord } from './rebase-record.js';
import { writeRecord } from './write-record.js';
import type { LineOrigins } from './line-origins.js';
import type { PageChange, PageRecord } from './page.js';
import type { Writing } from './write-record.js';

/** What became of a form. */
export interface FormEdit {
  /** The paths that are others now. */
  paths: readonly string[];
  /** Where its lines came from; absent where each is where it was. */
  origins?: LineOrigins | undefined;
}

/** A record on a page, with what was written into it since it was saved. */
export interface RecordForm {
  /** Not a copy: never written into. */
  readonly record: PageRecord;
  readonly changes: PageChange[];
  /** Writes; undefined where nothing is another then. */
  write(writing: Writing, by?: string): FormEdit | undefined;
  /** Takes another record, as saved. */
  replace(record: PageRecord): FormEdit;
  /** Takes what came back for the record that was sent to be stored, but for what was written since. */
  rebase(stored: PageRecord, sent: PageRecord): FormEdit | undefined;
}

/** @param organization gives the organisation of the moment */
export function createRecordForm(
  module: string,
  start: PageRecord,
  organization: () => PageRecord,
): RecordForm {
  const changes = createFormChanges();
  let saved = start;
  let record = start;
  return {
    get record() {
      return record;
    },
    get changes() {
      return changes.list(saved, record);
    },
    write(writing, by) {
      const before = record;
      const after = writeRecord(before, writing, organization());
      if (isSame(before, after)) return undefined;
      record = after;
      const isList = writing.parts.length === 1 && writing.parts[0] === 'line_items';
      const origins = isList ? originsOf(before, after) : undefined;
      if (origins !== undefined) changes.moveLines(origins);
      const paths = writtenPaths(before, after, writing.parts);
      changes.note(paths, by);
      return { paths, origins };
    },
    replace(replacement) {
      const origins = originsOf(record, replacement);
      saved = replacement;
      record = replacement;
      changes.clear();
      return { paths: [''], origins };
    },
    rebase(stored, sent) {
      const present = record;
      record = rebaseRecord({ module, present, sent, stored, organization: organization() });
      saved = stored;
      changes.settle(saved, record);
      if (isSame(present, record)) return undefined;
      // Each line became the one at its index, unless the list that came back is of another length.
      const isOtherCount = countOf(present) !== countOf(record);
      return { paths: [''], origins: isOtherCount ? originsOf(present, record) : undefined };
    },
  };
}

function originsOf({ line_items: former }: PageRecord, { line_items: lines }: PageRecord) {
  return Array.isArray(lines) ? lineOrigins(Array.isArray(former) ? former : [], lines) : [];
}

function countOf({ line_items: lines }: PageRecord): number | undefined {
  return Array.isArray(lines) ? lines.length : undefined;
}
