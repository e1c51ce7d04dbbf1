import { afterEach } from 'vitest';
import { createSqlStore } from '../../src/node/sql/sql-store.js';
import type { OpenOptions } from '../../src/node/sql/sql-database.js';
import type { SqlStore, SqlStoreOptions } from '../../src/node/sql/index.js';

const made: SqlStore[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((store) => store.close()));
});

/** Makes a store, and closes it after the test. */
export function openStore(...args: [options: SqlStoreOptions, seams?: OpenOptions]): SqlStore {
  const store = createSqlStore(...args);
  made.push(store);
  return store;
}
