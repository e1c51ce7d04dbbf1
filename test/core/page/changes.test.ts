import { describe, expect, it } from 'vitest';
import { pageOf } from './page-of.js';

const record = {
  reference_number: 'R',
  custom_fields: [{ value: 'x' }, { value: 'y' }],
  line_items: [
    { rate: 1, quantity: 1 },
    { rate: 2, quantity: 1 },
    { rate: 3, quantity: 1 },
  ],
};

const formOf = () => pageOf({ record });

describe('changes', () => {
  it('are none at first', () => {
    expect(formOf().changes).toEqual([]);
  });

  it('name the member, and the widget that wrote it', () => {
    const page = formOf();
    page.set('invoice.reference_number', 'S', 'Text');
    page.set('invoice.custom_fields.1.value', 'z', {
      widget: 'Caller',
      location: 'invoice.creation.sidebar',
    });
    page.set('invoice.notes', 'N', { widget: { widget: 'Open widget' } });
    page.change('terms', 'T');
    expect(page.changes).toEqual([
      { path: 'reference_number', by: 'Text' },
      { path: 'custom_fields[1].value', by: 'Caller' },
      { path: 'notes', by: 'Open widget' },
      { path: 'terms' },
    ]);
  });

  it('are those of whoever wrote last', () => {
    const page = formOf();
    page.set('invoice.reference_number', 'S', 'A');
    page.change('reference_number', 'T');
    expect(page.changes).toEqual([{ path: 'reference_number' }]);
    page.set('invoice.reference_number', 'U', 'B');
    expect(page.changes).toEqual([{ path: 'reference_number', by: 'B' }]);
  });

  it('end where the member is again what it was', () => {
    const page = formOf();
    page.set('invoice.reference_number', 'S', 'A');
    page.set('invoice.line_items[1]', { rate: 9, quantity: 1 }, 'A');
    page.change('reference_number', 'R');
    page.change('line_items[1].rate', 2);
    expect(page.changes).toEqual([]);
  });

  it('hold nothing that only followed', () => {
    const page = formOf();
    page.set('invoice.discount', '10%', 'A');
    expect(page.record).toHaveProperty('total');
    expect(page.changes).toEqual([{ path: 'discount', by: 'A' }]);
  });

  it('name the lines of a list that differ, each with who made it so', () => {
    const page = formOf();
    page.change('line_items[0].quantity', 2);
    const [first, , third] = page.record.line_items as object[];
    page.set('invoice.line_items', [first, { rate: 8, quantity: 1 }, third, { rate: 4 }], 'A');
    expect(page.changes).toEqual([
      { path: 'line_items[0]' },
      { path: 'line_items[1]', by: 'A' },
      { path: 'line_items[3]', by: 'A' },
    ]);
  });

  it('name the list where it only became shorter', () => {
    const page = formOf();
    page.set('invoice.line_items', record.line_items.slice(0, 2), 'A');
    expect(page.changes).toEqual([{ path: 'line_items', by: 'A' }]);
    page.set('invoice.line_items', record.line_items.slice(1, 3), 'A');
    expect(page.changes).toEqual([{ path: 'line_items', by: 'A' }]);
    page.set('invoice.line_items', record.line_items, 'A');
    expect(page.changes).toEqual([]);
  });

  it('go along with their line where a line before it is removed', () => {
    const page = formOf();
    page.set('invoice.line_items[2]', { rate: 9, quantity: 1 }, 'W');
    page.change('line_items', (page.record.line_items as object[]).slice(1));
    expect(page.changes).toEqual([{ path: 'line_items[1]', by: 'W' }]);
    page.change('line_items', [{ rate: 7 }, ...(page.record.line_items as object[])]);
    expect(page.changes).toEqual([{ path: 'line_items[2]', by: 'W' }, { path: 'line_items[0]' }]);
  });

  it('end with their line', () => {
    const page = formOf();
    page.set('invoice.line_items[2]', { rate: 9, quantity: 1 }, 'W');
    page.change('line_items', (page.record.line_items as object[]).slice(0, 2));
    expect(page.changes).toEqual([{ path: 'line_items' }]);
  });

  it('name the list where its lines are only in another order', () => {
    const page = formOf();
    page.set('invoice.line_items', record.line_items.toReversed(), 'W');
    expect(page.changes).toEqual([{ path: 'line_items', by: 'W' }]);
    page.change('line_items', record.line_items);
    expect(page.changes).toEqual([]);
  });

  it('name a line of a known identifier where it says something else, wherever it is now', () => {
    const lines = ['a', 'b', 'c'].map((line_item_id) => ({ line_item_id, rate: 1, quantity: 1 }));
    const page = pageOf({ record: { line_items: lines } });
    page.set('invoice.line_items', [{ ...lines[2], rate: 5 }, lines[0], lines[1]], 'W');
    expect(page.changes).toEqual([{ path: 'line_items[0]', by: 'W' }]);
  });

  it('name the custom fields of a list that differ', () => {
    const page = formOf();
    page.set('invoice.custom_fields', [{ value: 'x' }, { value: 'z' }], 'A');
    expect(page.changes).toEqual([{ path: 'custom_fields[1].value', by: 'A' }]);
  });

  it('begin anew with another record', () => {
    const page = formOf();
    page.set('invoice.reference_number', 'S', 'A');
    page.replaceRecord(page.record);
    expect(page.changes).toEqual([]);
    page.change('reference_number', 'R');
    expect(page.changes).toEqual([{ path: 'reference_number' }]);
  });
});
