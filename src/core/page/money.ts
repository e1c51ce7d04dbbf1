import { toDecimal, toNumber } from './decimal.js';
import type { PageRecord } from './page.js';

/** How amounts of a record are rounded and written. */
export interface Money {
  /** Such as `USD`. */
  readonly code: string;
  /** How many decimals amounts have. */
  readonly decimals: number;
  /** A language tag that `Intl` knows. */
  readonly language: string;
}

/** What holds where nothing is said: the samples' money. */
export const DOLLARS: Money = { code: 'USD', decimals: 2, language: 'en-US' };

/**
 * The money of a record: its `currency_code`, else the organisation's, else dollars; decimals by its
 * `price_precision`, else as the currency has them (JPY 0, KWD 3); written as in the organisation's language.
 */
export function moneyOf(record: Readonly<PageRecord>, organization: Readonly<PageRecord> = {}): Money {
  const code = currencyCode(record.currency_code) ?? currencyCode(organization.currency_code) ?? DOLLARS.code;
  const precision = precisionOf(record.price_precision);
  return { code, decimals: precision ?? decimalsOf(code), language: languageOf(organization.language_code) };
}

/** An amount in words, such as `$1,545.87`. What is no number counts as 0. */
export function formatAmount(value: unknown, money: Money): string {
  // `+ 0`: minus nothing is nothing.
  return formatter(money).format(toNumber(toDecimal(value)) + 0);
}

/** The symbol of a currency, such as `$`. */
export function currencySymbol({ code, language }: Money): string {
  const parts = formatter({ code, language, decimals: 0 }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? code;
}

function currencyCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[a-z]{3}$/i.test(value) ? value.toUpperCase() : undefined;
}

function precisionOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value === '')) return undefined;
  const precision = Number(value);
  return Number.isInteger(precision) && precision >= 0 && precision <= MOST_DECIMALS ? precision : undefined;
}

const MOST_DECIMALS = 10;

const decimalsOf = remembered((code: string) => {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: code });
  return format.resolvedOptions().maximumFractionDigits ?? DOLLARS.decimals;
});

function languageOf(tag: unknown): string {
  return typeof tag === 'string' ? knownLanguage(tag) : DOLLARS.language;
}

const knownLanguage = remembered((tag: string) => {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag)[0] ?? DOLLARS.language;
  } catch {
    // A RangeError: the text has not the form of a language tag.
    return DOLLARS.language;
  }
});

// Making one costs some 20 µs, and a list of records has hundreds of amounts.
const formatterOf = remembered((key: string) => {
  const [language, currency, decimals] = key.split(' ');
  const fraction = { minimumFractionDigits: Number(decimals), maximumFractionDigits: Number(decimals) };
  return new Intl.NumberFormat(language, { style: 'currency', currency: currency ?? 'USD', ...fraction });
});

function formatter({ language, code, decimals }: Money): Intl.NumberFormat {
  return formatterOf(`${language} ${code} ${decimals}`);
}

/** Keeps what was made by key. Keys come from widgets too, so the memory ends at some size. */
function remembered<Value>(make: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const former = known.get(key);
    if (former !== undefined) return former;
    if (known.size >= 200) known.clear();
    const value = make(key);
    known.set(key, value);
    return value;
  };
}
