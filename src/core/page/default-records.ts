import { customerRecord, fromVendor, toCustomer, vendorRecord } from './default-contacts.js';
import { linesAndTotals, PAID } from './default-line-items.js';
import { otherRecord } from './default-other-records.js';
import { amounts, cents, customField, dates, inDollars, sampleId } from './default-parts.js';
import type { PageRecord } from './create-page.js';

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
    case 'invoice':
      return invoice();
    case 'estimate':
      return document(module, 'EST-000112', 'sent', {
        ...toCustomer(),
        ...dates({ date: '2025-02-20', expiry_date: '2025-03-20' }),
      });
    case 'salesorder':
      return document(module, 'SO-00057', 'confirmed', {
        ...toCustomer(),
        ...dates({ date: '2025-02-24', shipment_date: '2025-03-03' }),
      });
    case 'purchaseorder':
      return document(module, 'PO-00031', 'issued', {
        ...fromVendor(),
        ...dates({ date: '2025-02-10', delivery_date: '2025-02-28' }),
      });
    case 'bill':
      return withBalance(
        document(module, 'CGI-20418', 'overdue', {
          ...fromVendor(),
          ...dates({ date: '2025-02-28', due_date: '2025-03-30' }),
        }),
      );
    case 'creditnote':
      return withBalance(
        document(module, 'CN-00014', 'open', { ...toCustomer(), ...dates({ date: '2025-03-18' }) }),
      );
    case 'vendorcredit':
      return withBalance(
        document('vendor_credit', 'VC-00006', 'open', { ...fromVendor(), ...dates({ date: '2025-03-05' }) }),
      );
    case 'retainerinvoice':
      return retainer();
    case 'recurringinvoice':
      return recurring();
    case 'contact':
    case 'customer':
      return customerRecord();
    case 'vendor':
      return vendorRecord();
    case 'payment':
    case 'customerpayment':
      return payment(toCustomer(), 'invoices');
    case 'vendorpayment':
      return payment(fromVendor(), 'bills');
    default:
      return otherRecord(module) ?? unknown(module);
  }
}

/** A document with line items: `<module>_id`, `<module>_number`, totals, custom fields. */
function document(module: string, number: string, status: string, members: PageRecord): PageRecord {
  const { line_items, totals } = linesAndTotals();
  return {
    [`${module}_id`]: sampleId(1_001),
    [`${module}_number`]: number,
    reference_number: 'PO-7741',
    status,
    status_formatted: status.charAt(0).toUpperCase() + status.slice(1),
    ...members,
    ...inDollars(),
    line_items,
    ...totals,
    custom_fields: [
      customField(1, 'cf_delivery_window', 'Delivery window', '06:00 to 08:00'),
      customField(2, 'cf_account_manager', 'Account manager', 'Maya Lindqvist'),
    ],
    notes: 'Thank you for your business.',
    terms: 'Goods remain our property until they are paid for.',
    created_time: '2025-03-01T09:12:44-0800',
    last_modified_time: '2025-03-01T09:14:02-0800',
  };
}

/** Nothing is paid yet: the balance is the whole. */
function withBalance(record: PageRecord): PageRecord {
  return { ...record, ...amounts({ balance: linesAndTotals().total }) };
}

function invoice(): PageRecord {
  return {
    ...document('invoice', 'INV-000248', 'overdue', {
      ...toCustomer(),
      ...dates({ date: '2025-03-01', due_date: '2025-03-31' }),
    }),
    payment_terms: 30,
    payment_terms_label: 'Net 30',
    salesperson_id: sampleId(3_001),
    salesperson_name: 'Maya Lindqvist',
    is_viewed_by_client: true,
    ...amounts({ payment_made: PAID, balance: cents(linesAndTotals().total - PAID) }),
  };
}

function retainer(): PageRecord {
  const { line_items: _, ...members } = document('retainerinvoice', 'RET-00009', 'sent', {
    ...toCustomer(),
    ...dates({ date: '2025-01-15' }),
  });
  const line = {
    line_item_id: sampleId(5_101),
    item_order: 1,
    description: 'Advance for the spring menu',
    ...amounts({ rate: 500, item_total: 500 }),
  };
  return {
    ...members,
    line_items: [line],
    taxes: [],
    ...amounts({ sub_total: 500, tax_total: 0, total: 500, balance: 500 }),
  };
}

function recurring(): PageRecord {
  return {
    ...document('recurring_invoice', '', 'active', {
      ...toCustomer(),
      ...dates({ start_date: '2025-01-01', next_invoice_date: '2025-04-01' }),
    }),
    recurrence_name: 'Juniper Street, monthly beans',
    recurrence_frequency: 'months',
    repeat_every: 1,
  };
}

function payment(party: PageRecord, appliedTo: 'invoices' | 'bills'): PageRecord {
  const one = appliedTo.slice(0, -1);
  const applied = {
    [`${one}_id`]: sampleId(1_001),
    [`${one}_number`]: appliedTo === 'invoices' ? 'INV-000248' : 'CGI-20418',
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
    [appliedTo]: [applied],
    custom_fields: [],
  };
}

function unknown(module: string): PageRecord {
  return { [`${module}_id`]: sampleId(1), name: `Sample ${module}`, status: 'active', custom_fields: [] };
}
