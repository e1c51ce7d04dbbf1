import { defaultRecord } from './default-records.js';
import { draftOf } from './draft.js';
import { numberName, recordId, recordIdName } from './identity.js';
import { isObject } from './plain-data.js';
import type { PageRecord } from './page.js';

/** What {@link storedRecord} needs to know. */
export interface StoredRecordOptions {
  /** The module's records that are there. */
  others: readonly PageRecord[];
  /** Makes an identifier that none of them has. */
  nextId(isTaken: (id: string) => boolean): string;
  /** Default: the present. */
  now?: Date;
}

/**
 * A record as storing makes it: one without an identifier gets one, as do its lines, and the next number
 * where its module has numbers and it has none, or one that is taken; and the times of its saving, where records of its module
 * have such. (Chosen: nothing says what the product fills in.)
 */
export function storedRecord(
  module: string,
  record: Readonly<PageRecord>,
  { others, nextId, now = new Date() }: StoredRecordOptions,
): PageRecord {
  const isNew = recordId(module, record) === undefined;
  const stored = { ...record, ...timesOf(module, record, { others, isNew, now }) };
  if (!isNew) return stored;
  const isTaken = (id: string) => others.some((other) => recordId(module, other) === id);
  stored[recordIdName(module)] = nextId(isTaken);
  const number = nextNumberOf(module, record, others);
  if (number !== undefined) Object.assign(stored, number);
  if (Array.isArray(stored.line_items))
    stored.line_items = stored.line_items.map((line: unknown) =>
      isObject(line) && !hasText(line.line_item_id) ? { ...line, line_item_id: nextId(isTaken) } : line,
    );
  return stored;
}

function timesOf(
  module: string,
  record: Readonly<PageRecord>,
  { others, isNew, now }: { others: readonly PageRecord[]; isNew: boolean; now: Date },
): PageRecord {
  const models = [record, ...others, ...(others.length === 0 ? [defaultRecord(module)] : [])];
  const names = isNew ? ['created_time', 'last_modified_time'] : ['last_modified_time'];
  const own = names.filter((name) => models.some((model) => Object.hasOwn(model, name)));
  const time = now.toISOString().replace(/\.\d+Z$/, '+0000');
  return Object.fromEntries(own.map((name) => [name, time]));
}

function nextNumberOf(
  module: string,
  record: Readonly<PageRecord>,
  others: readonly PageRecord[],
): PageRecord | undefined {
  const name = numberName(module);
  if (name === undefined || (hasText(record[name]) && !others.some((other) => other[name] === record[name])))
    return undefined;
  const model = others.find((other) => hasText(other[name])) ?? defaultRecord(module);
  const { [name]: number } = draftOf(module, model, others);
  return hasText(number) ? { [name]: number } : undefined;
}

function hasText(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}
