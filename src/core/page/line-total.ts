import { HUNDRED, minus, rounded, times, toDecimal, toNumber } from './decimal.js';
import { formatAmount } from './money.js';
import { percentageIn } from './percentage.js';
import type { Decimal } from './decimal.js';
import type { Money } from './money.js';
import type { PageRecord } from './page.js';

/** A line with its `item_total`: rate × quantity − discount, rounded once. */
export function lineWithTotal(line: Readonly<PageRecord>, money: Money): PageRecord {
  const total = toNumber(rounded(exactTotal(line), money.decimals));
  const rate = Object.hasOwn(line, 'rate') ? { rate_formatted: formatAmount(line.rate, money) } : {};
  return { ...line, ...rate, item_total: total, item_total_formatted: formatAmount(total, money) };
}

/** A line that says nothing of its price is one of something for nothing, as a form's new line is. (Chosen.) */
export function filledLine(line: Readonly<PageRecord>): PageRecord {
  const { rate, quantity, item_total: total } = line;
  if (rate !== undefined || total !== undefined) return line;
  return { ...line, rate: 0, quantity: quantity ?? 1 };
}

function exactTotal(line: Readonly<PageRecord>): Decimal {
  // A line without a rate, such as one of an account, has but its total.
  if (line.rate === undefined) return toDecimal(line.item_total);
  const price = times(toDecimal(line.rate), line.quantity === undefined ? ONE : toDecimal(line.quantity));
  const percentage = percentageIn(line.discount);
  if (percentage === undefined) return minus(price, toDecimal(line.discount));
  // Over 100 by the scale: no division, so nothing is rounded yet.
  const { digits, scale } = times(price, minus(HUNDRED, percentage));
  return { digits, scale: scale + 2 };
}

const ONE: Decimal = { digits: 1n, scale: 0 };
