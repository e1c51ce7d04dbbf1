import { describe, expect, it } from 'vitest';
import {
  DEFAULT_MODULES,
  defaultRecord,
  draftOf,
  nextNumber,
  numberName,
  recordId,
  recordIdName,
} from '../../../src/core/page/index.js';

describe('the identifier', () => {
  it.each([
    ['invoice', 'invoice_id'],
    ['salesorder', 'salesorder_id'],
    ['customer', 'contact_id'],
    ['vendor', 'contact_id'],
    ['contact', 'contact_id'],
    ['advance', 'advance_payment_id'],
    ['customerpayment', 'payment_id'],
    ['cm_asset', 'cm_asset_id'],
    ['constructor', 'constructor_id'],
  ])('of a %s is its %s', (module, name) => {
    expect(recordIdName(module)).toBe(name);
  });

  it.each([...DEFAULT_MODULES, 'cm_asset'])('of the sample %s is there', (module) => {
    expect(recordId(module, defaultRecord(module))).toBe(defaultRecord(module)[recordIdName(module)]);
    expect(recordId(module, defaultRecord(module))).toMatch(/^\d{16}$/);
  });

  it.each([
    ['invoice', { invoice_id: 5 }, '5'],
    ['invoice', { invoice_id: '' }, undefined],
    ['invoice', { invoice_id: null }, undefined],
    ['invoice', { contact_id: '1' }, undefined],
    ['vendor', { vendor_id: '7' }, '7'],
    ['invoice', {}, undefined],
  ])('of the %s %j is %j', (module, record, id) => {
    expect(recordId(module, record)).toBe(id);
  });
});

describe('the number', () => {
  it.each([
    ['INV-000248', 'INV-000249'],
    ['INV-999', 'INV-1000'],
    ['117', '118'],
    ['2025/09-A', '2025/10-A'],
    ['12345678901234567890', '12345678901234567891'],
    ['DRAFT', 'DRAFT-2'],
    ['', ''],
  ])('after %j is %j', (number, next) => {
    expect(nextNumber(number)).toBe(next);
  });

  it.each(
    DEFAULT_MODULES.filter((module) => numberName(module) !== undefined),
  )('of the sample %s is under its name', (module) => {
    expect(defaultRecord(module)).toHaveProperty(String(numberName(module)));
  });

  it('is none of items, contacts and an organisation’s own modules', () => {
    for (const module of ['item', 'customer', 'cm_asset', 'toString'])
      expect(numberName(module)).toBeUndefined();
  });
});

describe('a draft', () => {
  it('is the sample, unsaved: unpaid, with the next number', () => {
    const invoice = defaultRecord('invoice');
    const draft = draftOf('invoice', invoice);
    expect(draft).toMatchObject({
      invoice_number: 'INV-000249',
      status: 'draft',
      status_formatted: 'Draft',
      payment_made: 0,
      payment_made_formatted: '$0.00',
      balance: invoice.total,
      balance_formatted: invoice.total_formatted,
      customer_name: invoice.customer_name,
      total: invoice.total,
    });
    for (const name of ['invoice_id', 'created_time', 'last_modified_time'])
      expect(draft).not.toHaveProperty(name);
    const lines = draft.line_items as object[];
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).not.toHaveProperty('line_item_id');
    expect(lines[0]).toMatchObject({ item_id: expect.any(String), rate: 28.5 });
  });

  it.each([
    ...DEFAULT_MODULES,
    'cm_asset',
  ])('of a %s has no identifier, and leaves the sample as it was', (module) => {
    const sample = defaultRecord(module);
    const draft = draftOf(module, sample);
    expect(recordId(module, draft)).toBeUndefined();
    expect(sample).toEqual(defaultRecord(module));
  });

  it('has a number that no other has', () => {
    const [sample, ...others] = ['INV-000248', 'INV-000300', 'INV-9', 'OTHER-999', undefined].map(
      (number) => ({
        invoice_number: number,
      }),
    );
    expect(draftOf('invoice', sample ?? {}, others)).toEqual({ invoice_number: 'INV-000301' });
  });

  it('of a contact is active, and owes nothing', () => {
    expect(draftOf('customer', defaultRecord('customer'))).toMatchObject({
      status: 'active',
      outstanding_receivable_amount: 0,
      outstanding_receivable_amount_formatted: '$0.00',
    });
  });
});
