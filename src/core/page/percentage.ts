import { toDecimal } from './decimal.js';
import type { Decimal } from './decimal.js';

/** The 10 of text such as `10%`, as discounts are written; undefined where it is an amount. */
export function percentageIn(value: unknown): Decimal | undefined {
  if (typeof value !== 'string' || !value.trimEnd().endsWith('%')) return undefined;
  return toDecimal(value.trimEnd().slice(0, -1));
}
