import { recordId, recordIdName } from '../core/page/index.js';
import { recordIdOf } from './record-ids.js';
import type { PageRecord } from '../core/page/index.js';
import type { RecordsAnswer } from '../core/protocol/index.js';
import type { GivenRecords } from './server-options.js';

/**
 * Gives an identifier to each record that a file or the configuration has without one, the same each
 * time: what was saved has an identifier, and it tells an edited record from a new one.
 */
export function withIdentifiers(given: GivenRecords): RecordsAnswer {
  const records = { ...given.records };
  const lists = { ...given.lists };
  for (const [module, record] of Object.entries(records)) records[module] = identified(module, record, 0);
  for (const [module, list] of Object.entries(lists))
    lists[module] = list.map((record, index) => identified(module, record, index));
  return { ...given, records, lists };
}

function identified(module: string, record: PageRecord, index: number): PageRecord {
  if (recordId(module, record) !== undefined) return record;
  // Where it has the member without a value, that is replaced.
  return { ...record, [recordIdName(module)]: recordIdOf(module, index) };
}
