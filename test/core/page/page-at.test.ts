import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPageAt,
  createPageFor,
  findRecord,
  draftOf,
  moduleShownAt,
  recordId,
  sampleRecords,
} from '../../../src/core/page/index.js';
import { errorOf } from './page-of.js';

describe('moduleShownAt', () => {
  it.each([
    ['invoice.details.sidebar', 'invoice'],
    ['customer.creation.sidebar', 'customer'],
    ['invoice.lineitem.add', 'invoice'],
    ['application.allpages.sidebar', 'invoice'],
    ['customaction.widget', 'invoice'],
    ['background', 'invoice'],
    ['dashboard.widget', undefined],
    ['plugin.globalfields', undefined],
    ['webtab', undefined],
  ])('%s shows %s', (location, module) => {
    expect(moduleShownAt(location)).toBe(module);
  });
});

describe('createPageAt', () => {
  it('makes the page of the location, with the record of its module', () => {
    const records = sampleRecords();
    const page = createPageAt('bill.creation.sidebar', records);
    expect(page).toMatchObject({ module: 'bill', mode: 'creation', record: records.records.bill });
  });

  it.each([
    'dashboard.widget',
    undefined,
  ])('a page without a record (%s) shows the organisation', (location) => {
    const records = sampleRecords();
    const page = createPageAt(location, records);
    expect(page.get('organization.name')).toEqual({ 'organization.name': records.organization.name });
    expect(page.record).toEqual(records.organization);
  });

  it('needs no lists: a page of one record is whole', () => {
    const { organization, user } = sampleRecords();
    const answer = { organization, user, records: { invoice: { invoice_id: '1' } } };
    expect(createPageAt('invoice.list.sidebar', answer).list).toEqual([{ invoice_id: '1' }]);
    expect(createPageAt('invoice.details.sidebar', answer).record).toEqual({ invoice_id: '1' });
  });

  it.each([
    'invoice.bulkaction.button',
    'customaction.list.widget',
  ])('selects the first record for a widget at %s, which is handed a selection', (location) => {
    const page = createPageAt(location, sampleRecords());
    expect(page.get('invoices', location)).toEqual({ invoices: [page.record] });
    const none = createPageAt(location, sampleRecords(), { selection: [] });
    expect(none.get('invoices', location)).toEqual({ invoices: [] });
  });

  it('shows a draft of the record on a creation page where it is to be one', () => {
    const records = sampleRecords();
    const page = createPageAt('bill.creation.sidebar', records, { draft: true });
    expect(page.record).toEqual(draftOf('bill', records.records.bill ?? {}, records.lists.bill));
    expect(page.record).not.toHaveProperty('bill_id');
    const details = createPageAt('bill.details.sidebar', records, { draft: true });
    expect(details.record).toEqual(records.records.bill);
  });

  it('takes another mode, record, selection, and rules', () => {
    const answer = sampleRecords();
    const second = answer.lists.invoice?.[1] ?? {};
    const id = recordId('invoice', second);
    const page = createPageAt('invoice.details.sidebar', answer, {
      recordId: id,
      rules: { set: 'everywhere' },
    });
    expect(page.record).toEqual(second);
    expect(page.set('invoice.notes', 'N')).toMatchObject({ invoice: { notes: 'N' } });
    const list = createPageAt('invoice.details.sidebar', answer, { mode: 'list', selection: [String(id)] });
    expect(list).toMatchObject({ mode: 'list', selection: [id], record: second });
  });
});

