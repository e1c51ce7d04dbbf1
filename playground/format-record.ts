import { modulePlural, moduleTitle, toWords } from './modules.js';

/** A label and its text. */
export interface Fact {
  label: string;
  value: string;
}

/** A table of the record's lines. Columns of numbers are set to the right. */
export interface LineTable {
  columns: readonly { label: string; numeric: boolean }[];
  rows: readonly (readonly { text: string; note?: string }[])[];
}

/** A record as its page shows it, all text ready. */
export interface RecordSheet {
  /** The module's plural, above the title. */
  eyebrow: string;
  title: string;
  status?: { text: string; tone: 'good' | 'warn' | 'bad' | 'quiet' };
  /** The customer or vendor. */
  party?: string;
  /** The few facts that people look for first. */
  highlights: readonly Fact[];
  facts: readonly Fact[];
  addresses: readonly { label: string; lines: readonly string[] }[];
  lines?: LineTable;
  totals: readonly Fact[];
  customFields: readonly Fact[];
}

/** What formatting depends on. */
export interface RecordContext {
  module: string;
  /** `creation` titles an unsaved record. */
  mode?: string;
  /** Where the record names none. */
  currency?: string;
  /** A BCP 47 tag. */
  locale?: string;
}

type Plain = Record<string, unknown>;

const HIGHLIGHTS = [
  'total',
  'balance',
  'amount',
  'rate',
  'due_date',
  'date',
  'expiry_date',
  'delivery_date',
  'outstanding_receivable_amount',
  'outstanding_payable_amount',
  'stock_on_hand',
  'payment_terms_label',
];
const TOTALS = [
  'sub_total',
  'discount_total',
  'shipping_charge',
  'tax_total',
  'adjustment',
  'total',
  'payment_made',
  'credits_applied',
  'balance',
];
const LINE_COLUMNS = ['name', 'quantity', 'rate', 'discount', 'tax_percentage', 'item_total'];
const PARTIES = ['customer_name', 'vendor_name', 'contact_name', 'company_name', 'project_name'];
const STATUS_TONES: Record<string, NonNullable<RecordSheet['status']>['tone']> = {
  paid: 'good',
  active: 'good',
  accepted: 'good',
  approved: 'good',
  open: 'good',
  closed: 'quiet',
  draft: 'quiet',
  overdue: 'bad',
  void: 'bad',
  declined: 'bad',
  rejected: 'bad',
  inactive: 'quiet',
};
const MONEY = /(^|_)(total|balance|amount|rate|price|charge|adjustment|made|applied|unpaid|paid|limit)$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?=$|T)/;

/** Lays out any module's record as a page: names are guessed from its members, nothing is required. */
export function formatRecord(record: Plain, context: RecordContext): RecordSheet {
  const format = formatter(record, context);
  const title = titleOf(record, context);
  const party = PARTIES.map((name) => record[name]).find(isText);
  const highlights = pick(record, HIGHLIGHTS, format).slice(0, 4);
  const lines = listOf(record.line_items);
  // An invoice without a discount shows no line that says so.
  const totals =
    lines.length > 0
      ? pick(
          record,
          TOTALS.filter((name) => record[name] !== 0),
          format,
        )
      : [];
  const shown = new Set([...highlights, ...pick(record, TOTALS, format)].map((fact) => fact.label));
  const status = isText(record.status) ? record.status : undefined;
  return {
    eyebrow: modulePlural(context.module),
    title,
    ...(status && { status: { text: toWords(status), tone: STATUS_TONES[status.toLowerCase()] ?? 'warn' } }),
    ...(party !== undefined && party !== title && { party }),
    highlights,
    facts: factsOf(record, format).filter(
      ({ label, value }) => !shown.has(label) && value !== title && value !== party,
    ),
    addresses: addressesOf(record),
    ...(lines.length > 0 && { lines: tableOf(lines, format) }),
    totals,
    customFields: listOf(record.custom_fields).map((field) => ({
      label: [field.label, field.api_name, field.placeholder].find(isText) ?? 'Custom field',
      value: isText(field.value_formatted) ? field.value_formatted : format('', field.value) || '–',
    })),
  };
}

