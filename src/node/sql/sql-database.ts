import type { Kysely, RawBuilder } from 'kysely';
import type { Tables } from './tables.js';

/** An open database: what SQLite and Postgres do differently. */
export interface SqlDatabase {
  db: Kysely<Tables>;
  /** The time, in milliseconds since the epoch, that leases go by. */
  now(): RawBuilder<number>;
  /** Does one statement that writes. Those of this process go one after another where they have the same name. */
  write: SqlChange;
  /**
   * Does several statements as one: all are kept, or none. No other change with the same name is under way
   * meanwhile, in any process: what was read still holds when something is written.
   */
  change: SqlChange;
  /** Tells whether a table is there. */
  hasTable(db: Kysely<Tables>, name: string): Promise<boolean>;
  /** The type of a column that counts up by itself. */
  serial: 'integer' | 'bigserial';
  close(): Promise<void>;
}

/** How a database is opened. */
export interface OpenOptions {
  /** A clock for leases, instead of the database's. */
  now?: () => number;
  /** How long to wait for another process that writes to a file, in milliseconds. Default 5,000. */
  busyMs?: number;
  /** Awaited before it is opened, such as the making of its folder. */
  before?: () => Promise<unknown>;
  /** What messages call whoever gave the url. Default `sqlStore`. */
  giver?: string;
}

/** Writes what belongs to a name. */
export type SqlChange = <Value>(name: string, work: (db: Kysely<Tables>) => Promise<Value>) => Promise<Value>;

/** One thing to do with an open database. */
export type SqlWork<Value> = (database: SqlDatabase) => Promise<Value>;
