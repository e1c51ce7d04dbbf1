import { toStoredText } from './stored-text.js';
import type { StorageQuery, StorageRecord } from './extension-store.js';

/** The records of one installation in memory, which are found by key and by queriable value without a search. */
export interface MemoryRecords {
  put(records: readonly StorageRecord[]): void;
  find(query: StorageQuery): StorageRecord[];
  delete(key: string): boolean;
}

export function memoryRecords(): MemoryRecords {
  /** A Map keeps a key that is set again in its place. */
  const all = new Map<string, Kept>();
  const groups = new Map<string, Group>();
  let lastPlace = 0;

  function put(key: string, queriableValue: string | undefined, value: string): void {
    const before = all.get(key);
    if (before === undefined) lastPlace += 1;
    const kept = { key, place: before?.place ?? lastPlace, queriableValue, value };
    all.set(key, kept);
    if (before !== undefined && before.queriableValue !== queriableValue) leave(before);
    if (queriableValue !== undefined) join(kept, queriableValue);
  }

  function join(kept: Kept, queriableValue: string): void {
    const group = groups.get(queriableValue) ?? { records: new Map(), inOrder: true };
    groups.set(queriableValue, group);
    // One that comes from another group may be older than those that are here.
    if (!group.records.has(kept.key) && kept.place !== lastPlace) group.inOrder = false;
    group.records.set(kept.key, kept);
  }

  function leave({ key, queriableValue }: Kept): void {
    if (queriableValue === undefined) return;
    const group = groups.get(queriableValue);
    group?.records.delete(key);
    if (group?.records.size === 0) groups.delete(queriableValue);
  }

  function candidates({ key, queriableValue }: StorageQuery): Iterable<Kept> {
    if (key !== undefined) {
      const one = all.get(key);
      const matches = queriableValue === undefined || one?.queriableValue === queriableValue;
      return one !== undefined && matches ? [one] : [];
    }
    if (queriableValue === undefined) return all.values();
    const group = groups.get(queriableValue);
    return group === undefined ? [] : inOrder(group).values();
  }

  return {
    put(records) {
      // All texts before the first write: a value that is no JSON changes nothing.
      const texts = records.map(({ value }) => toStoredText(value));
      for (const [index, { key, queriableValue }] of records.entries())
        put(key, queriableValue, texts[index] ?? '');
    },
    find(query) {
      const found: StorageRecord[] = [];
      let skipped = 0;
      for (const kept of candidates(query)) {
        if (found.length >= query.limit) break;
        if (skipped < query.from) skipped += 1;
        else found.push(toRecord(kept));
      }
      return found;
    },
    delete(key) {
      const kept = all.get(key);
      if (kept !== undefined) leave(kept);
      return all.delete(key);
    },
  };
}

interface Kept {
  key: string;
  /** Grows with the order in which keys were first added. */
  place: number;
  queriableValue: string | undefined;
  /** JSON text. */
  value: string;
}

/** The records of one queriable value. */
interface Group {
  records: Map<string, Kept>;
  inOrder: boolean;
}

/** Sorts a group when it is read, once for all that joined it meanwhile. */
function inOrder(group: Group): Map<string, Kept> {
  if (!group.inOrder) {
    group.records = new Map([...group.records].sort(([, one], [, other]) => one.place - other.place));
    group.inOrder = true;
  }
  return group.records;
}

function toRecord({ key, queriableValue, value }: Kept): StorageRecord {
  return { key, ...(queriableValue === undefined ? {} : { queriableValue }), value: JSON.parse(value) };
}
