import { indexedText } from './indexed-text.js';
import { extensionChange } from './extension-change.js';
import type { ExtensionLog, NewLog } from '../../core/store/index.js';
import type { SqlWork } from './sql-database.js';

/** Ids look as the vendor's do. */
const FIRST_LOG_ID = 4_000_000_000_000;

export function addLog(
  installation: string,
  given: NewLog,
  { most, since }: { most: number; since: number },
): SqlWork<ExtensionLog | undefined> {
  const log = { ...given };
  const owner = indexedText(installation);
  const reference_id = log.reference === undefined ? null : indexedText(log.reference);
  return extensionChange(installation, async (db) => {
    await db.deleteFrom('zfapps_logs').where('installation', '=', owner).where('at', '<', since).execute();
    // Of a null there is none: a log without a reference is alone.
    const group = await db
      .selectFrom('zfapps_logs')
      .select('seq')
      .where('installation', '=', owner)
      .where('reference_id', '=', reference_id)
      .orderBy('seq')
      .execute();
    if (group.length >= most && reference_id !== null) return undefined;
    const { seq } = await db
      .insertInto('zfapps_logs')
      .values({
        installation: owner,
        reference_id,
        reference: log.reference === undefined ? null : JSON.stringify(log.reference),
        title: JSON.stringify(log.title),
        description: JSON.stringify(log.description),
        at: log.at,
      })
      .returning('seq')
      .executeTakeFirstOrThrow();
    const parent = group[0];
    return { ...log, logId: logId(seq), ...(parent === undefined ? {} : { parentLogId: logId(parent.seq) }) };
  });
}

export function findLogs(
  installation: string,
  { since, from, limit }: { since: number; from: number; limit: number },
): SqlWork<ExtensionLog[]> {
  const owner = indexedText(installation);
  return async ({ db }) => {
    const rows = await db
      .selectFrom('zfapps_logs as log')
      .select(['log.seq', 'log.reference', 'log.title', 'log.description', 'log.at'])
      // Looked up, not kept: once a parent is forgotten, the next one is the parent.
      .select((eb) =>
        eb
          .selectFrom('zfapps_logs as other')
          .select((other) => other.fn.min('other.seq').as('first'))
          .where('other.installation', '=', owner)
          .whereRef('other.reference_id', '=', 'log.reference_id')
          .where('other.at', '>=', since)
          .as('parent'),
      )
      .where('log.installation', '=', owner)
      .where('log.at', '>=', since)
      .orderBy('log.seq', 'desc')
      .limit(limit)
      .offset(from)
      .execute();
    return rows.map((row) => ({
      logId: logId(row.seq),
      ...(row.parent === null || row.parent === row.seq ? {} : { parentLogId: logId(row.parent) }),
      ...(row.reference === null ? {} : { reference: JSON.parse(row.reference) }),
      title: JSON.parse(row.title),
      description: JSON.parse(row.description),
      at: row.at,
    }));
  };
}

/** @param seq text on Postgres, a number on SQLite */
function logId(seq: number | string): string {
  return String(FIRST_LOG_ID + Number(seq));
}
