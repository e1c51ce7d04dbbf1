import { fromVendor, toCustomer } from './default-contacts.js';
import { DOCUMENTS } from './default-documents.js';
import { lineItems } from './default-line-items.js';
import { amounts, customField, dates, inDollars, sampleId } from './default-parts.js';
import { withTotals } from './totals.js';
import type { DocumentModule, DocumentSample } from './default-documents.js';
import type { PageRecord } from './page.js';

/** How many sample documents a module has; 0 for a module of other records. */
export function documentCount(module: string): number {
  return moduleOf(module)?.samples.length ?? 0;
}

/** A sample document with line items: `<module>_id`, `<module>_number`, totals, custom fields. */
export function documentRecord(module: string, index = 0): PageRecord | undefined {
  const documents = moduleOf(module);
  const sample = documents?.samples[index];
  if (documents === undefined || sample === undefined) return undefined;
  const record = { ...general(documents, sample, index), ...OWN_MEMBERS[module] };
  if (!documents.balance) return withTotals(record);
  const { paid } = sample;
  const open = { ...record, balance: 0, ...(paid === undefined ? {} : { payment_made: paid }) };
  if (paid !== 'all') return withTotals(open);
  return withTotals({ ...open, payment_made: withTotals(record).total });
}

function moduleOf(module: string): DocumentModule | undefined {
  return Object.hasOwn(DOCUMENTS, module) ? DOCUMENTS[module] : undefined;
}

function general(documents: DocumentModule, sample: DocumentSample, index: number): PageRecord {
  const { name, party } = documents;
  const { number, status } = sample;
  const words = status.replaceAll('_', ' ');
  // The sample record was written on one day, whatever its date.
  const day = index === 0 ? '2025-03-01' : sample.dates.date;
  return {
    [`${name}_id`]: sampleId(1_001 + index),
    [`${name}_number`]: number,
    reference_number: `PO-${7_741 - 13 * index}`,
    status,
    status_formatted: words.charAt(0).toUpperCase() + words.slice(1),
    ...(party === 'customer' ? toCustomer(sample.party) : fromVendor(sample.party)),
    ...dates(sample.dates),
    ...inDollars(),
    ...lineItems(sample.lines),
    custom_fields: [
      customField(1, 'cf_delivery_window', 'Delivery window', '06:00 to 08:00'),
      customField(2, 'cf_account_manager', 'Account manager', 'Maya Lindqvist'),
    ],
    notes: 'Thank you for your business.',
    terms: 'Goods remain our property until they are paid for.',
    created_time: `${day}T09:12:44-0800`,
    last_modified_time: `${day}T09:14:02-0800`,
  };
}

/** What only documents of one module have. */
const OWN_MEMBERS: Readonly<Record<string, PageRecord>> = {
  invoice: {
    payment_terms: 30,
    payment_terms_label: 'Net 30',
    salesperson_id: sampleId(3_001),
    salesperson_name: 'Maya Lindqvist',
    is_viewed_by_client: true,
  },
  retainerinvoice: {
    line_items: [
      {
        line_item_id: sampleId(5_101),
        item_order: 1,
        description: 'Advance for the spring menu',
        ...amounts({ rate: 500 }),
      },
    ],
  },
  recurringinvoice: {
    recurrence_name: 'Juniper Street, monthly beans',
    recurrence_frequency: 'months',
    repeat_every: 1,
  },
};
