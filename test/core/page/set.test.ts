import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { isZfappsError } from '../../../src/core/protocol/index.js';
import { errorOf, pageOf } from './page-of.js';
import type { PageRecord } from '../../../src/core/page/index.js';
import type { PageRules } from '../../../src/core/protocol/index.js';

const record = {
  invoice_id: '1',
  customer_id: 'c',
  reference_number: '',
  status: 'draft',
  status_formatted: 'Draft',
  date: '2025-03-01',
  date_formatted: '01 Mar 2025',
  billing_address: { city: 'Pune' },
  custom_fields: [{ customfield_id: 'f', value: 'x', value_formatted: 'x' }],
  line_items: [
    { line_item_id: 'a', rate: 10, quantity: 2 },
    { line_item_id: 'b', rate: 5, quantity: 1 },
  ],
};

const formOf = (changes: Parameters<typeof pageOf>[0] = {}) => pageOf({ record, ...changes });

describe('where set may write', () => {
  it.each(['creation', 'edit'] as const)('on a %s page', (mode) => {
    expect(formOf({ mode }).set('invoice.notes', 'N')).toMatchObject({ invoice: { notes: 'N' } });
  });

  it.each(['details', 'list'] as const)('not on a %s page, and says what to do', (mode) => {
    const page = formOf({ mode });
    const error = errorOf(() => page.set('invoice.notes', 'N'));
    expect(error.code).toBe('not_settable');
    expect(error.message).toContain("parity: { set: 'everywhere' }");
    expect(page.record).toEqual(record);
  });

  it.each(['details', 'list'] as const)('on a %s page too, where the rules say so', (mode) => {
    const page = formOf({ mode, rules: { set: 'everywhere' } });
    expect(page.set('invoice.notes', 'N')).toMatchObject({ invoice: { notes: 'N' } });
    expect(page.get('invoice.notes')).toEqual({ 'invoice.notes': 'N' });
  });

  it('not on a details page where the rules say nothing', () => {
    const rules = { set: undefined } as unknown as PageRules;
    expect(errorOf(() => formOf({ mode: 'details', rules }).set('invoice.notes', 'N')).code).toBe(
      'not_settable',
    );
  });

  it.each([
    ['organization.name', 'invalid_property'],
    ['user.name', 'invalid_property'],
    ['estimate.notes', 'unknown_key'],
    ['estimat', 'unknown_key'],
    [null, 'unknown_key'],
    ['', 'unknown_key'],
    ['invoice..notes', 'unknown_key'],
  ])('not at %j', (path, code) => {
    for (const mode of ['creation', 'details'] as const) {
      expect(errorOf(() => formOf({ mode }).set(path, 'x')).code).toBe(code);
    }
  });

  it('not into the organisation, even where a page shows that and nothing else', () => {
    const page = formOf({ module: 'organization', mode: 'details', rules: { set: 'everywhere' } });
    expect(errorOf(() => page.set('organization.name', 'x')).code).toBe('invalid_property');
  });

  it('not into another record that the page has', () => {
    const page = formOf({ records: { contact: { notes: '' } } });
    expect(errorOf(() => page.set('contact.notes', 'x')).code).toBe('invalid_property');
  });

  it.each([
    ['customer', 'contact'],
    ['vendor', 'contact'],
    ['contact', 'customer'],
  ])('into a %s as a %s, and answers by the name that was used', (module, alias) => {
    const page = formOf({ module, record: { notes: '' } });
    expect(page.set(`${alias}.notes`, 'N')).toEqual({ [alias]: { notes: 'N' } });
    expect(page.get(`${module}.notes`)).toEqual({ [`${module}.notes`]: 'N' });
  });

  it('not over a whole record: a member must be named', () => {
    const error = errorOf(() => formOf().set('invoice', { notes: 'x' }));
    expect(error).toMatchObject({
      code: 'invalid_property',
      message: expect.stringContaining('name a member'),
    });
  });

  it.each([
    ['invoice', 'invoice_id'],
    ['customer', 'contact_id'],
    ['customer', 'customer_id'],
    ['vendor', 'vendor_id'],
    ['recurringinvoice', 'recurring_invoice_id'],
    ['cm_asset', 'cm_asset_id'],
  ])('not into what identifies a %s: %s', (module, name) => {
    const page = formOf({ module, record: { [name]: '1' } });
    expect(errorOf(() => page.set(`${module}.${name}`, '2')).code).toBe('invalid_property');
  });

  it('into the customer of an invoice', () => {
    expect(formOf().set('invoice.customer_id', 'd')).toMatchObject({ invoice: { customer_id: 'd' } });
  });
});

