export { createSqlStore, sqlStore } from './sql-store.js';
export type { SqlStore, SqlStoreOptions } from './sql-store.js';
