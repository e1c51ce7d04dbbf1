import { describeLocation } from '../project/index.js';
import { createPage } from './create-page.js';
import { draftOf } from './draft.js';
import { recordId } from './identity.js';
import { isSelectionLocation } from './page-names.js';
import type { PageMode } from '../project/index.js';
import type { PageRules, RecordsAnswer } from '../protocol/index.js';
import type { Page, PageRecord } from './page.js';

/** The records of an organisation; without `lists`, each module has the one. */
export type PageRecords = Omit<RecordsAnswer, 'lists'> & Partial<Pick<RecordsAnswer, 'lists'>>;

/** Options of {@link createPageFor}. */
export interface PageForOptions {
  /** Absent for a page without a record, which shows the organisation's. */
  module?: string | undefined;
  mode: PageMode;
  /**
   * The record to show. Default: the first. Where none has this identifier, a page of details and a form of editing
   * have the record `{}`, never another one's; see {@link findRecord}.
   */
  recordId?: string | undefined;
  answer: PageRecords;
  rules?: Partial<PageRules> | undefined;
  /** What is selected: records of the list by identifier, or lines of the form by index. Default nothing. */
  selection?: readonly string[] | undefined;
}

/** What {@link createPageAt} takes beside the location and the records. */
export interface PageAtOptions extends Partial<Omit<PageForOptions, 'module' | 'answer'>> {
  /** A creation page shows a draft made of the record, as that of {@link createPageFor} does. Default `false`. */
  draft?: boolean | undefined;
}

/**
 * The module of the record that stands beside a widget of this location; absent where the page shows
 * none, as a dashboard does.
 */
export function moduleShownAt(location: string): string | undefined {
  const { module, shape } = describeLocation(location);
  if (module !== undefined) return module;
  // A sidebar of every page, a custom action: they stand beside some record. A settings page has
  // none, also where its widget opens as a modal.
  return ['sidebar', 'modal', 'background'].includes(shape) ? 'invoice' : undefined;
}

/**
 * Makes the page of a module: its list, a record of it, the form of one, or the form of a new one,
 * which is a draft made of the first.
 */
export function createPageFor(options: PageForOptions): Page {
  const { module, mode, answer } = options;
  if (module === undefined || mode !== 'creation') return pageOf(options, chosenRecord(options));
  const list = recordsOf(answer, module);
  return pageOf(options, draftOf(module, list[0] ?? ownOf(answer.records, module) ?? {}, list));
}

/** The record of a module that has an identifier, not a copy; undefined where none has it. */
export function findRecord(answer: PageRecords, module: string, id: string): PageRecord | undefined {
  return recordsOf(answer, module).find((record) => recordId(module, record) === id);
}

/**
 * Makes the page that a widget of this location stands on; one without a record shows the organisation's.
 * A form shows the record as it is given, unless it is to be a draft. Where a widget is handed a selection, the first record is selected.
 */
export function createPageAt(
  location: string | undefined,
  answer: PageRecords,
  { draft = false, ...more }: PageAtOptions = {},
): Page {
  const mode =
    more.mode ?? (location === undefined ? undefined : describeLocation(location).mode) ?? 'details';
  const module = location === undefined ? undefined : moduleShownAt(location);
  const options = { ...more, module, mode, answer };
  const chosen = chosenRecord(options);
  const isDraft = draft && mode === 'creation' && module !== undefined;
  const record = isDraft ? draftOf(module, chosen, recordsOf(answer, module)) : chosen;
  // Nobody presses the button of an action on records without having selected some.
  const first = module !== undefined && isSelectionLocation(location) ? recordId(module, record) : undefined;
  return pageOf(first === undefined ? options : { selection: [first], ...options }, record);
}

function pageOf({ module, mode, answer, rules, selection }: PageForOptions, record: PageRecord): Page {
  const { organization, user } = answer;
  const list = module === undefined || mode !== 'list' ? undefined : ownOf(answer.lists, module);
  const page = createPage({
    module: module ?? 'organization',
    mode,
    record,
    organization,
    user,
    ...(list === undefined ? {} : { list }),
    ...(rules === undefined ? {} : { rules }),
  });
  if (selection !== undefined) page.select(selection);
  return page;
}

function chosenRecord({ module, mode, recordId: id, answer }: PageForOptions): PageRecord {
  if (module === undefined) return answer.organization;
  const chosen = id === undefined ? undefined : findRecord(answer, module, id);
  if (chosen !== undefined) return chosen;
  if (id !== undefined && (mode === 'details' || mode === 'edit')) return {};
  const list = recordsOf(answer, module);
  // A list that is empty has no record, whatever else there is of its module.
  if (mode === 'list' && list.length === 0) return {};
  return ownOf(answer.records, module) ?? list[0] ?? {};
}

function recordsOf(answer: PageRecords, module: string): readonly PageRecord[] {
  const record = ownOf(answer.records, module);
  return ownOf(answer.lists, module) ?? (record === undefined ? [] : [record]);
}

/** SECURITY: a module may be called `constructor`, and every object inherits members of such names. */
function ownOf<Value>(values: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}
