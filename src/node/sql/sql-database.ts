import type { Kysely, RawBuilder, Transaction } from 'kysely';
import type { InOrder } from './in-order.js';
import type { Tables } from './tables.js';

/** An open database: what SQLite and Postgres do differently. */
export interface SqlDatabase {
  db: Kysely<Tables>;
  /** The time, in milliseconds since the epoch, that leases go by. */
  now(): RawBuilder<number>;
  /** For writes of one statement: those of this process, one after another where they have the same name. */
  inOrder: InOrder;
  /**
   * Does several statements as one: all are kept, or none. No other change with the same name is under way
   * meanwhile, in any process: what was read still holds when something is written.
   */
  change<Value>(name: string, work: (db: Transaction<Tables>) => Promise<Value>): Promise<Value>;
  /** Tells whether a table is there. */
  hasTable(db: Kysely<Tables>, name: string): Promise<boolean>;
  /** The type of a column that counts up by itself. */
  serial: 'integer' | 'bigserial';
  close(): Promise<void>;
}

/** One thing to do with an open database. */
export type SqlWork<Value> = (database: SqlDatabase) => Promise<Value>;
