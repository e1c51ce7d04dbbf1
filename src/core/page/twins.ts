import { formattedDate } from './default-parts.js';
import { formatAmount } from './money.js';
import type { Money } from './money.js';
import type { PageRecord } from './page.js';

/**
 * What the `_formatted` twin of a member says: an amount in the record's money, a date, or a status such
 * as `Overdue`. Undefined where nothing can be said.
 */
export function twinOf(value: unknown, money: Money): string | undefined {
  if (typeof value === 'number') return formatAmount(value, money);
  if (typeof value !== 'string') return undefined;
  if (isDate(value)) return formattedDate(value);
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What `value_formatted` of a custom field says. */
export function customFieldText(field: Readonly<PageRecord>, money: Money): string {
  const { value, data_type: type } = field;
  if (value === null || value === undefined) return '';
  if (type === 'amount') return formatAmount(value, money);
  if (typeof value === 'string') return isDate(value) ? formattedDate(value) : value;
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? '' : String(value);
}

function isDate(text: string): boolean {
  return /^\d{4}-(?:0[1-9]|1[0-2])-\d\d$/.test(text);
}
