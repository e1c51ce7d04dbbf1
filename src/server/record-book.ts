import { defaultRecord, recordId, storedRecord } from '../core/page/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { createIds } from './record-ids.js';
import type { PageRecord } from '../core/page/index.js';
import type { RecordsAnswer } from '../core/protocol/index.js';

/**
 * What pages have saved and removed, shared by all of them: it lies over what files, configuration and
 * samples say, and lasts as long as the server. A record that is another there than it was when it was
 * saved is shown as it is there: who edits a file means to see it.
 */
export interface RecordBook {
  /** What pages see. */
  apply(given: RecordsAnswer): RecordsAnswer;
  /**
   * Stores a record over what is given at present. One without an identifier gets one, and a number
   * where its module has numbers and it has none, or one that another record has.
   *
   * @returns the record as it is stored
   */
  save(module: string, record: PageRecord, given: RecordsAnswer): PageRecord;
  /** @throws ZfappsError `unknown_record` */
  remove(module: string, id: string, given: RecordsAnswer): void;
  /** Forgets what was saved and removed. */
  reset(): void;
}

interface Entry {
  /** Undefined: it was removed. */
  record: PageRecord | undefined;
  /** The JSON of what was given under its identifier at that time; undefined where nothing was. */
  base: string | undefined;
}

type Entries = Map<string, Entry>;

/** Makes an empty book. It lives in the memory of this process. */
export function createRecordBook(): RecordBook {
  const books = new Map<string, Entries>();
  const ids = createIds();

  /** A module's entries that still hold. */
  function entriesOf(module: string, given: RecordsAnswer): Entries {
    const entries = books.get(module) ?? new Map<string, Entry>();
    books.set(module, entries);
    const bases = basesOf(module, given);
    for (const [id, { base }] of entries) if (bases.get(id) !== base) entries.delete(id);
    return entries;
  }

  function listOf(module: string, given: RecordsAnswer): PageRecord[] {
    const entries = entriesOf(module, given);
    const list: PageRecord[] = [];
    for (const record of givenList(module, given)) {
      const entry = entries.get(recordId(module, record) ?? '');
      const shown = entry === undefined ? record : entry.record;
      if (shown !== undefined) list.push(shown);
    }
    for (const { base, record } of entries.values())
      if (base === undefined && record !== undefined) list.push(record);
    return list;
  }

  return {
    apply(given) {
      const records = { ...given.records };
      const lists = { ...given.lists };
      for (const module of books.keys()) {
        if (entriesOf(module, given).size === 0) continue;
        const list = listOf(module, given);
        records[module] = list[0] ?? defaultRecord(module);
        // As the records are given: a list of one is none, an empty one says that nothing is left.
        if (list.length === 1) delete lists[module];
        else lists[module] = list;
      }
      return { ...given, records, lists };
    },

    save(module, record, given) {
      const entries = entriesOf(module, given);
      const others = listOf(module, given);
      const saved = storedRecord(module, record, { others, nextId: ids.next });
      const key = recordId(module, saved) ?? '';
      entries.set(key, { record: saved, base: basesOf(module, given).get(key) });
      return saved;
    },

    remove(module, id, given) {
      if (!listOf(module, given).some((record) => recordId(module, record) === id))
        throw new ZfappsError('unknown_record', `There is no ${module} ${JSON.stringify(id)} to remove.`);
      const entries = entriesOf(module, given);
      const base = basesOf(module, given).get(id);
      if (base === undefined) entries.delete(id);
      else entries.set(id, { record: undefined, base });
    },

    reset: () => books.clear(),
  };
}

/** The records of a module as files, configuration and samples have them. */
function givenList(module: string, { lists, records }: RecordsAnswer): readonly PageRecord[] {
  const list = Object.hasOwn(lists, module) ? lists[module] : undefined;
  if (list !== undefined) return list;
  const record = Object.hasOwn(records, module) ? records[module] : undefined;
  return record === undefined ? [] : [record];
}

function basesOf(module: string, given: RecordsAnswer): Map<string, string> {
  const pairs = givenList(module, given).map((record): [string, string] => [
    recordId(module, record) ?? '',
    JSON.stringify(record),
  ]);
  return new Map(pairs.filter(([id]) => id !== ''));
}
