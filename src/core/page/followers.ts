import { currencySymbol, formatAmount, moneyOf } from './money.js';
import { ownMember } from './page-path.js';
import { isObject, isSame } from './plain-data.js';
import { withTotals } from './totals.js';
import { customFieldText, twinOf } from './twins.js';
import type { Money } from './money.js';
import type { PageRecord } from './page.js';

/**
 * Makes what depends on a written member follow it: `_formatted` twins, the currency's symbol, totals.
 *
 * @param parts where it was written
 */
export function follow(
  former: Readonly<PageRecord>,
  record: Readonly<PageRecord>,
  parts: readonly string[],
  organization: Readonly<PageRecord>,
): PageRecord {
  const money = moneyOf(record, organization);
  const [name = ''] = parts;
  let next: PageRecord = { ...record };
  if (name === 'custom_fields') next = withCustomFieldTexts(former, next, money);
  else if (!isSame(at(former, parts), at(record, parts))) next = withTwin(next, parts, money) as PageRecord;
  if (name === 'currency_code' || name === 'price_precision') next = inMoney(next, money);
  return TOTALS_DEPEND_ON.has(name) ? withTotals(next, organization) : next;
}

/** Makes a record's money and totals follow members that were taken over from another record, with their twins. */
export function followSeveral(
  record: Readonly<PageRecord>,
  names: readonly string[],
  organization: Readonly<PageRecord>,
): PageRecord {
  const isOtherMoney = names.includes('currency_code') || names.includes('price_precision');
  const next = isOtherMoney ? inMoney(record, moneyOf(record, organization)) : { ...record };
  return names.some((name) => TOTALS_DEPEND_ON.has(name)) ? withTotals(next, organization) : next;
}

/** Totals are among them: computed is what they say, whatever is written there. */
const TOTALS_DEPEND_ON: ReadonlySet<string> = new Set([
  'line_items',
  'discount',
  'discount_type',
  'is_discount_before_tax',
  'is_inclusive_tax',
  'shipping_charge',
  'adjustment',
  'taxes',
  'currency_code',
  'price_precision',
  'payment_made',
  'credits_applied',
  'sub_total',
  'sub_total_inclusive_of_tax',
  'discount_total',
  'tax_total',
  'total',
  'balance',
]);

function at(record: Readonly<PageRecord>, parts: readonly string[]): unknown {
  return parts.reduce(ownMember, record as unknown);
}

/** The holder of a written member with the member's twin, where it has one. */
function withTwin(holder: unknown, parts: readonly string[], money: Money): unknown {
  const [part = '', ...rest] = parts;
  if (rest.length > 0) {
    const member = withTwin(ownMember(holder, part), rest, money);
    if (Array.isArray(holder)) return holder.with(Number(part), member);
    return { ...(holder as PageRecord), [part]: member };
  }
  const twin = `${part}_formatted`;
  if (!isObject(holder) || !Object.hasOwn(holder, twin)) return holder;
  const { [twin]: _, ...others } = holder;
  const value = holder[part];
  // Amounts that a person types are text.
  const isNumber = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  const formatted = isNumber ? formatAmount(value, money) : twinOf(value, money);
  return formatted === undefined ? others : { ...holder, [twin]: formatted };
}

/** Fields whose value was changed say it in words too, also where a widget wrote the whole list. */
function withCustomFieldTexts(
  former: Readonly<PageRecord>,
  record: Readonly<PageRecord>,
  money: Money,
): PageRecord {
  const { custom_fields: fields } = record;
  if (!Array.isArray(fields)) return { ...record };
  const formerFields: readonly unknown[] = Array.isArray(former.custom_fields) ? former.custom_fields : [];
  const custom_fields = fields.map((field: unknown, index) => {
    if (!isObject(field) || !Object.hasOwn(field, 'value_formatted')) return field;
    const id = field.customfield_id;
    const before =
      id === undefined ? undefined : formerFields.find((one) => ownMember(one, 'customfield_id') === id);
    const { value_formatted: words, value } = fieldOf(before ?? formerFields[index]);
    // What the writer says in words itself stays.
    const isStale = words === field.value_formatted && !isSame(value, field.value);
    return isStale ? { ...field, value_formatted: customFieldText(field, money) } : field;
  });
  return { ...record, custom_fields };
}

function fieldOf(entry: unknown): Readonly<PageRecord> {
  return isObject(entry) ? entry : {};
}

/** A record in another currency: its symbol, and its amounts in words. */
function inMoney(record: Readonly<PageRecord>, money: Money): PageRecord {
  const next: PageRecord = { ...record };
  if (Object.hasOwn(next, 'currency_symbol')) next.currency_symbol = currencySymbol(money);
  for (const [name, value] of Object.entries(next)) {
    const twin = `${name}_formatted`;
    if (typeof value === 'number' && Object.hasOwn(next, twin)) next[twin] = formatAmount(value, money);
  }
  return next;
}
