import { nextNumber, numberName, recordIdNames } from './identity.js';
import { formatAmount, moneyOf } from './money.js';
import { isObject } from './plain-data.js';
import type { PageRecord } from './page.js';

/**
 * The unsaved form that a creation page shows, made of a sample: it has no identifier, the next number,
 * nothing is paid of it, and a document is a draft.
 *
 * @param others the records whose numbers are taken. Default: the sample's own
 */
export function draftOf(
  module: string,
  sample: Readonly<PageRecord>,
  others: readonly Readonly<PageRecord>[] = [],
): PageRecord {
  const left = new Set([...recordIdNames(module), ...SAVED_MEMBERS]);
  const draft = Object.fromEntries(Object.entries(sample).filter(([name]) => !left.has(name)));
  const numbered = numberName(module);
  const number = numbered === undefined ? undefined : sample[numbered];
  if (numbered !== undefined && typeof number === 'string') {
    const taken = others.map((record) => record[numbered]);
    draft[numbered] = nextNumber(latest(number, taken));
    if (number !== '' && Object.hasOwn(draft, 'status')) {
      draft.status = 'draft';
      if (Object.hasOwn(draft, 'status_formatted')) draft.status_formatted = 'Draft';
    }
  }
  for (const [list, id] of OWN_ROWS) {
    const rows = draft[list];
    if (Array.isArray(rows)) draft[list] = rows.map((row) => (isObject(row) ? without(row, id) : row));
  }
  for (const name of OPEN_AMOUNTS) setAmount(draft, name, 0);
  if (Object.hasOwn(draft, 'is_viewed_by_client')) draft.is_viewed_by_client = false;
  if (!Object.hasOwn(draft, 'balance')) return structuredClone(draft);
  setAmount(draft, 'balance', draft.total ?? draft.amount);
  return structuredClone(draft);
}

/** What only a record that was saved has. */
export const SAVED_MEMBERS: readonly string[] = [
  'created_time',
  'created_date',
  'created_by_id',
  'created_by_name',
  'last_modified_time',
  'last_modified_by_id',
  'last_payment_date',
];

/** Lists whose rows are the record's own, and the identifiers that their rows get when it is saved. */
const OWN_ROWS = [
  ['line_items', 'line_item_id'],
  ['contact_persons', 'contact_person_id'],
  ['tasks', 'task_id'],
] as const;

/** What others owe of a record, or have paid of it. */
const OPEN_AMOUNTS = [
  'payment_made',
  'credits_applied',
  'outstanding_receivable_amount',
  'outstanding_payable_amount',
  'unused_credits_receivable_amount',
  'unused_credits_payable_amount',
];

function setAmount(record: PageRecord, name: string, value: unknown): void {
  if (!Object.hasOwn(record, name)) return;
  record[name] = value;
  const twin = `${name}_formatted`;
  if (Object.hasOwn(record, twin)) record[twin] = formatAmount(value, moneyOf(record));
}

/** The highest number of those that begin as the sample's does. */
function latest(number: string, taken: readonly unknown[]): string {
  const prefix = number.replace(/\d+\D*$/s, '');
  const alike = taken.filter((one): one is string => typeof one === 'string' && one.startsWith(prefix));
  return alike.reduce((highest, one) => (counted(one) > counted(highest) ? one : highest), number);
}

function counted(number: string): bigint {
  return BigInt(/(\d+)\D*$/s.exec(number)?.[1] ?? 0);
}

function without(row: PageRecord, name: string): PageRecord {
  const { [name]: _, ...rest } = row;
  return rest;
}
