import {
  createPageAt,
  defaultList,
  defaultOrganization,
  defaultRecord,
  defaultUser,
  draftOf,
  mergeRecord,
  moduleShownAt,
  recordId,
  recordIdName,
} from '../core/page/index.js';
import { describeLocation } from '../core/project/index.js';
import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { memoryStorage } from '../host/index.js';
import { sharePage } from './shared-page.js';
import type { PageRecord } from '../core/page/index.js';
import type { Manifest, PageMode } from '../core/project/index.js';
import type { StoragePort } from '../host/index.js';
import type { MountOptions } from './mount-options.js';
import type { SharedPage } from './shared-page.js';

/**
 * Makes the page that a mounted widget stands on: samples, with what the test says differs.
 *
 * @throws ZfappsError `invalid_options` for a list that the page cannot have, `unknown_record` for a selection
 */
export function createTestPage(location: string, { service }: Manifest, options: MountOptions): SharedPage {
  const { dataCenter, locale = 'en', list, parity, selection, store = {} } = options;
  const place = { service, locale, ...(dataCenter === undefined ? {} : { dataCenter }) };
  const module = moduleShownAt(location);
  const { mode, shape } = describeLocation(location);
  if (list !== undefined) checkRecords(list, module);
  const listed = mode === 'list' ? list : undefined;
  if (listed !== undefined && options.record !== undefined)
    throw wrong('record has no effect beside list on a list page, which shows what is listed');
  const record = module === undefined ? undefined : firstOf(module, mode, options);
  const page = createPageAt(
    location,
    {
      organization: mergeRecord(defaultOrganization({}, place), options.organization),
      user: mergeRecord(defaultUser(), options.user),
      records: module === undefined || record === undefined ? {} : { [module]: record },
      ...(module === undefined || listed === undefined ? {} : { lists: { [module]: [...listed] } }),
    },
    {
      ...(parity === undefined ? {} : { rules: parity }),
      ...(selection === undefined ? {} : { selection }),
    },
  );
  return sharePage(page, {
    module,
    isSettings: shape === 'settings',
    locale,
    storage: storageWith(store),
    given(asked) {
      if (asked !== module || record === undefined) return defaultList(asked);
      const id = recordId(module, record);
      if (mode === 'list') return list ?? [record];
      const others = (list ?? defaultList(module)).filter((one) => recordId(module, one) !== id);
      // A form that was never saved is no record yet.
      return id === undefined ? others : [record, ...others];
    },
  });
}

/** The record that a page shows: the first of a list page's, a draft on the form of a new one. */
function firstOf(module: string, mode: PageMode | undefined, { list, record }: MountOptions): PageRecord {
  if (mode === 'list' && list !== undefined) return list[0] ?? {};
  const sample = defaultRecord(module);
  return mergeRecord(
    mode === 'creation' ? draftOf(module, sample, list ?? defaultList(module)) : sample,
    record,
  );
}

/** Records of one identifier could not be told apart: the samples of a module all have the same. */
function checkRecords(list: readonly PageRecord[], module: string | undefined): void {
  if (module === undefined) throw wrong('list has no effect here: the page of this location shows no record');
  const ids = list.map((record) => recordId(module, record));
  const twice = ids.find((id, index) => id !== undefined && ids.indexOf(id) !== index);
  if (twice === undefined) return;
  const name = recordIdName(module);
  throw wrong(
    `list has two records whose ${name} is ${describeValue(twice)}; give each its own, as in record('${module}', { ${name}: '1' })`,
  );
}

function storageWith(stored: Readonly<Record<string, unknown>>): StoragePort {
  const storage = memoryStorage();
  for (const [key, value] of Object.entries(stored))
    void storage.set('store', key, JSON.parse(JSON.stringify(value)));
  return storage;
}

function wrong(sentence: string): ZfappsError {
  return new ZfappsError('invalid_options', `mountWidget's ${sentence}.`);
}
