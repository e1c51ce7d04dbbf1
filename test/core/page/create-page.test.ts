import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZfappsError } from '../../../src/core/protocol/index.js';
import { errorOf, pageOf as anyPage } from './page-of.js';
import type { PageOptions } from '../../../src/core/page/index.js';

const record = {
  invoice_id: '1',
  total: 12.5,
  notes: '',
  due: null,
  customer: { name: 'Juniper' },
  line_items: [{ rate: 10 }, { rate: 5 }],
  custom_fields: [{ value: 'x' }],
};

const pageOf = (changes: Partial<PageOptions> = {}) => anyPage({ mode: 'details', record, ...changes });

describe('get', () => {
  it('answers a list entry by brackets and by a dot alike', () => {
    expect(pageOf().get('invoice.line_items[1].rate')).toEqual({ 'invoice.line_items[1].rate': 5 });
    expect(pageOf().get('invoice.line_items.1.rate')).toEqual({ 'invoice.line_items.1.rate': 5 });
  });

  it('answers the organisation, the user and their members', () => {
    expect(pageOf().get('organization')).toEqual({ organization: { organization_id: '7', name: 'Org' } });
    expect(pageOf().get('user.user_id')).toEqual({ 'user.user_id': '9' });
  });

  it('answers members that are empty, null or false', () => {
    const page = pageOf({ record: { notes: '', due: null, paid: false, count: 0 } });
    expect(page.get('invoice.notes')).toEqual({ 'invoice.notes': '' });
    expect(page.get('invoice.due')).toEqual({ 'invoice.due': null });
    expect(page.get('invoice.paid')).toEqual({ 'invoice.paid': false });
    expect(page.get('invoice.count')).toEqual({ 'invoice.count': 0 });
  });

  it.each([
    [undefined],
    [null],
    [3],
    [{}],
    [['invoice']],
    [''],
    [' '],
    ['.'],
    ['invoice.'],
    ['.invoice'],
    ['invoice..total'],
    ['invoice[total]'],
    ['invoice.line_items[-1]'],
    ['invoice.line_items[2]'],
    ['invoice.line_items[01]'],
    ['invoice.line_items[1.0]'],
    ['invoice.line_items[0]rate'],
    ['invoice.line_items.length'],
    ['invoice.line_items.push'],
    ['invoice.invoice_id.length'],
    ['invoice.invoice_id[0]'],
    ['invoice.due.x'],
    ['invoice.total.toFixed'],
    ['__proto__'],
    ['constructor'],
    ['toString'],
    ['invoice.hasOwnProperty'],
    ['invoice.customer.__proto__.polluted'],
    ['estimate'],
    ['Invoice'],
  ])('refuses %j', (path) => {
    expect(errorOf(() => pageOf().get(path)).code).toBe('unknown_key');
  });

  it('says what the page has', () => {
    expect(errorOf(() => pageOf().get('estimate')).message).toMatch(/organization, user, invoice/);
    expect(errorOf(() => pageOf().get('invoice.line_itms')).message).toContain('did you mean "line_items"?');
    expect(errorOf(() => pageOf().get('invoice.line_items[2]')).message).toContain('a list of 2 entries');
    expect(errorOf(() => pageOf().get(null)).message).toContain('null');
  });

  it('reaches own members only, whatever the path', () => {
    const names = [
      'invoice',
      'organization',
      'user',
      'line_items',
      'total',
      'customer',
      'name',
      '0',
      '1',
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'length',
      'valueOf',
    ];
    const part = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 6 }));
    const path = fc
      .array(fc.tuple(fc.constantFrom('.', '[', ''), part, fc.constantFrom('', ']')), { maxLength: 5 })
      .map((parts) => parts.map((bits) => bits.join('')).join(''));
    const rooted = fc.oneof(
      path,
      path.map((rest) => `invoice${rest}`),
      fc.string(),
    );
    const page = pageOf();
    const reachable = new Set(
      everyValue({
        invoice: record,
        organization: { organization_id: '7', name: 'Org' },
        user: { user_id: '9' },
      }),
    );
    fc.assert(
      fc.property(rooted, (text) => {
        let answer: Record<string, unknown>;
        try {
          answer = page.get(text);
        } catch (error) {
          return isZfappsError(error) && error.code === 'unknown_key';
        }
        return Object.keys(answer).length === 1 && reachable.has(JSON.stringify(answer[text]));
      }),
      { numRuns: 5_000 },
    );
  });
});

/** The JSON of a value and of everything inside it. A function or a prototype is none of these. */
function everyValue(value: unknown): string[] {
  const inside = typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyValue) : [];
  return [JSON.stringify(value), ...inside];
}

describe('copies', () => {
  it('keeps the page from changes to an answer', () => {
    const page = pageOf();
    const { invoice } = page.get('invoice') as { invoice: typeof record };
    invoice.total = 99;
    if (invoice.line_items[0]) invoice.line_items[0].rate = 99;
    page.record.total = 98;
    expect(page.get('invoice')).toEqual({ invoice: record });
    expect(page.record).toEqual(record);
  });

  it('keeps the page from changes to what it was made of', () => {
    const mine = { total: 1 };
    const user = { name: 'A' };
    const page = pageOf({ record: mine, user });
    mine.total = 2;
    user.name = 'B';
    expect(page.get('invoice.total')).toEqual({ 'invoice.total': 1 });
    expect(page.get('user.name')).toEqual({ 'user.name': 'A' });
  });

  it('refuses a record that holds a function', () => {
    expect(errorOf(() => pageOf({ record: { total: () => 1 } })).code).toBe('invalid_config');
  });
});

describe('names of the record', () => {
  it.each([
    ['customer', {}, 'contact'],
    ['vendor', {}, 'contact'],
    ['contact', { contact_type: 'customer' }, 'customer'],
    ['contact', { contact_type: 'vendor' }, 'vendor'],
    ['contact', {}, 'customer'],
  ])('a %s %j is also a %s', (module, members, alias) => {
    const page = pageOf({ module, record: { ...members, contact_name: 'N' } });
    expect(page.get(`${alias}.contact_name`)).toEqual({ [`${alias}.contact_name`]: 'N' });
    expect(page.get(`${module}.contact_name`)).toEqual({ [`${module}.contact_name`]: 'N' });
  });

  it('is no list on a details page', () => {
    expect(errorOf(() => pageOf().get('invoices')).code).toBe('unknown_key');
  });

  it('is in the list on a list page', () => {
    expect(pageOf({ mode: 'list' }).get('invoices[0].total')).toEqual({ 'invoices[0].total': 12.5 });
  });

  it('gives way to a list of its own', () => {
    const page = pageOf({ mode: 'list', records: { invoices: [{ total: 1 }, { total: 2 }] } });
    expect(page.get('invoices[1].total')).toEqual({ 'invoices[1].total': 2 });
  });
});

it('shows a replaced record under every name', () => {
  const page = pageOf({ module: 'customer', record: { contact_name: 'Before' } });
  page.replaceRecord({ contact_name: 'After' });
  expect(page.get('customer.contact_name')).toEqual({ 'customer.contact_name': 'After' });
  expect(page.get('contact.contact_name')).toEqual({ 'contact.contact_name': 'After' });
  expect(page.record).toEqual({ contact_name: 'After' });
});
