import { describe, expect, it, vi } from 'vitest';
import { TabPage } from '../../playground/page/tab-page.js';
import { DEFAULT_PAGE_RULES } from '../../src/core/protocol/index.js';
import type { Place } from '../../playground/page/place.js';
import type { RecordsAnswer } from '../../src/core/protocol/index.js';

const invoice = (id: string, changes = {}) => ({
  invoice_id: id,
  invoice_number: `INV-${id}`,
  notes: '',
  ...changes,
});

function answer(...invoices: Record<string, unknown>[]): RecordsAnswer {
  return {
    organization: { organization_id: '1', language_code: 'en' },
    user: {},
    records: { invoice: invoices[0] ?? {} },
    lists: { invoice: invoices },
  };
}

const at = (mode: 'list' | 'details' | 'creation' | 'edit', record?: string): Place => ({
  kind: 'record',
  module: 'invoice',
  mode,
  ...(record === undefined ? {} : { record }),
});

function tab(place: Place, records = answer(invoice('1'), invoice('2'))) {
  const onEdit = vi.fn();
  const page = new TabPage(records, DEFAULT_PAGE_RULES, onEdit);
  page.show(place);
  return { page, onEdit };
}

describe('the page of a tab', () => {
  it('shows the record of its place, and the first where the place names none', () => {
    expect(tab(at('details', '2')).page.model.record.invoice_number).toBe('INV-2');
    expect(tab(at('details')).page.model.record.invoice_number).toBe('INV-1');
  });

  it('keeps what was typed when the server has other records', () => {
    const { page } = tab(at('edit', '1'));
    page.model.change('notes', 'typed');
    expect(page.isEdited).toBe(true);
    expect(page.update(answer(invoice('1', { notes: 'theirs' })))).toBe(false);
    expect(page.model.record.notes).toBe('typed');
  });

  it('takes what the server has where nothing was typed, and says so', () => {
    const { page } = tab(at('details', '1'));
    expect(page.update(answer(invoice('1', { notes: 'theirs' }), invoice('2')))).toBe(true);
    expect(page.model.record.notes).toBe('theirs');
  });

  it('is the same model where another record changed', () => {
    const { page } = tab(at('details', '1'));
    const { model } = page;
    expect(page.update(answer(invoice('1'), invoice('2', { notes: 'theirs' })))).toBe(false);
    expect(page.model).toBe(model);
  });

  it('leaves a new form alone when a record is saved elsewhere', () => {
    const { page } = tab(at('creation'));
    const before = page.model.record;
    expect(page.update(answer(invoice('1'), invoice('2'), invoice('3')))).toBe(false);
    expect(page.model.record).toEqual(before);
  });

  it('keeps what was typed when the organisation is another, whose data widgets then see', () => {
    const { page } = tab(at('edit', '1'));
    page.model.change('notes', 'typed');
    const other = answer(invoice('1'), invoice('2'));
    other.organization = { organization_id: '2' };
    page.update(other);
    expect(page.model.get('organization')).toEqual({ organization: { organization_id: '2' } });
    expect(page.model.record.notes).toBe('typed');
    expect(page.isEdited).toBe(true);
  });

  it('takes its own save, which comes back from the server, for no news', () => {
    const { page, onEdit } = tab(at('creation'));
    page.model.change('notes', 'typed');
    onEdit.mockClear();
    const sent = page.model.record;
    const stored = { ...sent, invoice_id: '3' };
    page.saved(stored, sent, '3');
    expect(page.isEdited).toBe(false);
    // The form is that of a record which is there: New is another one.
    expect(page.place).toEqual(at('edit', '3'));
    expect(page.update(answer(invoice('1'), invoice('2'), stored))).toBe(false);
    expect(page.model.record).toEqual(stored);
    expect(page.standing).toBe('fresh');
    expect(onEdit).not.toHaveBeenCalled();
  });

  it('keeps what was written while the record was being stored', () => {
    const { page } = tab(at('edit', '1'));
    page.model.change('notes', 'typed');
    const sent = page.model.record;
    page.model.set('invoice.terms', 'written meanwhile', 'a widget');
    page.saved({ ...sent, last_modified_time: 'now' }, sent, '1');
    expect(page.model.record).toMatchObject({ notes: 'typed', terms: 'written meanwhile' });
    expect(page.model.changes).toEqual([{ path: 'terms', by: 'a widget' }]);
  });

  it('says that its record was saved elsewhere, or removed', () => {
    const { page } = tab(at('edit', '1'));
    page.model.change('notes', 'typed');
    expect(page.standing).toBe('fresh');
    page.update(answer(invoice('1', { notes: 'theirs' }), invoice('2')));
    expect(page.standing).toBe('stale');
    expect(page.model.record.notes).toBe('typed');
    page.update(answer(invoice('2')));
    expect(page.standing).toBe('gone');
    expect(page.model.record).toMatchObject({ invoice_id: '1', notes: 'typed' });
  });

  it('never shows another record in the place of one that is not there', () => {
    for (const mode of ['details', 'edit'] as const) {
      const { page } = tab(at(mode, '9'));
      expect(page.standing).toBe('gone');
      expect(page.model.record).toEqual({});
    }
  });

  it('keeps who wrote what when the organisation is another', () => {
    const { page } = tab(at('edit', '1'));
    page.model.set('invoice.notes', 'written', 'a widget');
    const other = answer(invoice('1'), invoice('2'));
    other.organization = { organization_id: '2' };
    page.update(other);
    expect(page.model.changes).toEqual([{ path: 'notes', by: 'a widget' }]);
  });

  it.each(['constructor', 'toString', '__proto__'])('has nothing at a module that is called %s', (module) => {
    for (const mode of ['list', 'details', 'creation', 'edit'] as const)
      expect(() => tab({ kind: 'record', module, mode })).not.toThrow();
  });

  it('finds a form again as the person left it, unless it was saved or given up', () => {
    const { page } = tab(at('edit', '1'));
    page.model.set('invoice.notes', 'written', 'a widget');
    page.show(at('list'));
    page.show(at('edit', '2'));
    expect(page.model.record.notes).toBe('');
    page.show(at('edit', '1'));
    expect(page.model.changes).toEqual([{ path: 'notes', by: 'a widget' }]);
    page.reset(answer(invoice('1'), invoice('2')));
    page.show(at('list'));
    page.show(at('edit', '1'));
    expect(page.model.record.notes).toBe('');
  });

  it('finds what was typed again also where the organisation is another meanwhile', () => {
    const { page } = tab(at('edit', '1'));
    page.model.change('notes', 'typed');
    page.show(at('list'));
    const other = answer(invoice('1'), invoice('2'));
    other.organization = { organization_id: '2' };
    page.update(other);
    page.show(at('edit', '1'));
    expect(page.model.record.notes).toBe('typed');
    expect(page.model.get('organization')).toEqual({ organization: { organization_id: '2' } });
  });

  it('keeps the selection of a list as far as it is still there', () => {
    const { page } = tab(at('list'));
    page.model.select(['2']);
    page.update(answer(invoice('1', { notes: 'theirs' }), invoice('2')));
    expect(page.model.selection).toEqual(['2']);
    page.model.select(['1', '2']);
    page.update(answer(invoice('1')));
    expect(page.model.selection).toEqual(['1']);
  });

  it('tells who wrote', () => {
    const { page, onEdit } = tab(at('edit', '1'));
    const by = { id: 1 };
    page.model.set('invoice.notes', 'x', by);
    expect(onEdit).toHaveBeenLastCalledWith({ paths: ['notes'], by });
  });
});
