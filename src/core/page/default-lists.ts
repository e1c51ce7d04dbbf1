import { plus, toDecimal, toNumber, ZERO } from './decimal.js';
import { customerRecord, vendorRecord } from './default-contacts.js';
import { expenseRecords, itemRecords } from './default-other-lists.js';
import { sampleId } from './default-parts.js';
import { CUSTOMERS, VENDORS } from './default-parties.js';
import { defaultRecord } from './default-records.js';
import { documentCount, documentRecord } from './document-record.js';
import type { PageRecord } from './page.js';

/**
 * The records that a module's list page shows without any configuration, fictional and the same every
 * time: the sample record first. A module without further samples lists that one.
 */
export function defaultList(module: string): PageRecord[] {
  const others = otherSamples(module);
  return others.length === 0 ? [defaultRecord(module)] : structuredClone([...others]);
}

/** Made once, when a page asks first: a list is some hundred amounts. */
const made = new Map<string, readonly PageRecord[]>();

/** All samples of a module that has several. */
function otherSamples(module: string): readonly PageRecord[] {
  const former = made.get(module);
  if (former !== undefined) return former;
  const list = samplesOf(module);
  if (list.length > 0) made.set(module, list);
  return list;
}

function samplesOf(module: string): readonly PageRecord[] {
  switch (module) {
    case 'customer':
      return CUSTOMERS.map((_, index) => customerRecord(index, openOf('invoice', sampleId(2_001 + index))));
    case 'vendor':
      return VENDORS.map((_, index) => vendorRecord(index, openOf('bill', sampleId(2_101 + index))));
    case 'contact':
      return [...otherSamples('customer'), ...otherSamples('vendor')];
    case 'item':
      return itemRecords();
    case 'expense':
      return expenseRecords();
    default:
      return documentCount(module) < 2
        ? []
        : Array.from({ length: documentCount(module) }, (_, index) => documentRecord(module, index) ?? {});
  }
}

/** What is open of the documents of one customer or vendor; a draft is not sent yet. */
function openOf(module: 'invoice' | 'bill', party: string): number {
  const own = otherSamples(module).filter(
    ({ customer_id, vendor_id, status }) => (customer_id ?? vendor_id) === party && status !== 'draft',
  );
  return toNumber(own.reduce((sum, { balance }) => plus(sum, toDecimal(balance)), ZERO));
}
