import { describe, expect, it } from 'vitest';
import { errorOf, pageOf } from './page-of.js';
import type { Page } from '../../../src/core/page/index.js';

const record = {
  invoice_id: '1',
  notes: '',
  line_items: [
    { name: 'a', rate: 10, quantity: 1 },
    { name: 'b', rate: 20, quantity: 1 },
  ],
};

describe('view', () => {
  it('says what the page says', () => {
    const page = pageOf({ record });
    page.change('notes', 'N');
    page.select(['1']);
    const { record: shown, list, changes, selection } = page;
    expect(page.view).toEqual({ record: shown, list, changes, selection });
    const listPage = pageOf({ mode: 'list', record, list: [record, { invoice_id: '2' }] });
    listPage.select(['2']);
    expect(listPage.view).toEqual({
      record: { invoice_id: '2' },
      list: [record, { invoice_id: '2' }],
      changes: [],
      selection: ['2'],
    });
  });

  it('is the same until something changes', () => {
    const page = pageOf({ record });
    const { view } = page;
    page.get('invoice');
    page.set('invoice.notes', '');
    expect(page.view).toBe(view);
    expect(page.view.record).toBe(view.record);
    expect(errorOf(() => page.set('invoice.nothing.there', 1)).code).toBe('unknown_key');
    expect(page.view).toBe(view);
  });

  it.each<[string, (page: Page) => void]>([
    ['a widget writes', (page) => page.set('invoice.notes', 'N')],
    ['the person writes', (page) => page.change('line_items[0].quantity', 2)],
    ['a line is selected', (page) => page.select(['0'])],
    ['the record is replaced', (page) => page.replaceRecord({ notes: 'Other' })],
    ['a record was stored', (page) => page.rebase({ ...record, notes: 'Stored' }, page.record)],
    ['the organisation is another', (page) => page.context({ organization: {}, user: {} })],
  ])('is another once %s, and the former stays what it was', (_, act) => {
    const page = pageOf({ record });
    const { view } = page;
    const before = structuredClone(view);
    act(page);
    expect(page.view).not.toBe(view);
    expect(view).toEqual(before);
  });

  it('is new already for those who are told', () => {
    const page = pageOf({ record });
    const seen: unknown[] = [page.view.record.notes];
    page.onChange(() => seen.push(page.view.record.notes));
    page.change('notes', 'N');
    expect(seen).toEqual(['', 'N']);
  });

  it('leaves the copies copies', () => {
    const page = pageOf({ record });
    page.record.notes = 'written into';
    expect(page.view.record.notes).toBe('');
    expect(page.record).not.toBe(page.view.record);
  });
});

describe('context', () => {
  it('puts another organisation and user in place, and leaves the form as it is', () => {
    const page = pageOf({ record });
    page.set('invoice.notes', 'N', 'W');
    page.select(['1']);
    const { record: shown } = page;
    const told: unknown[] = [];
    page.onChange((edit) => told.push(edit));
    page.context({ organization: { organization_id: '8' }, user: { user_id: '10' } });
    expect(page.get('organization')).toEqual({ organization: { organization_id: '8' } });
    expect(page.get('user.user_id')).toEqual({ 'user.user_id': '10' });
    expect(page.record).toEqual(shown);
    expect(page.changes).toEqual([{ path: 'notes', by: 'W' }]);
    expect(page.selection).toEqual(['1']);
    expect(told).toEqual([]);
  });

  it('makes later totals go by the new organisation', () => {
    const page = pageOf({ record, organization: { currency_code: 'USD' } });
    page.context({ organization: { currency_code: 'JPY' }, user: {} });
    page.change('line_items[0].rate', 10.4);
    // Yen have no decimals: 10.4 rounds to 10.
    expect(page.record).toMatchObject({ total: 30 });
  });

  it('takes rules, and keeps them where none are given', () => {
    const page = pageOf({ record, mode: 'details' });
    expect(errorOf(() => page.set('invoice.notes', 'N')).code).toBe('not_settable');
    page.context({ organization: {}, user: {}, rules: { set: 'everywhere' } });
    page.set('invoice.notes', 'N');
    page.context({ organization: {}, user: {} });
    page.set('invoice.notes', 'M');
    page.context({ organization: {}, user: {}, rules: {} });
    expect(errorOf(() => page.set('invoice.notes', 'O')).code).toBe('not_settable');
    expect(page.record.notes).toBe('M');
  });

  it('keeps what else the page shows', () => {
    const page = pageOf({ record, records: { contacts: [{ contact_id: '3' }] } });
    page.context({ organization: {}, user: {} });
    expect(page.get('contacts')).toEqual({ contacts: [{ contact_id: '3' }] });
  });

  it('shows the new organisation where that is the record', () => {
    const page = pageOf({ module: 'organization', mode: 'details', record: { name: 'Org' } });
    page.context({ organization: { name: 'Other' }, user: {} });
    expect(page.get('organization.name')).toEqual({ 'organization.name': 'Other' });
  });

  it('does not follow what it was given', () => {
    const organization = { name: 'A' };
    const page = pageOf({ record });
    page.context({ organization, user: {} });
    organization.name = 'B';
    expect(page.get('organization.name')).toEqual({ 'organization.name': 'A' });
  });
});
