import { HUNDRED, minus, plus, quotient, rounded, times, toDecimal, toNumber, ZERO } from './decimal.js';
import { lineWithTotal } from './line-total.js';
import { formatAmount, moneyOf } from './money.js';
import { percentageIn } from './percentage.js';
import { isObject } from './plain-data.js';
import { taxesOf } from './taxes.js';
import type { Decimal } from './decimal.js';
import type { Money } from './money.js';
import type { PageRecord } from './page.js';

/**
 * Computes what follows from a record's line items: each line's `item_total`, and `sub_total`,
 * `discount_total`, `taxes`, `tax_total`, `total` and, where the record has one, `balance`. Each amount
 * has its `_formatted` twin. A record without line items is answered as it is.
 *
 * It holds exactly, at the currency's decimals:
 * `total = sub_total − discount_total + tax_total + shipping_charge + adjustment`. Where rates include
 * tax (`is_inclusive_tax`), so do the lines' `item_total` and `sub_total_inclusive_of_tax`; `sub_total` does not.
 *
 * @param organization gives the currency where the record has none, and the language of the twins
 */
export function withTotals(
  record: Readonly<PageRecord>,
  organization: Readonly<PageRecord> = {},
): PageRecord {
  if (!Array.isArray(record.line_items)) return { ...record };
  const money = moneyOf(record, organization);
  const lines = record.line_items.map((line) => (isObject(line) ? lineWithTotal(line, money) : line));
  const sum = lines.reduce((total, line) => plus(total, toDecimal(line?.item_total)), ZERO);
  const inclusive = isTrue(record.is_inclusive_tax);
  const beforeTax = !isFalse(record.is_discount_before_tax);
  const share = beforeTax && sum.digits !== 0n ? discountOf(record.discount, sum, money) : ZERO;
  const taxes = taxesOf(lines.filter(isObject), { sum, discount: share, inclusive, money });
  const taxTotal = taxes.reduce((total, { amount }) => plus(total, amount), ZERO);
  const subTotal = inclusive ? minus(sum, taxTotal) : sum;
  // A discount after tax is one of what the customer would pay.
  const discount = beforeTax
    ? discountOf(record.discount, sum, money)
    : discountOf(record.discount, plus(subTotal, taxTotal), money);
  const others = plus(amountIn(record.shipping_charge, money), amountIn(record.adjustment, money));
  const total = plus(plus(minus(subTotal, discount), taxTotal), others);
  return {
    ...record,
    line_items: lines,
    taxes: taxes.map(({ name, amount }) => ({ tax_name: name, ...written({ tax_amount: amount }, money) })),
    ...written({ sub_total: subTotal }, money),
    ...(inclusive ? written({ sub_total_inclusive_of_tax: sum }, money) : {}),
    ...written({ discount_total: discount, tax_total: taxTotal, total }, money),
    ...(Object.hasOwn(record, 'balance') ? written({ balance: balanceOf(record, total, money) }, money) : {}),
    ...twinsOfGiven(record, money),
  };
}

/** The amounts that are given, not computed: their twins follow the currency. */
const GIVEN = ['shipping_charge', 'adjustment', 'payment_made', 'credits_applied'];

function twinsOfGiven(record: Readonly<PageRecord>, money: Money): PageRecord {
  const given = GIVEN.filter((name) => Object.hasOwn(record, name));
  return Object.fromEntries(given.map((name) => [`${name}_formatted`, formatAmount(record[name], money)]));
}

/** The discount of the whole: an amount, or a share such as `5%`. */
function discountOf(given: unknown, base: Decimal, money: Money): Decimal {
  const percentage = percentageIn(given);
  if (percentage === undefined) return amountIn(given, money);
  return quotient(times(base, percentage), HUNDRED, money.decimals);
}

function balanceOf(record: Readonly<PageRecord>, total: Decimal, money: Money): Decimal {
  return minus(minus(total, amountIn(record.payment_made, money)), amountIn(record.credits_applied, money));
}

function amountIn(value: unknown, { decimals }: Money): Decimal {
  return rounded(toDecimal(value), decimals);
}

/** Amounts as records have them: numbers, each with its twin. */
function written(amounts: Readonly<Record<string, Decimal>>, money: Money): PageRecord {
  const record: PageRecord = {};
  for (const [name, amount] of Object.entries(amounts)) {
    record[name] = toNumber(amount);
    record[`${name}_formatted`] = formatAmount(record[name], money);
  }
  return record;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}

function isFalse(value: unknown): boolean {
  return value === false || value === 'false';
}
