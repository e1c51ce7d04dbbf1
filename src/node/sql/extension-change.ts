import { indexedText } from './indexed-text.js';
import type { Kysely } from 'kysely';
import type { SqlWork } from './sql-database.js';
import type { Tables } from './tables.js';

/**
 * A change of one installation's data. They go one after another, also among processes: what counts logs
 * counts right, later rows have higher numbers, and no two changes wait for each other's rows for ever.
 */
export function extensionChange<Value>(
  installation: string,
  work: (db: Kysely<Tables>) => Promise<Value>,
): SqlWork<Value> {
  return ({ change }) => change(JSON.stringify(['installation', installation]), work);
}

/** Removes everything of an installation. */
export function clearInstallation(installation: string): SqlWork<void> {
  return extensionChange(installation, async (db) => {
    for (const table of ['zfapps_records', 'zfapps_params', 'zfapps_logs'] as const)
      await db.deleteFrom(table).where('installation', '=', indexedText(installation)).execute();
  });
}
