import { join } from 'node:path';
import { memoryExtensionStore } from '../../src/core/store/index.js';
import { sqlStore } from '../../src/node/index.js';
import { startPglite } from '../../test/support/postgres.js';
import { tempFolder } from '../../test/support/temp-package.js';
import { interleave } from '../rounds.js';
import type { ExtensionStore, StorageQuery } from '../../src/core/store/index.js';
import type { Rounds } from '../rounds.js';

export const FEW = 1_000;
export const MANY = 100_000;
export const ROUNDS = 7;
const LOOKUPS = 500;
const GROUP = 10;
const BATCH = 1_000;

/** Microseconds for one look-up, where there are few records and where there are many. */
export type Lookups = Rounds<'few' | 'many', number>;

export interface StorageMeasures {
  store: string;
  byKey: Lookups;
  byGroup: Lookups;
}

/** Both sizes of one kind of store, and what ends them. */
interface Pair {
  few: ExtensionStore;
  many: ExtensionStore;
  end(): Promise<unknown>;
}

/** How long it takes to find a record by key, and ten by queriable value, in each kind of store. */
export async function measureStorage(): Promise<StorageMeasures[]> {
  const kinds = { memory: memoryPair, libsql: filePair, 'Postgres (pglite)': postgresPair };
  const measures: StorageMeasures[] = [];
  for (const [store, open] of Object.entries(kinds)) {
    const pair = await open();
    try {
      await fill(pair.few, FEW);
      await fill(pair.many, MANY);
      const byKey = await lookUp(pair, (n) => ({ key: `key ${n}`, from: 0, limit: 1 }), 1);
      const byGroup = await lookUp(pair, (n) => ({ queriableValue: groupOf(n), from: 0, limit: 20 }), GROUP);
      measures.push({ store, byKey, byGroup });
    } finally {
      await pair.end();
    }
  }
  return measures;
}

async function memoryPair(): Promise<Pair> {
  return { few: memoryExtensionStore(), many: memoryExtensionStore(), end: async () => {} };
}

async function filePair(): Promise<Pair> {
  const folder = await tempFolder();
  const few = sqlStore({ url: join(folder.path, 'few.db') });
  const many = sqlStore({ url: join(folder.path, 'many.db') });
  const end = async () => {
    await Promise.all([few.close(), many.close()]);
    await folder.remove();
  };
  return { few, many, end };
}

async function postgresPair(): Promise<Pair> {
  const [first, second] = [await startPglite(), await startPglite()];
  const few = sqlStore({ url: first.url, connections: 1 });
  const many = sqlStore({ url: second.url, connections: 1 });
  const end = async () => {
    await Promise.all([few.close(), many.close()]);
    await Promise.all([first.stop(), second.stop()]);
  };
  return { few, many, end };
}

async function fill(store: ExtensionStore, count: number): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    const records = Array.from({ length: BATCH }, (_, index) => {
      const n = start + index;
      return { key: `key ${n}`, queriableValue: groupOf(n), value: { n, text: 'x'.repeat(200) } };
    });
    await store.putRecords('installation', records);
  }
}

/** Neighbours in time are in other groups, so that a group lies scattered, as in an extension that is used. */
function groupOf(n: number): string {
  const [size, place] = n < FEW ? [FEW, n] : [MANY - FEW, n - FEW];
  return `group ${n < FEW ? 'a' : 'b'}${place % (size / GROUP)}`;
}

async function lookUp(pair: Pair, queryOf: (n: number) => StorageQuery, expected: number): Promise<Lookups> {
  const counts = { few: FEW, many: MANY };
  return interleave(['few', 'many'], ROUNDS, async (id) => {
    const store = pair[id];
    const began = performance.now();
    for (let n = 0; n < LOOKUPS; n += 1) {
      // A prime step reaches records all over the place, the same in each run.
      const found = await store.findRecords('installation', queryOf((n * 7_919) % counts[id]));
      if (found.length !== expected) throw new Error(`${found.length} records were found.`);
    }
    return ((performance.now() - began) / LOOKUPS) * 1_000;
  });
}
