import type { PageRecord } from './page.js';

/** Identifiers that are not named after their module. */
const ID_NAMES: Readonly<Record<string, string>> = {
  contact: 'contact_id',
  customer: 'contact_id',
  vendor: 'contact_id',
  recurringinvoice: 'recurring_invoice_id',
  vendorcredit: 'vendor_credit_id',
  payment: 'payment_id',
  customerpayment: 'payment_id',
  vendorpayment: 'payment_id',
  advance: 'advance_payment_id',
};

/** The member that holds a record's identifier: `invoice` → `invoice_id`, `customer` → `contact_id`. */
export function recordIdName(module: string): string {
  return Object.hasOwn(ID_NAMES, module) ? (ID_NAMES[module] ?? '') : `${module}_id`;
}

/** Every member that identifies a record of the module: a contact is also a customer or vendor. */
export function recordIdNames(module: string): readonly string[] {
  const name = recordIdName(module);
  return name === 'contact_id' ? [name, 'customer_id', 'vendor_id'] : [name];
}

/** A record's identifier; undefined where it has none, as an unsaved form has. */
export function recordId(module: string, record: Readonly<PageRecord>): string | undefined {
  for (const name of recordIdNames(module)) {
    const id = Object.hasOwn(record, name) ? record[name] : undefined;
    if (typeof id === 'number' || (typeof id === 'string' && id !== '')) return String(id);
  }
  return undefined;
}

/** The members that hold the number by which people know a record, of the modules that have one. */
const NUMBER_NAMES: Readonly<Record<string, string>> = {
  invoice: 'invoice_number',
  estimate: 'estimate_number',
  salesorder: 'salesorder_number',
  purchaseorder: 'purchaseorder_number',
  bill: 'bill_number',
  creditnote: 'creditnote_number',
  vendorcredit: 'vendor_credit_number',
  retainerinvoice: 'retainerinvoice_number',
  recurringinvoice: 'recurring_invoice_number',
  payment: 'payment_number',
  customerpayment: 'payment_number',
  vendorpayment: 'payment_number',
  trip: 'trip_number',
  report: 'report_number',
  advance: 'reference_number',
};

/** The member that holds a record's number, such as `invoice_number`; undefined where the module has none. */
export function numberName(module: string): string | undefined {
  return Object.hasOwn(NUMBER_NAMES, module) ? NUMBER_NAMES[module] : undefined;
}

/** The number after one: `INV-000248` → `INV-000249`. Text without digits gets some; no text stays so. */
export function nextNumber(number: string): string {
  const match = /^(.*?)(\d+)(\D*)$/s.exec(number);
  if (match === null) return number === '' ? '' : `${number}-2`;
  const [, before = '', digits = '', after = ''] = match;
  return `${before}${String(BigInt(digits) + 1n).padStart(digits.length, '0')}${after}`;
}
