import { HUNDRED, minus, plus, quotient, times, toDecimal, toNumber, ZERO } from './decimal.js';
import type { Decimal } from './decimal.js';
import type { Money } from './money.js';
import type { PageRecord } from './page.js';

/** What the taxes of lines depend on beside them. */
interface TaxBase {
  /** What the lines add up to. */
  sum: Decimal;
  /** What is taken off before tax; each line bears its share. */
  discount: Decimal;
  /** The lines' amounts hold their tax. */
  inclusive: boolean;
  money: Money;
}

/** The taxes of lines, in the order in which they first appear, each rounded once over all of its lines. */
export function taxesOf(
  lines: readonly Readonly<PageRecord>[],
  { sum, discount, inclusive, money }: TaxBase,
): { name: string; amount: Decimal }[] {
  return groupsOf(lines).map(({ name, percentage, base }) => {
    const under = inclusive ? plus(HUNDRED, percentage) : HUNDRED;
    // Without a discount the sum cancels out, and may be 0.
    const [share, whole] = discount.digits === 0n ? [ONE, ONE] : [minus(sum, discount), sum];
    const over = times(times(base, share), percentage);
    const divisor = times(whole, under);
    return { name, amount: divisor.digits === 0n ? ZERO : quotient(over, divisor, money.decimals) };
  });
}

const ONE: Decimal = { digits: 1n, scale: 0 };

interface TaxGroup {
  name: string;
  percentage: Decimal;
  base: Decimal;
}

function groupsOf(lines: readonly Readonly<PageRecord>[]): TaxGroup[] {
  const groups = new Map<string, TaxGroup>();
  for (const line of lines) {
    const percentage = toDecimal(line.tax_percentage);
    const tax = textOf(line.tax_id) ?? textOf(line.tax_name);
    // A tax of 0 % is one that has a name.
    if (tax === undefined && percentage.digits === 0n) continue;
    const shown = `(${toNumber(percentage)}%)`;
    const key = `${tax} ${shown}`;
    const name = textOf(line.tax_name) ?? 'Tax';
    const group = groups.get(key) ?? {
      name: name.endsWith(shown) ? name : `${name} ${shown}`,
      percentage,
      base: ZERO,
    };
    groups.set(key, { ...group, base: plus(group.base, toDecimal(line.item_total)) });
  }
  return [...groups.values()];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