type Format = (name: string, value: unknown) => string;

function formatter(record: Plain, { currency, locale }: RecordContext): Format {
  const code = isText(record.currency_code) ? record.currency_code : currency;
  const money = moneyFormat(code, locale);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return (name, value) => {
    if (typeof value === 'number') {
      if (name.endsWith('percentage')) return `${number.format(value)} %`;
      return MONEY.test(name) ? money.format(value) : number.format(value);
    }
    if (typeof value === 'boolean') return value ? 'Yes' : 'No';
    if (typeof value !== 'string') return '';
    const day = DATE.exec(value) ? new Date(value.slice(0, 10)) : undefined;
    return day && !Number.isNaN(day.getTime()) ? date.format(day) : value;
  };
}

function moneyFormat(currency: string | undefined, locale: string | undefined): Intl.NumberFormat {
  try {
    if (currency) return new Intl.NumberFormat(locale, { style: 'currency', currency });
  } catch {
    // A code that is none: a record under work may hold anything.
  }
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function titleOf(record: Plain, { module, mode }: RecordContext): string {
  const names = [
    `${module}_number`,
    'number',
    `${module}_name`,
    'name',
    'item_name',
    'contact_name',
    'reference_number',
  ];
  const own = names.map((name) => record[name]).find(isText);
  const unsaved = mode === 'creation' && !isText(record[`${module}_id`]);
  return own ?? (unsaved ? `New ${moduleTitle(module).toLowerCase()}` : moduleTitle(module));
}

function pick(record: Plain, names: readonly string[], format: Format): Fact[] {
  return names.flatMap((name) => {
    const value = format(name, record[name]);
    return value === '' ? [] : [{ label: toWords(name), value }];
  });
}

/** Single values that say something to a person: no identifiers, no markup, no second spellings. */
function factsOf(record: Plain, format: Format): Fact[] {
  const names = Object.keys(record).filter(
    (name) =>
      !/(^|_)(id|ids|status|formatted|template|url)$|^is_|^(status|notes|terms)$/.test(name) &&
      typeof record[name] !== 'boolean' &&
      !/<\w+/.test(String(record[name])),
  );
  return pick(record, names, format);
}

function addressesOf(record: Plain): { label: string; lines: string[] }[] {
  return ['billing_address', 'shipping_address'].flatMap((name) => {
    const address = record[name];
    if (!isPlain(address)) return [];
    const place = [address.zip, address.city, address.state].filter(isText).join(' ');
    const lines = [
      address.attention,
      address.address,
      address.street,
      address.street2,
      place,
      address.country,
    ];
    const texts = lines.filter(isText);
    return texts.length > 0 ? [{ label: toWords(name), lines: texts }] : [];
  });
}

function tableOf(lines: readonly Plain[], format: Format): LineTable {
  const columns = LINE_COLUMNS.filter((name) =>
    lines.some((line) => line[name] !== 0 && format(name, line[name]) !== ''),
  );
  return {
    columns: columns.map((name) => ({
      label: COLUMN_LABELS[name] ?? toWords(name),
      numeric: lines.some((line) => typeof line[name] === 'number'),
    })),
    rows: lines.map((line) =>
      columns.map((name) => ({
        text: format(name, line[name]) || '–',
        ...(name === 'name' && isText(line.description) && { note: line.description }),
      })),
    ),
  };
}

const COLUMN_LABELS: Record<string, string> = {
  name: 'Item',
  quantity: 'Qty',
  tax_percentage: 'Tax',
  item_total: 'Amount',
};

function listOf(value: unknown): Plain[] {
  return Array.isArray(value) ? value.filter(isPlain) : [];
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
