import { describeValue, ZfappsError } from '../../core/protocol/index.js';
import { clearInstallation } from './extension-change.js';
import { addLog, findLogs } from './log-rows.js';
import { deleteParam, getParams, setParams } from './param-rows.js';
import { deleteRecord, findRecords, putRecords } from './record-rows.js';
import { toSqlFailure } from './sql-failure.js';
import { toSqlPlace } from './sql-place.js';
import { deleteValue, getValue, listKeys, releaseLease, setValue, takeLease } from './state-rows.js';
import type { ExtensionStore, StateStore } from '../../core/store/index.js';
import type { OpenOptions, SqlDatabase, SqlWork } from './sql-database.js';

/** Options of {@link sqlStore}. */
export interface SqlStoreOptions {
  /**
   * Where the data is kept: a path or `file:` URL of an SQLite file, `:memory:`, or
   * `postgres://user:password@host:port/database`.
   */
  url: string;
  /** How many connections to Postgres at most. Default 10. */
  connections?: number;
}

/** A store in a database. */
export interface SqlStore extends StateStore, ExtensionStore {
  /** Resolves where the database answers. */
  ping(): Promise<void>;
  /** Ends the connections, once what is under way is done. Later calls of others are refused. */
  close(): Promise<void>;
}

/**
 * Makes a store in a database: in an SQLite file, by the package `libsql`, or in Postgres, by `pg`. Neither
 * is installed with this one. The database is opened, and its tables (`zfapps_…`) are made, at the first
 * call; where that fails, the next call tries again. Several processes may share one database.
 *
 * A file that has to be made is for its owner only (mode 0600); its folder is there already.
 *
 * Methods reject with a ZfappsError: `invalid_options` where the driver is not installed, or a file's folder
 * does not exist, `invalid_config` where a newer version has used the database, `too_busy` where others hold it for too long, and else
 * `internal`. None holds the password.
 *
 * @throws ZfappsError `invalid_options`
 * @example
 * const store = sqlStore({ url: process.env.DATABASE_URL ?? './state/zfapps.db' });
 */
export function sqlStore(options: SqlStoreOptions): SqlStore {
  return createSqlStore(options);
}

/** What {@link sqlStore} is; this project's own stores, and tests, say more about how a database is opened. */
export function createSqlStore(
  { url, connections = 10 }: SqlStoreOptions,
  seams: OpenOptions = {},
): SqlStore {
  const { before = async () => {}, giver = 'sqlStore' } = seams;
  const place = toSqlPlace(url, giver);
  if (!Number.isInteger(connections) || connections < 1)
    throw new ZfappsError(
      'invalid_options',
      `sqlStore: connections is ${describeValue(connections)}, and not a whole number above 0.`,
    );
  const running = new Set<Promise<unknown>>();
  let opening: Promise<SqlDatabase> | undefined;
  let closing: Promise<void> | undefined;

  function opened(): Promise<SqlDatabase> {
    opening ??= before()
      .then(() => import('./open-sql.js'))
      .then(({ openSql }) => openSql(place, connections, seams))
      .catch((error) => {
        opening = undefined;
        throw toSqlFailure(error, place.shown, 'opened');
      });
    return opening;
  }

  async function run<Value>(done: string, work: SqlWork<Value>): Promise<Value> {
    if (closing !== undefined)
      throw new ZfappsError('internal', `${place.shown} cannot be ${done}: its store was closed.`);
    const own = opened().then(work);
    running.add(own);
    try {
      return await own;
    } catch (error) {
      throw toSqlFailure(error, place.shown, done);
    } finally {
      running.delete(own);
    }
  }

  async function end(): Promise<void> {
    await Promise.allSettled(running);
    // One that did not open has nothing to close.
    const database = await opening?.catch(() => undefined);
    await database?.close();
  }

  return {
    get: async (area, key) => run('read', getValue(area, key)),
    set: async (area, key, value) => run('written', setValue(area, key, value)),
    delete: async (area, key) => run('written', deleteValue(area, key)),
    list: async (area) => run('read', listKeys(area)),
    lease: async (area, key, owner, ms) => run('leased', takeLease(area, key, owner, ms)),
    release: async (area, key, owner) => run('released', releaseLease(area, key, owner)),

    putRecords: async (installation, records) => run('written', putRecords(installation, records)),
    findRecords: async (installation, query) => run('read', findRecords(installation, query)),
    deleteRecord: async (installation, key) => run('written', deleteRecord(installation, key)),
    setParams: async (installation, values) => run('written', setParams(installation, values)),
    params: async (installation) => run('read', getParams(installation)),
    deleteParam: async (installation, name) => run('written', deleteParam(installation, name)),
    addLog: async (installation, log, limits) => run('written', addLog(installation, log, limits)),
    logs: async (installation, query) => run('read', findLogs(installation, query)),
    clear: async (installation) => run('written', clearInstallation(installation)),

    ping: async () =>
      run('reached', async ({ db }) => {
        await db.selectNoFrom((eb) => eb.lit(1).as('one')).execute();
      }),
    close: () => (closing ??= end()),
  };
}
