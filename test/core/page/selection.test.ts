import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf, pageOf } from './page-of.js';
import type { PageRecord } from '../../../src/core/page/index.js';

const list = [
  { invoice_id: '1', total: 10 },
  { invoice_id: '2', total: 20 },
  { invoice_id: '3', total: 30 },
];

const listPage = () => pageOf({ mode: 'list', record: list[0] ?? {}, list });

const HANDED = ['invoice.bulkaction.button', 'customaction.list.widget'];

describe('a list page', () => {
  it('lists the records, and has the first', () => {
    const page = listPage();
    expect(page.list).toEqual(list);
    expect(page.get('invoices[2].total')).toEqual({ 'invoices[2].total': 30 });
    expect(page.get('invoice.total')).toEqual({ 'invoice.total': 10 });
    expect(page.record).toEqual(list[0]);
  });

  it('lists the one record where no list is given', () => {
    expect(pageOf({ mode: 'list', record: { total: 1 } }).list).toEqual([{ total: 1 }]);
    expect(pageOf({ mode: 'details', record: { total: 1 } }).list).toEqual([]);
  });

  it('has the first selected record, and still lists all, for a widget beside it', () => {
    const page = listPage();
    page.select(['3', '2']);
    expect(page.selection).toEqual(['2', '3']);
    expect(page.get('invoice.total', 'invoice.list.sidebar')).toEqual({ 'invoice.total': 20 });
    expect(page.get('invoices', 'invoice.list.sidebar')).toEqual({ invoices: list });
    expect(page.record).toEqual(list[1]);
  });

  it.each(HANDED)('hands the selection to a widget at %s', (location) => {
    const page = listPage();
    page.select(['2', '3']);
    expect(page.get('invoices', location)).toEqual({ invoices: list.slice(1) });
    expect(page.get('invoices[1].total', location)).toEqual({ 'invoices[1].total': 30 });
    expect(page.get('invoice', location)).toEqual({ invoice: list[1] });
  });

  it.each(HANDED)('says at %s that nothing is selected', (location) => {
    const page = listPage();
    expect(page.get('invoices', location)).toEqual({ invoices: [] });
    const error = errorOf(() => page.get('invoice.total', location));
    expect(error.code).toBe('unknown_key');
    expect(error.message).toContain('select records');
    expect(errorOf(() => page.get('bill', location)).message).not.toContain('select');
  });

  it('knows contacts by both names', () => {
    const contacts = [{ contact_id: '1' }, { contact_id: '2' }];
    const page = pageOf({ module: 'vendor', mode: 'list', record: {}, list: contacts });
    page.select(['2']);
    for (const name of ['vendors', 'contacts']) {
      expect(page.get(name)).toEqual({ [name]: contacts });
      expect(page.get(name, 'vendor.bulkaction.button')).toEqual({ [name]: [{ contact_id: '2' }] });
    }
  });

  it.each([
    ['salesorder', 'salesorders'],
    ['expense', 'expenses'],
    ['cm_asset', 'cm_assets'],
  ])('a list of %s is %s', (module, plural) => {
    expect(pageOf({ module, mode: 'list', record: { a: 1 } }).get(plural)).toEqual({ [plural]: [{ a: 1 }] });
  });

  it('may list nothing', () => {
    const page = pageOf({ mode: 'list', record: {}, list: [] });
    expect(page.get('invoices')).toEqual({ invoices: [] });
    expect(errorOf(() => page.get('invoice')).code).toBe('unknown_key');
  });

  it('refuses to select what it does not list', () => {
    const page = listPage();
    page.select(['1']);
    expect(errorOf(() => page.select(['1', '9'])).code).toBe('unknown_record');
    expect(page.selection).toEqual(['1']);
  });

  it('replaces the record that it has, in its place', () => {
    const page = listPage();
    page.select(['2']);
    page.replaceRecord({ invoice_id: '2', total: 21 });
    expect(page.get('invoices[1].total')).toEqual({ 'invoices[1].total': 21 });
    expect(page.list).toHaveLength(3);
  });
});

