import type { Kysely } from 'kysely';
import type { SqlDatabase } from './sql-database.js';
import type { Tables } from './tables.js';

type Migration = (db: Kysely<Tables>, serial: SqlDatabase['serial']) => Promise<void>;

/** What leads from each version of the tables to the next. Steps that were released never change. */
export const MIGRATIONS: readonly Migration[] = [stateTables, extensionTables];

/** Of `StateStore`. */
async function stateTables(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('zfapps_values')
    .addColumn('area', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('zfapps_values_key', ['area', 'id'])
    .execute();
  await db.schema
    .createTable('zfapps_leases')
    .addColumn('area', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('until', 'double precision', (column) => column.notNull())
    .addPrimaryKeyConstraint('zfapps_leases_key', ['area', 'id'])
    .execute();
}

/** Of `ExtensionStore`. */
async function extensionTables(db: Kysely<Tables>, serial: SqlDatabase['serial']): Promise<void> {
  await db.schema
    .createTable('zfapps_records')
    .$call((table) => withSerial(table, serial))
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text')
    .addColumn('group_text', 'text')
    .addColumn('value', 'text', (column) => column.notNull())
    .addUniqueConstraint('zfapps_records_key', ['installation', 'id'])
    .execute();
  await index(db, 'zfapps_records', 'order', ['installation', 'seq']);
  await index(db, 'zfapps_records', 'group', ['installation', 'group_id', 'seq']);
  await db.schema
    .createTable('zfapps_params')
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('zfapps_params_key', ['installation', 'id'])
    .execute();
  await db.schema
    .createTable('zfapps_logs')
    .$call((table) => withSerial(table, serial))
    .addColumn('installation', 'text', (column) => column.notNull())
    .addColumn('reference_id', 'text')
    .addColumn('reference', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('at', 'double precision', (column) => column.notNull())
    .execute();
  await index(db, 'zfapps_logs', 'order', ['installation', 'seq']);
  await index(db, 'zfapps_logs', 'reference', ['installation', 'reference_id', 'seq']);
  await index(db, 'zfapps_logs', 'at', ['installation', 'at']);
}

function index(db: Kysely<Tables>, table: string, name: string, columns: string[]): Promise<void> {
  return db.schema.createIndex(`${table}_by_${name}`).on(table).columns(columns).execute();
}

type Table = ReturnType<Kysely<Tables>['schema']['createTable']>;

function withSerial(table: Table, serial: SqlDatabase['serial']) {
  return table.addColumn('seq', serial, (column) =>
    // SQLite would use the highest number again once its row is removed.
    serial === 'integer' ? column.primaryKey().autoIncrement() : column.primaryKey(),
  );
}
