import { migrate } from './migrate.js';
import { openLibsql } from './open-libsql.js';
import { openPostgres } from './open-postgres.js';
import type { OpenOptions, SqlDatabase } from './sql-database.js';
import type { SqlPlace } from './sql-place.js';

/** Opens a database, and makes its tables. What imports this loads Kysely, which takes a fifth of a second. */
export async function openSql(
  place: SqlPlace,
  connections: number,
  options: OpenOptions,
): Promise<SqlDatabase> {
  const database =
    place.kind === 'postgres'
      ? await openPostgres(place, connections, options)
      : await openLibsql(place, options);
  try {
    await migrate(database, place.shown);
    return database;
  } catch (error) {
    // What failed first is worth more.
    await database.close().catch(() => {});
    throw error;
  }
}
