import { toWords } from '../modules.js';

type PlainRecord = Readonly<Record<string, unknown>>;

/** A field of the form, for one member of the record. */
export interface FormField {
  /** Below the record, such as `custom_fields[0].value`. */
  path: string;
  label: string;
  kind: 'text' | 'number' | 'date' | 'check' | 'long';
  value: unknown;
}

/** The customer or vendor of a document, to choose from those that there are. */
export interface PartyField {
  kind: 'customer' | 'vendor';
  label: string;
  id: string;
  options: readonly { id: string; name: string }[];
}

/** A form for any module's record: its fields are guessed from its members, nothing is required. */
export interface FormLayout {
  party?: PartyField;
  fields: readonly FormField[];
  /** As the record has them: what is no line keeps its index. */
  lines?: readonly unknown[];
  /** What adds to the lines' sum, and how. */
  amounts: readonly FormField[];
  /** What the lines come to: label and text. */
  totals: readonly { path: string; label: string; text: string }[];
  customFields: readonly FormField[];
  addresses: readonly { label: string; fields: readonly FormField[] }[];
  long: readonly FormField[];
}

/** First in the form, in this order. */
const FIRST = [
  'contact_name',
  'company_name',
  'first_name',
  'last_name',
  'name',
  'project_name',
  'report_name',
  'business_purpose',
  'invoice_number',
  'estimate_number',
  'salesorder_number',
  'purchaseorder_number',
  'bill_number',
  'creditnote_number',
  'reference_number',
  'date',
  'due_date',
];

/** What follows from other members, belongs to the product, or is told elsewhere in the form. */
const LEFT_OUT =
  /^is_|(?:^|_)(?:ids?|formatted|template|url|symbol)$|^(?:status|customer_name|vendor_name|created_time|last_modified_time|taxes|discount_type|price_precision|item_name|contact_type|payment_made|credits_applied|balance)$/;
const COMPUTED =
  /^(?:sub_total|sub_total_inclusive_of_tax|discount_total|tax_total|total|discount|shipping_charge|adjustment|is_inclusive_tax|is_discount_before_tax)$/;
const LONG = /^(?:notes|terms|description)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** @param lists the organisation's records by module, for the parties */
export function formLayout(
  record: PlainRecord,
  module: string,
  lists: Readonly<Record<string, readonly PlainRecord[]>> = {},
): FormLayout {
  const lines = Array.isArray(record.line_items) ? record.line_items : undefined;
  const names = Object.keys(record).filter(
    (name) =>
      IS_PATH.test(name) &&
      !LEFT_OUT.test(name) &&
      !(lines !== undefined && COMPUTED.test(name)) &&
      isValue(record[name]),
  );
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const sorted = names.toSorted((a, b) => rank(a) - rank(b));
  const party = partyOf(record, module, lists);
  return {
    ...(party === undefined ? {} : { party }),
    fields: sorted.filter((name) => !LONG.test(name)).map((name) => fieldOf(name, record[name])),
    ...(lines === undefined ? {} : { lines }),
    amounts: lines === undefined ? [] : amountsOf(record),
    totals: lines === undefined ? [] : totalsOf(record),
    customFields: customFieldsOf(record.custom_fields),
    addresses: ['billing_address', 'shipping_address'].flatMap((name) => {
      const { [name]: address } = record;
      if (!isPlain(address)) return [];
      return [
        {
          label: toWords(name),
          fields: ADDRESS.map((part) => ({
            ...fieldOf(`${name}.${part}`, address[part]),
            label: toWords(part),
          })),
        },
      ];
    }),
    long: sorted
      .filter((name) => LONG.test(name))
      .map((name) => ({ ...fieldOf(name, record[name]), kind: 'long' })),
  };
}

const ADDRESS = ['attention', 'address', 'street2', 'city', 'state', 'zip', 'country'];

function amountsOf(record: PlainRecord): FormField[] {
  const fields: FormField[] = [
    { path: 'discount', label: 'Discount', kind: 'text', value: record.discount ?? 0 },
    { path: 'shipping_charge', label: 'Shipping charge', kind: 'number', value: record.shipping_charge ?? 0 },
    { path: 'adjustment', label: 'Adjustment', kind: 'number', value: record.adjustment ?? 0 },
  ];
  if (typeof record.is_inclusive_tax === 'boolean')
    fields.push({
      path: 'is_inclusive_tax',
      label: 'Rates include tax',
      kind: 'check',
      value: record.is_inclusive_tax,
    });
  return fields;
}

function totalsOf(record: PlainRecord): FormLayout['totals'] {
  return ['sub_total', 'discount_total', 'tax_total', 'total'].flatMap((path) => {
    const { [`${path}_formatted`]: formatted, [path]: value } = record;
    if (value === undefined || (path === 'discount_total' && value === 0)) return [];
    return [{ path, label: toWords(path), text: String(formatted ?? value) }];
  });
}

function partyOf(
  record: PlainRecord,
  module: string,
  lists: Readonly<Record<string, readonly PlainRecord[]>>,
): PartyField | undefined {
  if (['customer', 'vendor', 'contact'].includes(module)) return undefined;
  const kind = (['customer', 'vendor'] as const).find((one) => Object.hasOwn(record, `${one}_id`));
  if (kind === undefined) return undefined;
  const own = { id: String(record[`${kind}_id`] ?? ''), name: String(record[`${kind}_name`] ?? '') };
  const others = (lists[kind] ?? []).map((contact) => ({
    id: String(contact.contact_id ?? ''),
    name: String(contact.contact_name ?? ''),
  }));
  const options = others.some(({ id }) => id === own.id) ? others : [own, ...others];
  return { kind, label: kind === 'customer' ? 'Customer' : 'Vendor', id: own.id, options };
}

/** What changes in a document with its customer or vendor. */
export function partyChanges(
  record: PlainRecord,
  { kind }: PartyField,
  contact: PlainRecord,
): [path: string, value: unknown][] {
  const shared = ['company_name', 'email', 'phone', 'billing_address', 'shipping_address'];
  return [
    [`${kind}_id`, contact.contact_id],
    [`${kind}_name`, contact.contact_name],
    ...shared
      .filter((name) => Object.hasOwn(record, name) && Object.hasOwn(contact, name))
      .map((name): [string, unknown] => [name, contact[name]]),
  ];
}

function fieldOf(path: string, value: unknown): FormField {
  return { path, label: toWords(path), kind: kindOf(value), value };
}

function kindOf(value: unknown): FormField['kind'] {
  if (typeof value === 'boolean') return 'check';
  if (typeof value === 'number') return 'number';
  return typeof value === 'string' && DATE.test(value) ? 'date' : 'text';
}

function isValue(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** A name that stands for itself in a path. */
const IS_PATH = /^[^.[\]]+$/;

/** Those whose value can be typed; each by its index in the record's list. */
function customFieldsOf(given: unknown): FormField[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((field: unknown, index) => {
    if (!isPlain(field)) return [];
    const { value, label, api_name: name, placeholder } = field;
    if (value !== undefined && value !== null && !isValue(value)) return [];
    return [
      {
        ...fieldOf(`custom_fields[${index}].value`, value),
        label: String(label ?? name ?? placeholder ?? 'Custom field'),
      },
    ];
  });
}

function isPlain(value: unknown): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
