import { createFormChanges, writtenPaths } from './form-changes.js';
import { isSame } from './plain-data.js';
import { writeRecord } from './write-record.js';
import type { PageChange, PageRecord } from './page.js';
import type { Writing } from './write-record.js';

/** A record on a page, with what was written into it since it was saved. */
export interface RecordForm {
  /** Not a copy: never written into. */
  readonly record: PageRecord;
  readonly changes: PageChange[];
  /** Writes; answers the paths that are others now, or undefined where nothing is. */
  write(writing: Writing, by?: string): readonly string[] | undefined;
  /** Takes another record, as saved. */
  replace(record: PageRecord): void;
}

export function createRecordForm(start: PageRecord, organization: PageRecord): RecordForm {
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
      const after = writeRecord(before, writing, organization);
      if (isSame(before, after)) return undefined;
      record = after;
      const paths = writtenPaths(before, after, writing.parts);
      changes.note(paths, by);
      return paths;
    },
    replace(replacement) {
      saved = replacement;
      record = replacement;
      changes.clear();
    },
  };
}