describe('the lines of a form', () => {
  const record = { line_items: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] };
  const ADD = 'invoice.lineitem.add';

  it('are none for a widget that adds lines, until some are selected', () => {
    const page = pageOf({ record });
    expect(page.get('selected_line_items', ADD)).toEqual({ selected_line_items: [] });
    page.select(['2', '0']);
    expect(page.get('selected_line_items', ADD)).toEqual({
      selected_line_items: [{ name: 'a' }, { name: 'c' }],
    });
    expect(page.get('selected_line_items[1].name', ADD)).toEqual({ 'selected_line_items[1].name': 'c' });
  });

  it('are known elsewhere only while some are selected', () => {
    const page = pageOf({ record });
    const get = () => page.get('selected_line_items', 'invoice.creation.sidebar');
    expect(errorOf(get).code).toBe('unknown_key');
    page.select(['1']);
    expect(get()).toEqual({ selected_line_items: [{ name: 'b' }] });
  });

  it('are selected no more once they are gone', () => {
    const page = pageOf({ record });
    page.select(['0', '2']);
    page.set('invoice.line_items', [{ name: 'c' }]);
    expect(page.selection).toEqual(['0']);
    expect(page.get('selected_line_items[0].name')).toEqual({ 'selected_line_items[0].name': 'c' });
    page.set('invoice.line_items', [{ name: 'z' }, { name: 'y' }]);
    expect(page.selection).toEqual([]);
    expect(errorOf(() => page.select(['2'])).code).toBe('unknown_record');
  });

  const linesOf = (page: ReturnType<typeof pageOf>) => page.record.line_items as PageRecord[];
  const selectedNames = (page: ReturnType<typeof pageOf>) => {
    const { selected_line_items: lines } = page.get('selected_line_items', ADD);
    return (lines as PageRecord[]).map(({ name }) => name);
  };

  it('stay selected where others are removed, added or moved', () => {
    const page = pageOf({ record });
    page.select(['2']);
    page.change('line_items', linesOf(page).slice(1));
    expect([page.selection, selectedNames(page)]).toEqual([['1'], ['c']]);
    page.set('invoice.line_items', [{ name: 'new' }, ...linesOf(page)]);
    expect([page.selection, selectedNames(page)]).toEqual([['2'], ['c']]);
    page.set('invoice.line_items', linesOf(page).toReversed());
    expect([page.selection, selectedNames(page)]).toEqual([['0'], ['c']]);
  });

  it('stay selected where they are edited', () => {
    const page = pageOf({ record });
    page.select(['1']);
    page.change('line_items[1].name', 'B');
    page.set('invoice.line_items[1]', { name: 'BB' });
    expect(selectedNames(page)).toEqual(['BB']);
    // The whole list, of the same length, with one line edited.
    page.set(
      'invoice.line_items',
      linesOf(page).map((line, index) => (index === 1 ? { ...line, name: 'BBB' } : line)),
    );
    expect(selectedNames(page)).toEqual(['BBB']);
  });

  it('stay selected by their identifier, whatever else they say', () => {
    const page = pageOf({ record: { line_items: [{ line_item_id: '1' }, { line_item_id: '2' }] } });
    page.select(['1']);
    page.set('invoice.line_items', [{ line_item_id: '2', rate: 5 }, { line_item_id: '3' }, { rate: 1 }]);
    expect(page.selection).toEqual(['0']);
    page.set('invoice.line_items', [{ line_item_id: '4' }, { line_item_id: '5' }, { rate: 1 }]);
    expect(page.selection).toEqual([]);
  });

  it('are exactly those that were selected, whatever is removed and in whatever order the rest is', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(names, fc.infiniteStream(fc.nat()), (all, numbers) => {
        const some = () => all.filter(() => (numbers.next().value ?? 0) % 2 === 0);
        const page = pageOf({ record: { line_items: all.map((name) => ({ name })) } });
        const chosen = some();
        page.select(chosen.map((name) => String(all.indexOf(name))));
        const rest = some().toSorted(() => ((numbers.next().value ?? 0) % 2 === 0 ? 1 : -1));
        fc.pre(rest.length < all.length);
        page.change(
          'line_items',
          rest.map((name) => ({ name })),
        );
        expect(selectedNames(page)).toEqual(rest.filter((name) => chosen.includes(name)));
      }),
    );
  });
});
