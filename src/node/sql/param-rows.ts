import { indexedText } from './indexed-text.js';
import { extensionChange } from './extension-change.js';
import type { SqlWork } from './sql-database.js';

export function setParams(installation: string, values: Readonly<Record<string, string>>): SqlWork<void> {
  const rows = Object.entries(values).map(([name, value]) => ({
    installation: indexedText(installation),
    id: indexedText(name),
    name: JSON.stringify(name),
    value: JSON.stringify(value),
  }));
  return extensionChange(installation, async (db) => {
    for (const row of rows) {
      await db
        .insertInto('zfapps_params')
        .values(row)
        .onConflict((conflict) => conflict.columns(['installation', 'id']).doUpdateSet({ value: row.value }))
        .execute();
    }
  });
}

export function getParams(installation: string): SqlWork<Record<string, string>> {
  return async ({ db }) => {
    const rows = await db
      .selectFrom('zfapps_params')
      .select(['name', 'value'])
      .where('installation', '=', indexedText(installation))
      .execute();
    const values: Record<string, string> = Object.create(null);
    for (const { name, value } of rows) values[JSON.parse(name)] = JSON.parse(value);
    return values;
  };
}

export function deleteParam(installation: string, name: string): SqlWork<boolean> {
  return extensionChange(installation, async (db) => {
    const { numDeletedRows } = await db
      .deleteFrom('zfapps_params')
      .where('installation', '=', indexedText(installation))
      .where('id', '=', indexedText(name))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  });
}
