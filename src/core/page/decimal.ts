/**
 * A decimal number, exact: `digits × 10^-scale`. Amounts are computed with these, because binary
 * fractions make 0.30000000000000004 of 0.1 + 0.2.
 */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };
export const HUNDRED: Decimal = { digits: 100n, scale: 0 };

/**
 * Reads a number, or the text of one as form inputs and widgets write it (`"12.50"`). Anything else,
 * and what no amount of money is (1e21 and more), counts as 0.
 */
export function toDecimal(value: unknown): Decimal {
  if (typeof value !== 'number' && typeof value !== 'string') return ZERO;
  // Longer text holds no more than a number does, and powers of ten cost time.
  const text = typeof value === 'string' && value.length <= 40 ? value.trim() : String(Number(value));
  const match = NUMBER.exec(text);
  if (match === null || Math.abs(Number(text)) >= 1e21) return ZERO;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const scale = fraction.length - Number(exponent);
  const signed = sign === '-' ? -digits : digits;
  return scale < 0 ? { digits: signed * 10n ** BigInt(-scale), scale: 0 } : { digits: signed, scale };
}

/** Three digits of exponent: a number has no more. */
const NUMBER = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** The nearest number. */
export function toNumber({ digits, scale }: Decimal): number {
  return Number(`${digits}e-${scale}`);
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(a, scale) + digitsAt(b, scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, { digits: -b.digits, scale: b.scale });
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** Rounds to so many decimals; a half goes away from zero. */
export function rounded(value: Decimal, decimals: number): Decimal {
  return quotient(value, { digits: 1n, scale: 0 }, decimals);
}

/** `a / b`, rounded once. `b` is not 0. */
export function quotient(a: Decimal, b: Decimal, decimals: number): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const over = digitsAt(a, scale) * 10n ** BigInt(decimals);
  const under = digitsAt(b, scale);
  // The double is compared, so that a half is found without fractions.
  const twice = 2n * magnitude(over) + magnitude(under);
  const result = twice / (2n * magnitude(under));
  return { digits: over < 0n === under < 0n ? result : -result, scale: decimals };
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function digitsAt({ digits, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? digits : digits * 10n ** BigInt(wanted - scale);
}
