import { customerRecord, toCustomer, fromVendor, vendorRecord } from './default-contacts.js';
import { otherRecord } from './default-other-records.js';
import { amounts, dates, inDollars, sampleId } from './default-parts.js';
import { documentRecord } from './document-record.js';
import type { PageRecord } from './page.js';

/** The modules that have a sample record. */
export const DEFAULT_MODULES: readonly string[] = Object.freeze([
  'invoice',
  'estimate',
  'salesorder',
  'purchaseorder',
  'bill',
  'creditnote',
  'vendorcredit',
  'retainerinvoice',
  'recurringinvoice',
  'contact',
  'customer',
  'vendor',
  'item',
  'expense',
  'project',
  'payment',
  'customerpayment',
  'vendorpayment',
  'trip',
  'report',
  'advance',
]);

/**
 * A plausible record of a module, fictional and the same every time. A module without a sample
 * gets its id, a name and a status.
 */
export function defaultRecord(module: string): PageRecord {
  switch (module) {
    case 'contact':
    case 'customer':
      return customerRecord(0, balanceOf(documentRecord('invoice')));
    case 'vendor':
      return vendorRecord(0, balanceOf(documentRecord('bill')));
    case 'payment':
    case 'customerpayment':
      return payment(toCustomer(), 'invoice');
    case 'vendorpayment':
      return payment(fromVendor(), 'bill');
    default:
      return documentRecord(module) ?? otherRecord(module) ?? unknown(module);
  }
}

function balanceOf(document: PageRecord | undefined): number {
  return Number(document?.balance ?? 0);
}

/** What the sample customer has paid of the sample invoice, and the organisation of the sample bill. */
const PAID = 250;

function payment(party: PageRecord, module: 'invoice' | 'bill'): PageRecord {
  const applied = {
    [`${module}_id`]: sampleId(1_001),
    [`${module}_number`]: module === 'invoice' ? 'INV-000248' : 'CGI-20418',
    ...amounts({ amount_applied: PAID }),
  };
  return {
    payment_id: sampleId(8_001),
    payment_number: '117',
    payment_mode: 'banktransfer',
    reference_number: 'ACH 88213',
    description: '',
    ...party,
    ...inDollars(),
    ...dates({ date: '2025-03-12' }),
    ...amounts({ amount: PAID, unused_amount: 0 }),
    [`${module}s`]: [applied],
    custom_fields: [],
  };
}

function unknown(module: string): PageRecord {
  return { [`${module}_id`]: sampleId(1), name: `Sample ${module}`, status: 'active', custom_fields: [] };
}
