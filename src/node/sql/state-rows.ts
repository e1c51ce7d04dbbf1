import { toStoredText } from '../../core/store/index.js';
import { indexedText } from './indexed-text.js';
import type { SqlWork } from './sql-database.js';

/*
 * What `StateStore` does, as work for an open database. Arguments are read at once: who changes a value
 * after the call, while the database opens, changes nothing that is kept.
 */

export function getValue(area: string, key: string): SqlWork<unknown> {
  return async ({ db }) => {
    const row = await db
      .selectFrom('zfapps_values')
      .select('value')
      .where('area', '=', indexedText(area))
      .where('id', '=', indexedText(key))
      .executeTakeFirst();
    return row === undefined ? undefined : JSON.parse(row.value);
  };
}

export function setValue(area: string, key: string, value: unknown): SqlWork<void> {
  const row = {
    area: indexedText(area),
    id: indexedText(key),
    key: JSON.stringify(key),
    value: toStoredText(value),
  };
  return ({ write }) =>
    write(nameOf('value', area, key), async (db) => {
      await db
        .insertInto('zfapps_values')
        .values(row)
        .onConflict((conflict) => conflict.columns(['area', 'id']).doUpdateSet({ value: row.value }))
        .execute();
    });
}

export function deleteValue(area: string, key: string): SqlWork<void> {
  return ({ write }) =>
    write(nameOf('value', area, key), async (db) => {
      await db
        .deleteFrom('zfapps_values')
        .where('area', '=', indexedText(area))
        .where('id', '=', indexedText(key))
        .execute();
    });
}

export function listKeys(area: string): SqlWork<string[]> {
  return async ({ db }) => {
    const rows = await db
      .selectFrom('zfapps_values')
      .select('key')
      .where('area', '=', indexedText(area))
      .execute();
    // Not in SQL: databases order by their locale, and JSON text not as the text itself.
    return rows.map(({ key }): string => JSON.parse(key)).sort();
  };
}

/** One statement: nobody comes between looking and taking. */
export function takeLease(area: string, key: string, owner: string, ms: number): SqlWork<boolean> {
  const owner_id = indexedText(owner);
  return ({ now, write }) =>
    write(nameOf('lease', area, key), async (db) => {
      const taken = await db
        .insertInto('zfapps_leases')
        .values((eb) => ({
          area: indexedText(area),
          id: indexedText(key),
          owner_id,
          until: eb(now(), '+', ms),
        }))
        .onConflict((conflict) =>
          conflict
            .columns(['area', 'id'])
            .doUpdateSet((eb) => ({ owner_id, until: eb.ref('excluded.until') }))
            .where((eb) =>
              eb.or([eb('zfapps_leases.owner_id', '=', owner_id), eb('zfapps_leases.until', '<=', now())]),
            ),
        )
        .returning('owner_id')
        .executeTakeFirst();
      return taken !== undefined;
    });
}

export function releaseLease(area: string, key: string, owner: string): SqlWork<void> {
  return ({ write }) =>
    write(nameOf('lease', area, key), async (db) => {
      await db
        .deleteFrom('zfapps_leases')
        .where('area', '=', indexedText(area))
        .where('id', '=', indexedText(key))
        .where('owner_id', '=', indexedText(owner))
        .execute();
    });
}

function nameOf(kind: string, area: string, key: string): string {
  return JSON.stringify([kind, area, key]);
}