describe('createPageFor', () => {
  const answer = sampleRecords();
  const second = answer.lists.bill?.[1] ?? {};

  it.each(['details', 'edit'] as const)('shows the record of an identifier: %s', (mode) => {
    const page = createPageFor({ module: 'bill', mode, recordId: recordId('bill', second), answer });
    expect(page).toMatchObject({ module: 'bill', mode, record: second });
  });

  it('shows the first record where no identifier is given', () => {
    expect(createPageFor({ module: 'bill', mode: 'details', answer }).record).toEqual(answer.records.bill);
  });

  it.each([
    ['details', 'unknown'],
    ['edit', 'unknown'],
    ['details', ''],
  ] as const)('shows no other record on a page of %s where none has the identifier %j', (mode, id) => {
    expect(createPageFor({ module: 'bill', mode, recordId: id, answer }).record).toEqual({});
    expect(createPageAt('bill.details.sidebar', answer, { mode, recordId: id }).record).toEqual({});
    expect(findRecord(answer, 'bill', id)).toBeUndefined();
  });

  it('lists the records, and makes a new one, whatever the identifier', () => {
    const list = createPageFor({ module: 'bill', mode: 'list', recordId: 'unknown', answer });
    expect(list.record).toEqual(answer.records.bill);
    const form = createPageFor({ module: 'bill', mode: 'creation', recordId: 'unknown', answer });
    expect(form.record.vendor_name).toBe(answer.records.bill?.vendor_name);
  });

  it.each([
    [undefined],
    ['1'],
  ])('lists nothing where the list of the module is empty (identifier %s)', (id) => {
    const empty = { ...answer, lists: { ...answer.lists, invoice: [] } };
    const page = createPageFor({ module: 'invoice', mode: 'list', recordId: id, answer: empty });
    expect(page).toMatchObject({ list: [], record: {}, selection: [] });
    expect(page.record).toEqual({});
    expect(page.get('invoices')).toEqual({ invoices: [] });
    const error = errorOf(() => page.get('invoice.total'));
    expect(error.code).toBe('unknown_key');
    expect(error.message).toContain('The list has no records');
    const handed = createPageAt('invoice.bulkaction.button', empty);
    expect(handed.get('invoices', 'invoice.bulkaction.button')).toEqual({ invoices: [] });
  });

  it('knows no record of a module that is called like an inherited member', () => {
    const inherited = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length'];
    const modes = ['list', 'details', 'edit', 'creation'] as const;
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...inherited), fc.string()),
        fc.constantFrom(...modes),
        fc.option(fc.constantFrom('1', 'name'), { nil: undefined }),
        fc.boolean(),
        (module, mode, id, isList) => {
          fc.pre(!Object.hasOwn(answer.records, module));
          const { organization, user, records } = answer;
          const given = { organization, user, records, ...(isList ? { lists: answer.lists } : {}) };
          const page = createPageFor({ module, mode, recordId: id, answer: given });
          expect(page.record).toEqual({});
          expect(page.list.every((record) => Object.keys(record).length === 0)).toBe(true);
          expect(findRecord(given, module, '1')).toBeUndefined();
        },
      ),
    );
  });

  it('lists the records', () => {
    const page = createPageFor({ module: 'bill', mode: 'list', answer });
    expect(page.list).toEqual(answer.lists.bill);
    expect(page.get('bills[1]')).toEqual({ 'bills[1]': second });
  });

  it.each([
    'estimate',
    'salesorder',
    'purchaseorder',
    'bill',
    'creditnote',
    'retainerinvoice',
    'item',
    'expense',
    'project',
    'payment',
  ])('gets the record of a page of its own, under its name: %s', (module) => {
    const draft = { reference_number: 'OWN', custom_fields: [{ value: 'x' }] };
    const saved = { [`${module}_id`]: '7', ...draft };
    const own = { ...answer, records: { ...answer.records, [module]: saved }, lists: {} };
    for (const mode of ['list', 'details', 'creation', 'edit'] as const) {
      const page = createPageFor({ module, mode, answer: own });
      // The form of a new one has no identifier yet.
      expect(page.get(module)).toEqual({ [module]: mode === 'creation' ? draft : saved });
      const path = `${module}.custom_fields[0].value`;
      expect(page.get(path)).toEqual({ [path]: 'x' });
    }
  });

  it('makes a draft with a number that no record has', () => {
    const saved = { ...second, bill_number: 'CGI-20500' };
    const lists = { ...answer.lists, bill: [answer.records.bill ?? {}, saved] };
    const page = createPageFor({ module: 'bill', mode: 'creation', answer: { ...answer, lists } });
    expect(page.record).toMatchObject({ bill_number: 'CGI-20501', status: 'draft' });
    expect(page.record).not.toHaveProperty('bill_id');
    expect(page.changes).toEqual([]);
  });

  it('knows modules of one’s own, and those that it knows nothing of', () => {
    const records = { ...answer.records, cm_asset: { cm_asset_id: '1', name: 'Roaster' } };
    for (const mode of ['list', 'details', 'creation', 'edit'] as const) {
      const page = createPageFor({ module: 'cm_asset', mode, answer: { ...answer, records } });
      expect(page.get('cm_asset.name')).toEqual({ 'cm_asset.name': 'Roaster' });
    }
    expect(createPageFor({ module: 'cm_other', mode: 'details', answer }).record).toEqual({});
  });

  it('shows the organisation where there is no module', () => {
    const page = createPageFor({ mode: 'details', answer });
    expect(page.record).toEqual(answer.organization);
    expect(errorOf(() => page.set('organization.name', 'x')).code).toBe('invalid_property');
  });

  it('takes rules and a selection', () => {
    const options = { module: 'bill', answer, rules: { lineItems: 'append' } } as const;
    const form = createPageFor({ ...options, mode: 'creation', selection: ['1'] });
    form.set('bill.line_items', [{ rate: 1 }]);
    expect(form.record.line_items).toHaveLength(4);
    expect(form.selection).toEqual(['1']);
  });
});

describe('findRecord', () => {
  it('finds a record of the list, or the one of a module without a list', () => {
    const answer = sampleRecords();
    const second = answer.lists.bill?.[1] ?? {};
    expect(findRecord(answer, 'bill', String(recordId('bill', second)))).toBe(second);
    const single = { organization: {}, user: {}, records: { bill: { bill_id: 7 } } };
    expect(findRecord(single, 'bill', '7')).toBe(single.records.bill);
  });
});
