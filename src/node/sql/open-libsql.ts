import { randomUUID } from 'node:crypto';
import { open, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import { Kysely, SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { ZfappsError } from '../../core/protocol/index.js';
import { displayPath } from '../display-path.js';
import { createInOrder } from './in-order.js';
import { loadDriver } from './load-driver.js';
import { codeOf } from './sql-failure.js';
import type { Database } from 'libsql';
import type { OpenOptions, SqlChange, SqlDatabase } from './sql-database.js';
import type { SqlPlace } from './sql-place.js';
import type { Tables } from './tables.js';

/**
 * The writes of this process, by file. The driver waits for a lock by standing still, with the whole thread:
 * the one that holds it must not be another store of this very thread, between two of its statements.
 */
const inFile = createInOrder();

/**
 * Opens a file of SQLite, or makes it, for its owner only; or a database in memory.
 *
 * @throws ZfappsError `invalid_options` where its folder does not exist
 */
export async function openLibsql(
  place: Extract<SqlPlace, { kind: 'file' | 'memory' }>,
  { now = Date.now, busyMs = 5_000, giver }: OpenOptions,
): Promise<SqlDatabase> {
  const { default: Libsql } = await loadDriver('libsql', () => import('libsql'), giver);
  const path = place.kind === 'memory' ? ':memory:' : await privateFile(place.path);
  const own = place.kind === 'memory' ? randomUUID() : path;
  const database: Database = new Libsql(path, { timeout: busyMs });
  try {
    await prepare(database, busyMs);
  } catch (error) {
    database.close();
    throw error;
  }
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new ImmediateDriver(database),
      createIntrospector: (of) => new SqliteIntrospector(of),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  const change: SqlChange = (_, work) => inFile(own, () => db.transaction().execute(work));

  return {
    db,
    // Processes on one machine have one clock.
    now: () => sql<number>`cast(${now()} as double precision)`,
    write: change,
    change,
    async hasTable(on, name) {
      const found = await sql`select 1 from sqlite_master where type = 'table' and name = ${name}`.execute(
        on,
      );
      return found.rows.length > 0;
    },
    serial: 'integer',
    async close() {
      emptyWal(database);
      await db.destroy();
    },
  };
}

/** The driver leaves all in the file beside the database: a copy of the database alone would be empty. */
function emptyWal(database: Database): void {
  try {
    // Who else has it open may be busy, and would be waited for with the whole thread. It does this when it closes.
    database.exec('pragma busy_timeout = 0');
    database.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // Nothing is lost: SQLite reads both files.
  }
}

/** SECURITY: the file holds tokens. SQLite gives its mode to those that it makes beside it. */
async function privateFile(path: string): Promise<string> {
  const folder = dirname(path);
  await stat(folder).catch((cause) => {
    if (codeOf(cause) !== 'ENOENT') throw cause;
    // It is not made: a path that is mistyped would leave tokens where nobody looks for them.
    throw new ZfappsError('invalid_options', `The folder ${displayPath(folder)} does not exist.`, { cause });
  });
  const handle = await open(path, 'a', 0o600);
  await handle.close();
  return realpath(path);
}

async function prepare(database: Database, busyMs: number): Promise<void> {
  await inWal(database, busyMs);
  // Full: a write that was acknowledged outlives a loss of power too, for half a millisecond. Normal would
  // outlive `kill -9` only: a refresh token that its provider has just replaced would be gone for good.
  database.exec('pragma synchronous = full');
}

/** Readers then wait for no writer. SQLite waits for no lock here, so that of two that open at once one fails. */
async function inWal(database: Database, busyMs: number): Promise<void> {
  const end = performance.now() + busyMs;
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (error) {
      if (!codeOf(error).startsWith('SQLITE_BUSY') || performance.now() > end) throw error;
      await passed(10);
    }
  }
}

/**
 * Begins as a writer: one that begins as a reader, and then writes, fails at once where somebody else has written.
 *
 * By `exec`. A prepared statement that finds the file locked is not reset before it is collected as garbage.
 * Until then it counts as writing, and no later write of the connection is kept, though each succeeds. Inside
 * a transaction that has begun nothing finds the file locked: so every write is in one.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: Database;

  constructor(database: Database) {
    super({ database });
    this.#database = database;
  }

  override async beginTransaction(): Promise<void> {
    this.#database.exec('begin immediate');
  }

  override async commitTransaction(): Promise<void> {
    this.#database.exec('commit');
  }

  /** Some failures, of the disk for example, have rolled back: to do it again would fail, and hide them. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#database.inTransaction) this.#database.exec('rollback');
  }
}
