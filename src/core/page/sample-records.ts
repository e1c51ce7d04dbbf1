import { defaultOrganization, defaultUser } from './default-organization.js';
import { DEFAULT_MODULES, defaultRecord } from './default-records.js';
import type { RecordsAnswer } from '../protocol/index.js';
import type { PageRecord } from './create-page.js';

/** What a page without any configuration shows: the sample organisation, and a record for each module. */
export function sampleRecords(): RecordsAnswer {
  return withSamples({ organization: defaultOrganization(), user: defaultUser(), records: {} });
}

/** Completes records with a sample for each module that has none. Of a list, the page shows the first. */
export function withSamples(given: {
  organization: PageRecord;
  user: PageRecord;
  records: Readonly<Record<string, PageRecord | readonly PageRecord[]>>;
}): RecordsAnswer {
  const records: RecordsAnswer['records'] = {};
  for (const module of new Set([...DEFAULT_MODULES, ...Object.keys(given.records)])) {
    const own = given.records[module];
    records[module] = (isList(own) ? own[0] : own) ?? defaultRecord(module);
  }
  return { organization: given.organization, user: given.user, records };
}

function isList(given: PageRecord | readonly PageRecord[] | undefined): given is readonly PageRecord[] {
  return Array.isArray(given);
}
