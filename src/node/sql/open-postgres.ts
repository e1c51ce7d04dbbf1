import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { createInOrder } from './in-order.js';
import { loadDriver } from './load-driver.js';
import type { Transaction } from 'kysely';
import type { OpenOptions, SqlDatabase } from './sql-database.js';
import type { SqlPlace } from './sql-place.js';
import type { Tables } from './tables.js';

/** How long to wait for a connection, be it a new one or another that becomes free. */
const CONNECT_MS = 10_000;

/** Opens a pool of connections to Postgres. A connection is made when the first query needs it. */
export async function openPostgres(
  place: Extract<SqlPlace, { kind: 'postgres' }>,
  connections: number,
  { now, giver }: OpenOptions,
): Promise<SqlDatabase> {
  const { Pool } = await loadDriver('pg', async () => (await import('pg')).default, giver);
  const pool = new Pool({
    connectionString: place.url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    allowExitOnIdle: true,
  });
  // A connection broke that nobody uses: the next query makes a new one. Unheard, it would end the process.
  pool.on('error', () => {});
  // The same between two queries of a transaction, where the pool does not listen. The next query says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const inOrder = createInOrder();

  return {
    db,
    // The database's clock: those of several servers differ, and a lease would end early for some.
    now: () =>
      now === undefined
        ? sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::double precision`
        : sql<number>`cast(${now()} as double precision)`,
    write: (name, work) => inOrder(name, () => work(db)),
    change: (name, work) =>
      inOrder(name, () =>
        db
          .transaction()
          // Whatever the database's default is: stricter levels go on with what was there before the lock.
          .setIsolationLevel('read committed')
          .execute(async (transaction) => {
            await limitTimes(transaction);
            await sql`select pg_advisory_xact_lock(cast(${lockId(name)} as bigint))`.execute(transaction);
            return work(transaction);
          }),
      ),
    async hasTable(on, name) {
      // Not to_regclass: it goes by what the connection remembers, which may be from before the lock.
      const found = await sql`select 1 from pg_catalog.pg_class
        where relname = ${name} and pg_catalog.pg_table_is_visible(oid)`.execute(on);
      return found.rows.length > 0;
    },
    serial: 'bigserial',
    close: () => db.destroy(),
  };
}

/**
 * Ends a transaction that takes too long: a server that hangs within one would keep every other from writing.
 * Milliseconds, and for this transaction only. Not options of the pool: they go along when a connection is made, and
 * pgbouncer refuses a connection with such it does not know. In one statement, to wait for the network once.
 */
async function limitTimes(transaction: Transaction<Tables>): Promise<void> {
  await sql`select set_config('lock_timeout', '5000', true),
    set_config('idle_in_transaction_session_timeout', '10000', true),
    set_config('statement_timeout', '30000', true)`.execute(transaction);
}

/** A lock's number: the database shares them with whoever else uses it. */
function lockId(name: string): string {
  return createHash('sha256').update(`zfapps-shim ${name}`).digest().readBigInt64BE().toString();
}
