import { describe, expect, it } from 'vitest';
import { pageOf } from './page-of.js';
import type { PageEdit, PageRecord } from '../../../src/core/page/index.js';

const LINES = [
  { name: 'a', rate: 10, quantity: 1 },
  { name: 'b', rate: 20, quantity: 1 },
];

/** A form, the record that was sent of it, and what came back: with identifiers, a number and times. */
function sentForm(record: PageRecord = { notes: '', terms: 'T', line_items: LINES }) {
  const page = pageOf({ record });
  page.change('reference_number', 'R');
  const sent = page.record;
  const lines = sent.line_items as PageRecord[];
  const stored: PageRecord = {
    ...sent,
    invoice_id: '7',
    invoice_number: 'INV-1',
    created_time: '2025-03-01T00:00:00+0000',
    line_items: lines.map((line, index) => ({ ...line, line_item_id: `L${index}` })),
  };
  const told: PageEdit[] = [];
  page.onChange((edit) => told.push(edit));
  return { page, sent, stored, told };
}

describe('rebase', () => {
  it('takes what came back where nothing was written meanwhile', () => {
    const { page, sent, stored, told } = sentForm();
    page.rebase(stored, sent);
    expect(page.record).toEqual(stored);
    expect(page.changes).toEqual([]);
    expect(told).toEqual([{ paths: [''] }]);
  });

  it('keeps what was written meanwhile, with who wrote it', () => {
    const { page, sent, stored, told } = sentForm();
    page.set('invoice.notes', 'N', 'W');
    page.change('salesperson_name', 'Maya');
    told.length = 0;
    page.rebase({ ...stored, terms: 'Theirs', notes: 'Theirs' }, sent);
    expect(page.record).toEqual({ ...stored, terms: 'Theirs', notes: 'N', salesperson_name: 'Maya' });
    expect(page.changes).toEqual([{ path: 'notes', by: 'W' }, { path: 'salesperson_name' }]);
    expect(told).toEqual([{ paths: [''] }]);
  });

  it('keeps lines that were written meanwhile, under the identifiers that they got, and adds up anew', () => {
    const { page, sent, stored } = sentForm();
    page.set('invoice.line_items[1]', { name: 'b', rate: 20, quantity: 3 }, 'W');
    const [first, second] = stored.line_items as PageRecord[];
    page.rebase({ ...stored, line_items: [{ ...first, name: 'A' }, second] }, sent);
    expect(page.record.line_items).toMatchObject([
      { line_item_id: 'L0', name: 'A', quantity: 1 },
      { line_item_id: 'L1', name: 'b', quantity: 3, item_total: 60 },
    ]);
    // 10 × 1 + 20 × 3
    expect(page.record).toMatchObject({ invoice_id: '7', total: 70 });
    expect(page.changes).toEqual([{ path: 'line_items[1]', by: 'W' }]);
  });

  it('keeps a line that was added and one that was removed meanwhile', () => {
    const { page, sent, stored } = sentForm();
    const [, second] = page.record.line_items as PageRecord[];
    page.set('invoice.line_items', [second, { name: 'c', rate: 5, quantity: 1 }, { name: 'd' }], 'W');
    page.rebase(stored, sent);
    const lines = page.record.line_items as PageRecord[];
    expect(lines.map(({ name, line_item_id }) => [name, line_item_id])).toEqual([
      ['b', 'L1'],
      ['c', undefined],
      ['d', undefined],
    ]);
    expect(page.record.total).toBe(25);
    expect(page.changes).toEqual([
      { path: 'line_items[1]', by: 'W' },
      { path: 'line_items[2]', by: 'W' },
    ]);
  });

  it('takes the identifier, the number and the times that came back, whatever was written there', () => {
    const { page, sent, stored } = sentForm();
    page.change('invoice_number', 'MINE');
    page.change('created_time', 'MINE');
    page.change('invoice_id', 'MINE');
    page.rebase(stored, sent);
    expect(page.record).toEqual(stored);
    expect(page.changes).toEqual([]);
  });

  it('counts a write that came back the same as no change', () => {
    const { page, sent, stored } = sentForm();
    page.set('invoice.notes', 'N', 'W');
    page.rebase({ ...stored, notes: 'N' }, sent);
    expect(page.changes).toEqual([]);
  });

  it('tells nobody where the record is what it was, and has nothing changed then', () => {
    const { page, sent, told } = sentForm();
    const before = page.view;
    expect(page.changes).not.toEqual([]);
    page.rebase(sent, sent);
    expect(page.changes).toEqual([]);
    expect(page.view.changes).toEqual([]);
    expect(page.view.record).toEqual(before.record);
    expect(told).toEqual([]);
  });

  it('makes what came back the record that later changes are told from', () => {
    const { page, sent, stored } = sentForm();
    page.rebase({ ...stored, notes: 'Theirs' }, sent);
    page.change('notes', 'Mine');
    expect(page.changes).toEqual([{ path: 'notes' }]);
    page.change('notes', 'Theirs');
    expect(page.changes).toEqual([]);
  });

  it('leaves totals alone that came back otherwise, where no amount was written meanwhile', () => {
    const { page, sent, stored } = sentForm();
    page.change('notes', 'N');
    page.rebase({ ...stored, total: 31 }, sent);
    expect(page.record).toMatchObject({ notes: 'N', total: 31 });
  });

  it('takes the lines that came back in another number, where none was written meanwhile', () => {
    const { page, sent, stored } = sentForm();
    page.select(['1']);
    const [, second] = stored.line_items as PageRecord[];
    page.rebase({ ...stored, line_items: [second] }, sent);
    expect(page.record.line_items).toEqual([second]);
    expect(page.changes).toEqual([]);
  });

  it('keeps the selection of lines, which have identifiers now', () => {
    const { page, sent, stored } = sentForm();
    page.select(['1']);
    page.rebase(stored, sent);
    expect(page.get('selected_line_items[0].line_item_id')).toEqual({
      'selected_line_items[0].line_item_id': 'L1',
    });
  });

  it('does not follow what it was given', () => {
    const { page, sent, stored } = sentForm();
    page.rebase(stored, sent);
    stored.notes = 'changed';
    sent.notes = 'changed';
    expect(page.record.notes).toBe('');
  });

  it('reaches no prototype', () => {
    const sent = JSON.parse('{"notes":"","__proto__":{"a":1}}');
    const page = pageOf({ record: JSON.parse('{"notes":"","__proto__":{"a":2}}') });
    page.rebase({ notes: '' }, sent);
    expect(Object.getPrototypeOf(page.view.record)).toBe(Object.prototype);
  });
});