describe('members', () => {
  it.each([
    ['invoice.custom_fields[9].value', 'unknown_key', 'a list of one entry'],
    ['invoice.custom_fields[1]', 'unknown_key', 'a list of one entry'],
    ['invoice.custom_fields[00].value', 'unknown_key', 'a list of one entry'],
    ['invoice.custom_fields.length', 'unknown_key', 'a list of one entry'],
    ['invoice.shipping_address.city', 'unknown_key', 'has no "shipping_address"'],
    ['invoice.reference_number.x', 'unknown_key', 'is a string'],
    ['invoice.billing_address.city.x', 'unknown_key', 'is a string'],
  ])('%s is refused, and what is there is said', (path, code, words) => {
    const page = formOf();
    const error = errorOf(() => page.set(path, 'x'));
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    expect(page.record).toEqual(record);
  });

  it('may be new in an object that is there', () => {
    const page = formOf();
    page.set('invoice.terms', 'T');
    page.set('invoice.billing_address.zip', '411001');
    expect(page.record).toMatchObject({ terms: 'T', billing_address: { city: 'Pune', zip: '411001' } });
  });

  it('are emptied by null, and refuse undefined', () => {
    const page = formOf();
    expect(page.set('invoice.notes', null)).toMatchObject({ invoice: { notes: null } });
    const error = errorOf(() => page.set('invoice.notes', undefined));
    expect(error).toMatchObject({
      code: 'invalid_property',
      message: expect.stringContaining('null empties'),
    });
  });

  it('are copies both ways', () => {
    const page = formOf();
    const address = { city: 'Goa' };
    const answer = page.set('invoice.billing_address', address) as { invoice: typeof record };
    address.city = 'A';
    answer.invoice.billing_address.city = 'B';
    expect(page.get('invoice.billing_address.city')).toEqual({ 'invoice.billing_address.city': 'Goa' });
  });

  it('are kept as JSON would keep them', () => {
    const page = formOf();
    const value = {
      due: new Date(Date.UTC(2025, 2, 1)),
      none: undefined,
      amount: Number.NaN,
      list: [undefined],
    };
    expect(page.set('invoice.extra', value)).toMatchObject({
      invoice: { extra: JSON.parse(JSON.stringify(value)) },
    });
  });

  it.each([
    [() => 1, 'a function'],
    [{ a: { b: new Map() } }, '"a.b" is a Map'],
    [10n, 'a BigInt'],
  ])('refuse what JSON cannot hold: %o', (value, words) => {
    const error = errorOf(() => formOf().set('invoice.extra', value));
    expect(error).toMatchObject({ code: 'invalid_property', message: expect.stringContaining(words) });
  });

  it('refuse data without an end', () => {
    const circle: PageRecord = {};
    circle.self = circle;
    expect(errorOf(() => formOf().set('invoice.extra', circle)).code).toBe('invalid_property');
  });
});

