import { describe, expect, it } from 'vitest';
import {
  DEFAULT_MODULES,
  defaultList,
  defaultRecord,
  numberName,
  recordId,
  sampleRecords,
  withSamples,
  withTotals,
} from '../../../src/core/page/index.js';
import type { PageRecord } from '../../../src/core/page/index.js';

const SEVERAL = [
  'invoice',
  'estimate',
  'salesorder',
  'purchaseorder',
  'bill',
  'creditnote',
  'customer',
  'vendor',
  'item',
  'expense',
];

describe('a list of samples', () => {
  it.each([...DEFAULT_MODULES, 'cm_asset', '__proto__'])('of %s begins with the sample record', (module) => {
    expect(defaultList(module)[0]).toEqual(defaultRecord(module));
  });

  it.each(SEVERAL)('of %s has five or more, told apart by identifier and number', (module) => {
    const list = defaultList(module);
    expect(list.length).toBeGreaterThanOrEqual(5);
    expect(new Set(list.map((record) => recordId(module, record))).size).toBe(list.length);
    const number = numberName(module);
    if (number !== undefined) expect(new Set(list.map((record) => record[number])).size).toBe(list.length);
  });

  it.each(
    SEVERAL.slice(0, 6),
  )('of %s has different parties, dates and totals, and several statuses', (module) => {
    const list = defaultList(module);
    const distinct = (of: (record: PageRecord) => unknown) => new Set(list.map(of)).size;
    expect(distinct((record) => record.customer_id ?? record.vendor_id)).toBeGreaterThanOrEqual(4);
    expect(distinct(({ date }) => date)).toBe(list.length);
    expect(distinct(({ total }) => total)).toBe(list.length);
    expect(distinct(({ status }) => status)).toBeGreaterThan(1);
    for (const record of list) expect(withTotals(record)).toEqual(record);
  });

  it('owes what the status says', () => {
    for (const { status, total, balance, payment_made = 0 } of [
      ...defaultList('invoice'),
      ...defaultList('bill'),
    ]) {
      expect(balance).toBeCloseTo(Number(total) - Number(payment_made), 2);
      if (status === 'paid') expect(balance).toBe(0);
      if (status === 'partially_paid') expect(Number(balance)).toBeGreaterThan(0);
      if (status === 'draft' || status === 'sent') expect(balance).toBe(total);
    }
  });

  it.each([
    ['customer', 'invoice', 'outstanding_receivable_amount'],
    ['vendor', 'bill', 'outstanding_payable_amount'],
  ])('every %s owes what its %ss say', (module, document, name) => {
    for (const contact of defaultList(module)) {
      const own = defaultList(document).filter(
        (record) =>
          (record.customer_id ?? record.vendor_id) === contact.contact_id && record.status !== 'draft',
      );
      expect(contact[name]).toBeCloseTo(
        own.reduce((sum, { balance }) => sum + Number(balance), 0),
        2,
      );
    }
  });

  it('names only customers, vendors and items that there are', () => {
    const idsOf = (module: string) => new Set(defaultList(module).map((record) => recordId(module, record)));
    const [customers, vendors, items] = ['customer', 'vendor', 'item'].map(idsOf);
    for (const record of SEVERAL.slice(0, 6).flatMap(defaultList)) {
      expect(customers?.has(String(record.customer_id)) || vendors?.has(String(record.vendor_id))).toBe(true);
      for (const { item_id } of record.line_items as PageRecord[])
        expect(items?.has(String(item_id))).toBe(true);
    }
  });

  it('lists customers and vendors as contacts', () => {
    expect(defaultList('contact')).toEqual([...defaultList('customer'), ...defaultList('vendor')]);
  });

  it('belongs to its caller', () => {
    for (const module of [...SEVERAL, 'contact', 'trip']) {
      const [first] = defaultList(module);
      if (first !== undefined) first.custom_fields = 'changed';
      expect(defaultList(module)[0]?.custom_fields).toEqual(defaultRecord(module).custom_fields);
    }
  });
});

describe('samples for what a configuration leaves open', () => {
  const given = (records: Parameters<typeof withSamples>[0]['records']) =>
    withSamples({ organization: {}, user: {}, records });

  it('are a record of every module, and the lists of those that have several', () => {
    const { records, lists } = sampleRecords();
    expect(Object.keys(records)).toEqual(DEFAULT_MODULES);
    expect(Object.keys(lists).sort()).toEqual([...SEVERAL, 'contact'].sort());
    for (const [module, list] of Object.entries(lists)) expect(list[0]).toEqual(records[module]);
  });

  it('give way to a list, whole', () => {
    const { records, lists } = given({ invoice: [{ invoice_id: 'a' }, { invoice_id: 'b' }] });
    expect(records.invoice).toEqual({ invoice_id: 'a' });
    expect(lists.invoice).toEqual([{ invoice_id: 'a' }, { invoice_id: 'b' }]);
  });

  it.each([
    [{ invoice_id: 'a' }],
    [[{ invoice_id: 'a' }]],
  ])('give way to one record, which stands alone: %j', (own) => {
    const { records, lists } = given({ invoice: own });
    expect(records.invoice).toEqual({ invoice_id: 'a' });
    expect(lists).not.toHaveProperty('invoice');
    expect(lists).toHaveProperty('bill');
  });

  it('keep an empty list empty', () => {
    const { records, lists } = given({ invoice: [] });
    expect(lists.invoice).toEqual([]);
    expect(records.invoice).toEqual(defaultRecord('invoice'));
  });

  it('take in modules of one’s own', () => {
    expect(given({ cm_asset: { cm_asset_id: '1' } }).records.cm_asset).toEqual({ cm_asset_id: '1' });
  });
});
