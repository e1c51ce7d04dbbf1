import { describe, expect, it } from 'vitest';
import {
  DEFAULT_MODULES,
  defaultOrganization,
  defaultRecord,
  defaultUser,
} from '../../../src/core/page/index.js';

interface Line {
  rate: number;
  quantity: number;
  item_total: number;
  tax_percentage: number;
}

interface Totals {
  line_items: Line[];
  sub_total: number;
  tax_total: number;
  total: number;
}

const documents = [
  'invoice',
  'estimate',
  'salesorder',
  'purchaseorder',
  'bill',
  'creditnote',
  'recurringinvoice',
];

describe('documents add up', () => {
  it.each(documents)('%s', (module) => {
    const { line_items, sub_total, tax_total, total } = defaultRecord(module) as unknown as Totals;
    expect(line_items.length).toBeGreaterThan(1);
    for (const { rate, quantity, item_total } of line_items)
      expect(item_total).toBeCloseTo(rate * quantity, 2);
    expect(sub_total).toBeCloseTo(
      line_items.reduce((sum, line) => sum + line.item_total, 0),
      2,
    );
    const tax = line_items.reduce((sum, line) => sum + (line.item_total * line.tax_percentage) / 100, 0);
    expect(tax_total).toBe(Math.round(tax * 100) / 100);
    expect(total).toBe(Math.round((sub_total + tax_total) * 100) / 100);
  });

  it('an invoice owes what is not paid, and so does its customer', () => {
    const { total, payment_made, balance } = defaultRecord('invoice') as Record<string, number>;
    expect(balance).toBeCloseTo((total ?? 0) - (payment_made ?? 0), 2);
    expect(defaultRecord('customer').outstanding_receivable_amount).toBe(balance);
    expect(defaultRecord('payment').amount).toBe(payment_made);
  });
});

it.each(DEFAULT_MODULES)('every amount of the %s has a formatted twin that says the same', (module) => {
  for (const [name, value] of Object.entries(defaultRecord(module))) {
    if (!name.endsWith('_formatted')) continue;
    const plain = defaultRecord(module)[name.replace(/_formatted$/, '')];
    expect(plain, name).toBeDefined();
    if (typeof plain === 'number') expect(Number(String(value).replace(/[$,]/g, '')), name).toBe(plain);
  }
});

it('has a sample of its own for every module', () => {
  const names = DEFAULT_MODULES.map((module) => JSON.stringify(defaultRecord(module)));
  expect(DEFAULT_MODULES).toContain('invoice');
  expect(names.filter((text) => text.includes('"name":"Sample '))).toEqual([]);
});

it('gives each caller a record of its own', () => {
  for (const module of DEFAULT_MODULES) {
    const first = defaultRecord(module);
    first.custom_fields = 'changed';
    if (Array.isArray(first.tasks)) first.tasks.length = 0;
    expect(defaultRecord(module)).not.toEqual(first);
  }
});

it('gives a module without a sample an id and a name', () => {
  expect(defaultRecord('cm_asset')).toMatchObject({
    cm_asset_id: expect.any(String),
    name: 'Sample cm_asset',
  });
  expect(defaultRecord('__proto__')).toMatchObject({ name: 'Sample __proto__' });
});

it('has an invoice that is overdue, with custom fields as widgets read them', () => {
  const invoice = defaultRecord('invoice');
  expect(invoice.status).toBe('overdue');
  expect(Date.parse(String(invoice.due_date))).toBeLessThan(Date.parse('2026-01-01'));
  const [field] = invoice.custom_fields as Record<string, unknown>[];
  expect(Object.keys(field ?? {}).sort()).toEqual(
    ['api_name', 'customfield_id', 'data_type', 'label', 'placeholder', 'value', 'value_formatted'].sort(),
  );
});

it('names a custom field by its cf_ name, in api_name and in placeholder', () => {
  const fields = DEFAULT_MODULES.flatMap(
    (module) => (defaultRecord(module).custom_fields ?? []) as Record<string, unknown>[],
  );
  expect(fields.length).toBeGreaterThan(documents.length);
  for (const { api_name, placeholder } of fields) {
    expect(api_name).toMatch(/^cf_[a-z]/);
    expect(placeholder).toBe(api_name);
  }
});

describe('a line item has every member that widgets read', () => {
  it.each(documents)('of the %s', (module) => {
    const { line_items } = defaultRecord(module) as unknown as { line_items: Record<string, unknown>[] };
    for (const line of line_items) {
      expect(line).toMatchObject({
        line_item_id: expect.stringMatching(/^\d+$/),
        item_id: expect.stringMatching(/^\d+$/),
        name: expect.any(String),
        description: expect.any(String),
        rate: expect.any(Number),
        quantity: expect.any(Number),
        discount: expect.any(Number),
        tax_id: expect.any(String),
        tax_name: expect.any(String),
        tax_percentage: expect.any(Number),
        item_custom_fields: expect.any(Array),
      });
      expect(line.tags).toEqual([
        expect.objectContaining({ tag_id: expect.any(String), tag_option_id: expect.any(String) }),
      ]);
    }
    expect(line_items.map(({ item_order }) => item_order)).toEqual(line_items.map((_, index) => index + 1));
  });
});

it('has every documented member of the organisation and the user', () => {
  expect(defaultOrganization()).toMatchObject({
    organization_id: expect.any(String),
    org_name: expect.any(String),
    name: expect.any(String),
    org_email: expect.any(String),
    org_mode: expect.any(String),
    data_center_extension: '.com',
    api_root_endpoint: 'https://www.zohoapis.com/books/v3',
    currency_code: expect.any(String),
    language_code: expect.any(String),
  });
  expect(Object.keys(defaultUser())).toEqual(expect.arrayContaining(['user_id', 'name', 'email', 'zuId']));
  expect(defaultOrganization({ name: 'Mine' })).toMatchObject({ name: 'Mine', currency_code: 'USD' });
  expect(defaultUser({ name: 'Me' }).name).toBe('Me');
});
