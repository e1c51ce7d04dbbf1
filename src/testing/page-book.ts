import { recordId, storedRecord } from '../core/page/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import type { PageRecord } from '../core/page/index.js';

/** The records behind a test's page, in memory: what was saved and removed lies over what was given. */
export interface PageBook {
  list(module: string): PageRecord[];
  find(module: string, id: string | undefined): PageRecord | undefined;
  /** Takes a record as it is: it was saved elsewhere. One without an identifier is none yet. */
  take(module: string, record: PageRecord): void;
  /** Stores a record. One without an identifier gets one, and a number where it has none of its own. */
  save(module: string, record: PageRecord): PageRecord;
  /** @throws ZfappsError `unknown_record` */
  remove(module: string, id: string): void;
}

/** Before the first identifier that is made: the samples' are lower. The same in every test. */
const BEFORE_THE_FIRST_ID = 4_600_000_010_000_000;

/** @param given the records of a module before anything is saved; made when they are asked for */
export function createPageBook(given: (module: string) => readonly PageRecord[]): PageBook {
  /** By module and identifier; undefined: it was removed. */
  const kept = new Map<string, Map<string, PageRecord | undefined>>();
  let ids = 0;

  function list(module: string): PageRecord[] {
    const own = kept.get(module) ?? new Map<string, PageRecord | undefined>();
    const base = given(module).map((record) => ({ id: recordId(module, record) ?? '', record }));
    const known = new Set(base.map(({ id }) => id));
    const records = base.map(({ id, record }) => (own.has(id) ? own.get(id) : record));
    for (const [id, record] of own) if (!known.has(id)) records.push(record);
    return records.filter((record) => record !== undefined);
  }

  function find(module: string, id: string | undefined): PageRecord | undefined {
    return id === undefined ? undefined : list(module).find((record) => recordId(module, record) === id);
  }

  function keep(module: string, id: string, record: PageRecord | undefined): void {
    const own = kept.get(module) ?? new Map<string, PageRecord | undefined>();
    kept.set(module, own.set(id, record));
  }

  function nextId(): string {
    ids += 1;
    return String(BEFORE_THE_FIRST_ID + ids);
  }

  return {
    list,
    find,
    take(module, record) {
      const id = recordId(module, record);
      if (id !== undefined) keep(module, id, record);
    },
    save(module, record) {
      const others = list(module);
      const saved = storedRecord(module, record, { others, nextId });
      keep(module, recordId(module, saved) ?? '', saved);
      return saved;
    },
    remove(module, id) {
      if (find(module, id) === undefined)
        throw new ZfappsError('unknown_record', `There is no ${module} ${JSON.stringify(id)} to remove.`);
      keep(module, id, undefined);
    },
  };
}
