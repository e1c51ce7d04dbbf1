import { describe, expect, it } from 'vitest';
import { formLayout, partyChanges } from '../../playground/page/form-layout.js';
import { DEFAULT_MODULES, defaultList, defaultRecord } from '../../src/core/page/index.js';
import type { PartyField } from '../../playground/page/form-layout.js';

const customers = defaultList('customer');

describe('the layout of a form', () => {
  it('has a field for what a person writes, and none for what follows from it', () => {
    const { fields, lines, amounts, totals, customFields, addresses } = formLayout(
      defaultRecord('invoice'),
      'invoice',
    );
    const paths = fields.map(({ path }) => path);
    expect(paths.slice(0, 4)).toEqual(expect.arrayContaining(['invoice_number', 'reference_number', 'date']));
    for (const computed of ['total', 'balance', 'sub_total', 'total_formatted', 'invoice_id', 'status'])
      expect(paths).not.toContain(computed);
    expect(lines).toHaveLength(3);
    expect(amounts.map(({ path }) => path)).toContain('shipping_charge');
    expect(totals.at(-1)).toEqual({ path: 'total', label: 'Total', text: '$1,795.87' });
    expect(customFields[0]?.path).toBe('custom_fields[0].value');
    expect(addresses[0]?.fields.map(({ path }) => path)).toContain('billing_address.city');
  });

  it.each([...DEFAULT_MODULES, 'cm_asset'])('of %s has a field at least, each member once', (module) => {
    const { fields, long } = formLayout(defaultRecord(module), module);
    const paths = [...fields, ...long].map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(0);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('is empty for a record without members', () => {
    expect(formLayout({}, 'invoice')).toMatchObject({ fields: [], amounts: [], customFields: [] });
  });

  it('offers the customers that there are', () => {
    const record = defaultRecord('invoice');
    const { party } = formLayout(record, 'invoice', { customer: customers });
    expect(party).toMatchObject({ kind: 'customer', id: record.customer_id });
    expect(party?.options).toHaveLength(customers.length);
    const [, other = {}] = customers;
    const changes = Object.fromEntries(partyChanges(record, party as PartyField, other));
    expect(changes).toMatchObject({ customer_id: other.contact_id, customer_name: other.contact_name });
    expect(changes.billing_address).toBe(other.billing_address);
  });

  it('keeps a customer that is not in the list', () => {
    const { party } = formLayout({ customer_id: '9', customer_name: 'Stranger' }, 'invoice', {
      customer: customers,
    });
    expect(party?.options[0]).toEqual({ id: '9', name: 'Stranger' });
  });

  it('has no party on the form of a contact itself', () => {
    expect(formLayout(defaultRecord('customer'), 'customer', {}).party).toBeUndefined();
  });
});
