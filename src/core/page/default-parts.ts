import { DOLLARS, formatAmount } from './money.js';
import type { PageRecord } from './page.js';

/** An id as the vendor's look: 16 digits, the last of them told apart by `number`. */
export function sampleId(number: number): string {
  return `46000000${String(number).padStart(8, '0')}`;
}

/** Amounts, each with its `_formatted` twin, as records have them. */
export function amounts(values: Readonly<Record<string, number>>): PageRecord {
  const pairs = Object.entries(values).flatMap(([name, value]) => [
    [name, value],
    [`${name}_formatted`, formatAmount(value, DOLLARS)],
  ]);
  return Object.fromEntries(pairs);
}

/** Dates (`2025-03-31`), each with its `_formatted` twin (`31 Mar 2025`). */
export function dates(values: Readonly<Record<string, string>>): PageRecord {
  const pairs = Object.entries(values).flatMap(([name, value]) => [
    [name, value],
    [`${name}_formatted`, formattedDate(value)],
  ]);
  return Object.fromEntries(pairs);
}

/** A custom field; `apiName` begins with `cf_`. */
export function customField(number: number, apiName: string, label: string, value: string): PageRecord {
  return {
    customfield_id: sampleId(7_000 + number),
    label,
    placeholder: apiName,
    api_name: apiName,
    value,
    value_formatted: value,
    data_type: 'string',
  };
}

/** A postal address. */
export function address(street: string, city: string, state: string, zip: string): PageRecord {
  return {
    attention: '',
    address: street,
    street2: '',
    city,
    state,
    zip,
    country: 'United States',
    phone: '',
    fax: '',
  };
}

const currency = { currency_id: sampleId(97), currency_code: 'USD', currency_symbol: '$', exchange_rate: 1 };

/** The members that say in which currency a record is. */
export function inDollars(): PageRecord {
  return { ...currency };
}

/** A date such as `31 Mar 2025`. */
export function formattedDate(date: string): string {
  // Not Intl: its short months differ between versions of ICU.
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const [year, month, day] = date.split('-');
  return `${day} ${months[Number(month) - 1]} ${year}`;
}
