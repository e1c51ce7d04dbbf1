import { ZfappsError } from '../../core/protocol/index.js';
import { MIGRATIONS } from './migrations.js';
import type { Kysely } from 'kysely';
import type { SqlDatabase } from './sql-database.js';
import type { Tables } from './tables.js';

/**
 * Brings the tables of a database to the version of this program. All steps are one change: two processes
 * that open an empty place at one moment do them once, and one that is killed leaves none behind.
 *
 * Not Kysely's Migrator: on SQLite it takes no lock and no transaction, so that of two processes one fails at
 * tables that exist. And it needs rights that the tables' user may no longer have.
 *
 * @throws ZfappsError `invalid_config` where a newer program has been here
 */
export async function migrate(database: SqlDatabase, shown: string): Promise<void> {
  if ((await versionOf(database, database.db, shown)) === MIGRATIONS.length) return;
  await database.change('the tables', async (db) => {
    const version = await versionOf(database, db, shown);
    if (version === 0) {
      await db.schema
        .createTable('zfapps_schema')
        .addColumn('version', 'integer', (column) => column.notNull())
        .execute();
      await db.insertInto('zfapps_schema').values({ version }).execute();
    }
    for (const step of MIGRATIONS.slice(version)) await step(db, database.serial);
    await db.updateTable('zfapps_schema').set({ version: MIGRATIONS.length }).execute();
  });
}

/** 0 where nobody has been. */
async function versionOf(database: SqlDatabase, db: Kysely<Tables>, shown: string): Promise<number> {
  if (!(await database.hasTable(db, 'zfapps_schema'))) return 0;
  const { version } = await db.selectFrom('zfapps_schema').select('version').executeTakeFirstOrThrow();
  if (version <= MIGRATIONS.length) return version;
  throw new ZfappsError(
    'invalid_config',
    `${shown} belongs to a newer zfapps-shim: its tables have version ${version}, and this one knows ${MIGRATIONS.length}. Update zfapps-shim, or name another place.`,
  );
}