describe('line items', () => {
  it.each([
    'invoice.line_items[0].tax_id',
    'invoice.line_items.0.rate',
    'invoice.line_items[7].rate',
    'invoice.line_items[0].tags[0].tag_id',
  ])('%s is an invalid property: a line is set as a whole', (path) => {
    const page = formOf();
    const error = errorOf(() => page.set(path, 1));
    expect(error.code).toBe('invalid_property');
    expect(error.message).toContain('Invalid Property');
    expect(error.message).toMatch(/line_items\[\d\]", \{/);
    expect(page.record).toEqual(record);
  });

  it('are replaced whole, by default', () => {
    const page = formOf();
    page.set('invoice.line_items', [{ rate: 1 }]);
    expect(page.record.line_items).toMatchObject([{ rate: 1 }]);
  });

  it('are appended, where the rules say so; one line is still replaced', () => {
    const page = formOf({ rules: { lineItems: 'append' } });
    page.set('invoice.line_items', [{ rate: 1 }]);
    expect(page.record.line_items).toMatchObject([{ rate: 10 }, { rate: 5 }, { rate: 1 }]);
    page.set('invoice.line_items[0]', { rate: 2 });
    expect(page.record.line_items).toMatchObject([{ rate: 2 }, { rate: 5 }, { rate: 1 }]);
  });

  it('get one more by the index after the last', () => {
    const page = formOf();
    page.set('invoice.line_items[2]', { rate: 1 });
    expect(page.record.line_items).toHaveLength(3);
    expect(errorOf(() => page.set('invoice.line_items[4]', { rate: 1 })).message).toContain(
      'a list of 3 entries',
    );
  });

  it.each([
    ['invoice.line_items', { rate: 1 }],
    ['invoice.line_items', [1]],
    ['invoice.line_items', [null]],
    ['invoice.line_items', null],
    ['invoice.line_items[0]', null],
    ['invoice.line_items[0]', [1]],
    ['invoice.line_items[0]', 'x'],
  ])('%s refuses %j', (path, value) => {
    const page = formOf();
    expect(errorOf(() => page.set(path, value)).code).toBe('invalid_property');
    expect(page.record).toEqual(record);
  });
});

describe('what follows', () => {
  it('totals and their twins follow a line', () => {
    const page = formOf();
    // 12 × 2 + 5
    expect(page.set('invoice.line_items[0]', { rate: 12, quantity: 2 })).toMatchObject({
      invoice: { sub_total: 29, total: 29, total_formatted: '$29.00' },
    });
  });

  it.each([
    ['discount', '10%', 22.5],
    ['discount', 5, 20],
    ['shipping_charge', '7.50', 32.5],
    ['adjustment', -0.5, 24.5],
  ])('the total follows %s %j', (name, value, total) => {
    const page = formOf();
    page.set(`invoice.${name}`, value);
    expect(page.record.total).toBe(total);
  });

  // 10 × 2 + 5, without a discount, a tax or a payment.
  it.each([
    ['sub_total', 25],
    ['discount_total', 0],
    ['tax_total', 0],
    ['total', 25],
    ['balance', 25],
  ])('what is computed wins over what is set there: %s', (name, amount) => {
    const page = formOf();
    const twin = { [`${name}_formatted`]: `$${amount}.00` };
    expect(page.set(`invoice.${name}`, 7)).toMatchObject({ invoice: { [name]: amount, ...twin } });
    expect(page.get(`invoice.${name}`)).toEqual({ [`invoice.${name}`]: amount });
  });

  it('twins follow their members', () => {
    const page = formOf();
    page.set('invoice.status', 'partially_paid');
    page.set('invoice.date', '2026-11-24');
    expect(page.record).toMatchObject({ status_formatted: 'Partially paid', date_formatted: '24 Nov 2026' });
    page.set('invoice.status', null);
    expect(page.record).not.toHaveProperty('status_formatted');
  });

  it('the currency is that of symbol, totals and twins', () => {
    const page = formOf({ record: { ...record, currency_code: 'USD', currency_symbol: '$' } });
    page.set('invoice.currency_code', 'JPY');
    expect(page.record).toMatchObject({ currency_symbol: '¥', total: 25, total_formatted: '¥25' });
  });

  it('amounts without line items have the currency too', () => {
    const expense = { amount: 84, amount_formatted: '$84.00', currency_code: 'USD' };
    const page = formOf({ module: 'expense', record: expense });
    page.change('amount', '90.5');
    expect(page.record).toMatchObject({ amount: '90.5', amount_formatted: '$90.50' });
    page.set('expense.amount', 90.5);
    page.set('expense.currency_code', 'EUR');
    expect(page.record.amount_formatted).toBe('€90.50');
  });

  it.each([
    ['invoice.custom_fields.0.value', 'y'],
    ['invoice.custom_fields[0]', { ...record.custom_fields[0], value: 'y' }],
    ['invoice.custom_fields', [{ ...record.custom_fields[0], value: 'y' }]],
  ])('a custom field says in words what was set at %s', (path, value) => {
    const page = formOf();
    page.set(path, value);
    expect(page.record.custom_fields).toEqual([{ customfield_id: 'f', value: 'y', value_formatted: 'y' }]);
  });

  it('what a widget says in words itself stays', () => {
    const page = formOf();
    page.set('invoice.custom_fields[0]', { customfield_id: 'f', value: 3, value_formatted: 'three' });
    expect(page.record.custom_fields).toMatchObject([{ value_formatted: 'three' }]);
  });
});

describe('onChange', () => {
  it('is told once of each change, by whom, and where', () => {
    const page = formOf();
    const listener = vi.fn();
    const end = page.onChange(listener);
    const by = { widget: { widget: 'Tax helper' } };
    page.set('invoice.line_items.0', { rate: 1 }, by);
    page.change('notes', 'N');
    expect(listener.mock.calls).toEqual([[{ paths: ['line_items[0]'], by }], [{ paths: ['notes'] }]]);
    end();
    page.change('notes', 'M');
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('is not told where nothing is another, so that two widgets cannot go on for ever', () => {
    const page = formOf();
    const rounded = () => page.set('invoice.line_items', [{ rate: '7', quantity: 1 }]);
    rounded();
    const listener = vi.fn(rounded);
    page.onChange(listener);
    rounded();
    expect(listener).not.toHaveBeenCalled();
    page.set('invoice.line_items[0]', { rate: 8 });
    expect(listener).toHaveBeenCalledTimes(2);
    expect(page.record.line_items).toMatchObject([{ rate: '7' }]);
  });

  it('is not told of what was refused', () => {
    const page = formOf();
    const listener = vi.fn();
    page.onChange(listener);
    errorOf(() => page.set('invoice.invoice_id', '2'));
    expect(listener).not.toHaveBeenCalled();
  });

  it('is told of another record', () => {
    const page = formOf();
    const listener = vi.fn();
    page.onChange(listener);
    page.replaceRecord({ notes: 'N' });
    expect(listener.mock.calls).toEqual([[{ paths: [''] }]]);
  });
});

describe('change, by a person', () => {
  it.each(['creation', 'edit', 'details', 'list'] as const)('writes cells on a %s page', (mode) => {
    const page = formOf({ mode });
    page.change('line_items[0].quantity', '3');
    expect(page.record).toMatchObject({ line_items: [{ quantity: '3', item_total: 30 }, {}], total: 35 });
  });

  it.each([
    '',
    'a..b',
    'line_items[9].rate',
    '__proto__.x',
    'constructor.prototype.x',
  ])('refuses %j', (path) => {
    const page = formOf();
    expect(errorOf(() => page.change(path, 1)).code).toMatch(/invalid_property|unknown_key/);
    expect(page.record).toEqual(record);
  });
});

describe('prototypes', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'invoice',
    'line_items',
    '0',
    'polluted',
    'toString',
  ];
  const part = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 4 }));
  const paths = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `invoice.${parts.join('.')}`),
  );
  const values = fc.oneof(
    fc.json().map((text) => JSON.parse(text)),
    fc.constant(JSON.parse('{"__proto__": {"polluted": 1}, "a": {"__proto__": {"polluted": 1}}}')),
    fc.constant(JSON.parse('[{"__proto__": {"polluted": 1}, "rate": {"__proto__": {"polluted": 1}}}]')),
    fc.anything(),
  );
  const ordinary: unknown[] = [Object.prototype, Array.prototype];
  const inherited = Object.getOwnPropertyNames(Object.prototype).sort();

  it('are never reached, and what is refused changes nothing', () => {
    const widget = (path: unknown, value: unknown) => formOf().set(path, value);
    fc.assert(
      fc.property(paths, values, (path, value) => {
        const page = formOf();
        for (const write of [() => page.set(path, value), () => page.change(path, value)]) {
          const before = page.record;
          try {
            write();
          } catch (error) {
            if (!isZfappsError(error)) throw error;
            expect(page.record).toEqual(before);
          }
        }
        expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(inherited);
        expect(prototypesIn(page.record).every((one) => ordinary.includes(one))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(errorOf(() => widget('invoice.__proto__.polluted', 1)).code).toBe('invalid_property');
    expect(errorOf(() => widget('invoice.billing_address.constructor', 1)).code).toBe('invalid_property');
  });

  it('do not come along with a value', () => {
    const page = formOf();
    page.set('invoice.billing_address', JSON.parse('{"city": "Goa", "__proto__": {"polluted": 1}}'));
    const { billing_address: address } = page.record;
    expect(Object.getPrototypeOf(address)).toBe(Object.prototype);
    expect(Object.keys(address as object)).toEqual(['city']);
  });
});

/** The prototypes of a piece of data and of all that is inside it. */
function prototypesIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return [Object.getPrototypeOf(value), ...Object.values(value).flatMap(prototypesIn)];
}

describe('a line item that says nothing of its price', () => {
  it('is one of something for nothing, as a new line of a form is', () => {
    const page = formOf();
    page.set('invoice.line_items', [{ name: 'Tasting' }, { name: 'Beans', quantity: 3 }]);
    expect(page.record.line_items).toMatchObject([
      { name: 'Tasting', rate: 0, quantity: 1, item_total: 0 },
      { name: 'Beans', rate: 0, quantity: 3, item_total: 0 },
    ]);
  });

  it('keeps its total where it has one, as a line of an account has', () => {
    const page = formOf();
    page.set('invoice.line_items[0]', { account_name: 'Rent', item_total: 40 });
    expect(page.get('invoice.line_items[0]')).toEqual({
      'invoice.line_items[0]': { account_name: 'Rent', item_total: 40, item_total_formatted: '$40.00' },
    });
  });
});
