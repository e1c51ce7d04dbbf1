import { defaultList } from './default-lists.js';
import { defaultOrganization, defaultUser } from './default-organization.js';
import { DEFAULT_MODULES, defaultRecord } from './default-records.js';
import type { RecordsAnswer } from '../protocol/index.js';
import type { PageRecord } from './page.js';

/** What a page without any configuration shows: the sample organisation, and records for each module. */
export function sampleRecords(): RecordsAnswer {
  return withSamples({ organization: defaultOrganization(), user: defaultUser(), records: {} });
}

/**
 * Completes records with samples for each module that has none. A list that is given is all that its
 * module has, and its page shows the first; a record that is given stands alone.
 */
export function withSamples(given: {
  organization: PageRecord;
  user: PageRecord;
  records: Readonly<Record<string, PageRecord | readonly PageRecord[]>>;
}): RecordsAnswer {
  const { organization, user } = given;
  const records: RecordsAnswer['records'] = {};
  const lists: RecordsAnswer['lists'] = {};
  for (const module of new Set([...DEFAULT_MODULES, ...Object.keys(given.records)])) {
    const own = Object.hasOwn(given.records, module) ? given.records[module] : undefined;
    const list = own === undefined ? defaultList(module) : isList(own) ? [...own] : [own];
    records[module] = list[0] ?? defaultRecord(module);
    // An empty list too: its page lists nothing.
    if (list.length !== 1) lists[module] = list;
  }
  return { organization, user, records, lists };
}

function isList(given: PageRecord | readonly PageRecord[]): given is readonly PageRecord[] {
  return Array.isArray(given);
}
