import { describe, expect, it } from 'vitest';
import { DEFAULT_MODULES, defaultRecord } from '../../src/core/page/index.js';
import { formatRecord } from '../../playground/format-record.js';

const context = { module: 'invoice', mode: 'details', currency: 'USD', locale: 'en-US' };
const textUnder = (facts: readonly { label: string; value: string }[], label: string) =>
  facts.find((fact) => fact.label === label)?.value;

describe('a record as a page', () => {
  it('has number, status and customer', () => {
    const sheet = formatRecord(
      { invoice_number: 'INV-7', status: 'overdue', customer_name: 'Ada Ltd' },
      context,
    );
    expect(sheet).toMatchObject({
      eyebrow: 'Invoices',
      title: 'INV-7',
      status: { text: 'Overdue', tone: 'bad' },
      party: 'Ada Ltd',
    });
  });

  it("writes amounts in the record's currency, days without a time zone", () => {
    const { highlights } = formatRecord(
      { total: 1234.5, due_date: '2025-03-31', currency_code: 'EUR' },
      context,
    );
    expect(textUnder(highlights, 'Total')).toBe('€1,234.50');
    expect(textUnder(highlights, 'Due date')).toBe('Mar 31, 2025');
  });

  it("falls back to the organisation's currency, and to none where the code is wrong", () => {
    expect(textUnder(formatRecord({ total: 5 }, context).highlights, 'Total')).toBe('$5.00');
    expect(
      textUnder(formatRecord({ total: 5, currency_code: 'nonsense' }, context).highlights, 'Total'),
    ).toBe('5.00');
  });

  it('makes a table of the line items, without columns that say nothing', () => {
    const line_items = [
      { name: 'Beans', description: '1 kg', quantity: 2, rate: 10, discount: 0, item_total: 20 },
      { name: 'Visit', quantity: 1, rate: 95, discount: 0, item_total: 95 },
    ];
    const { lines, totals } = formatRecord(
      { line_items, sub_total: 115, adjustment: 0, total: 115 },
      context,
    );
    expect(lines?.columns.map(({ label }) => label)).toEqual(['Item', 'Qty', 'Rate', 'Amount']);
    expect(lines?.rows[0]).toEqual([
      { text: 'Beans', note: '1 kg' },
      { text: '2' },
      { text: '$10.00' },
      { text: '$20.00' },
    ]);
    expect(totals.map(({ label }) => label)).toEqual(['Sub total', 'Total']);
  });

  it('shows custom fields by their label', () => {
    const custom_fields = [
      { label: 'Route', api_name: 'cf_route', value: 'North' },
      { placeholder: 'cf_x', value: '' },
    ];
    expect(formatRecord({ custom_fields }, context).customFields).toEqual([
      { label: 'Route', value: 'North' },
      { label: 'cf_x', value: '–' },
    ]);
  });

  it('leaves identifiers, markup and second spellings out of the facts', () => {
    const record = {
      salesperson_name: 'Mo',
      salesperson_id: '46',
      total_formatted: '$5',
      body: '<p>hi</p>',
      is_paid: true,
    };
    expect(formatRecord(record, context).facts).toEqual([{ label: 'Salesperson name', value: 'Mo' }]);
  });

  it('titles a form that is not saved', () => {
    const title = formatRecord({}, { module: 'salesorder', mode: 'creation' }).title;
    expect(title).toBe('New sales order');
  });

  it('takes members of any shape', () => {
    const odd = {
      line_items: 'none',
      custom_fields: [null, 3],
      billing_address: [],
      status: 7,
      total: 'free',
      due_date: '2025-99-99',
    };
    expect(formatRecord(odd, context)).toMatchObject({ title: 'Invoice', customFields: [], addresses: [] });
  });

  it.each(DEFAULT_MODULES)('has something to show of the sample %s', (module) => {
    const sheet = formatRecord(defaultRecord(module), { ...context, module });
    expect(sheet.title).not.toBe('');
    expect(sheet.highlights.length + sheet.facts.length).toBeGreaterThan(1);
  });
});
