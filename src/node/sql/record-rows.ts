import { toStoredText } from '../../core/store/index.js';
import { indexedText } from './indexed-text.js';
import { extensionChange } from './extension-change.js';
import type { StorageQuery, StorageRecord } from '../../core/store/index.js';
import type { SqlWork } from './sql-database.js';

/** So many rows a statement: databases take some ten thousand values in one. */
const ROWS = 500;

export function putRecords(installation: string, records: readonly StorageRecord[]): SqlWork<void> {
  // One row a key: no statement changes a row twice. A Map keeps the first place, and the last value.
  const rows = [...new Map(records.map((record) => [record.key, toRow(installation, record)])).values()];
  return extensionChange(installation, async (db) => {
    for (let start = 0; start < rows.length; start += ROWS) {
      await db
        .insertInto('zfapps_records')
        .values(rows.slice(start, start + ROWS))
        .onConflict((conflict) =>
          conflict.columns(['installation', 'id']).doUpdateSet((eb) => ({
            group_id: eb.ref('excluded.group_id'),
            group_text: eb.ref('excluded.group_text'),
            value: eb.ref('excluded.value'),
          })),
        )
        .execute();
    }
  });
}

export function findRecords(installation: string, query: StorageQuery): SqlWork<StorageRecord[]> {
  const { key, queriableValue, from, limit } = query;
  return async ({ db }) => {
    let rows = db
      .selectFrom('zfapps_records')
      .select(['key', 'group_text', 'value'])
      .where('installation', '=', indexedText(installation));
    if (key !== undefined) rows = rows.where('id', '=', indexedText(key));
    if (queriableValue !== undefined) rows = rows.where('group_id', '=', indexedText(queriableValue));
    const found = await rows.orderBy('seq').limit(limit).offset(from).execute();
    return found.map((row) => ({
      key: JSON.parse(row.key),
      ...(row.group_text === null ? {} : { queriableValue: JSON.parse(row.group_text) }),
      value: JSON.parse(row.value),
    }));
  };
}

export function deleteRecord(installation: string, key: string): SqlWork<boolean> {
  return extensionChange(installation, async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('zfapps_records')
      .where('installation', '=', indexedText(installation))
      .where('id', '=', indexedText(key))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
}

function toRow(installation: string, { key, queriableValue, value }: StorageRecord) {
  return {
    installation: indexedText(installation),
    id: indexedText(key),
    key: JSON.stringify(key),
    group_id: queriableValue === undefined ? null : indexedText(queriableValue),
    group_text: queriableValue === undefined ? null : JSON.stringify(queriableValue),
    value: toStoredText(value),
  };
}
