import { afterEach, describe, expect, it } from 'vitest';
import { RecordForm } from '../../playground/page/record-form.js';
import { defaultRecord } from '../../src/core/page/index.js';

let form: RecordForm;
afterEach(() => form?.remove());

async function shown(record = defaultRecord('invoice'), changes: RecordForm['changes'] = []) {
  form = new RecordForm();
  Object.assign(form, { module: 'invoice', mode: 'creation', currency: 'USD', record, changes });
  Object.assign(form, { page: record, selection: [], parties: {} });
  document.body.append(form);
  await form.updateComplete;
  return form;
}

const field = (name: string) =>
  form.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`) as HTMLInputElement;

/** What the form tells of a person's typing. */
function typed(name: string, text: string): unknown[] {
  const told: unknown[] = [];
  form.addEventListener('edit', (event) => told.push((event as CustomEvent).detail));
  form.addEventListener('commit', () => told.push('commit'));
  field(name).value = text;
  field(name).dispatchEvent(new Event('input', { bubbles: true }));
  field(name).dispatchEvent(new Event('change', { bubbles: true }));
  return told;
}

describe('the form', () => {
  it('tells what is typed at once, and that the field was left', async () => {
    await shown();
    expect(typed('reference_number', 'PO-1')).toEqual([[['reference_number', 'PO-1']], 'commit']);
  });

  it.each([
    ['3', 3, 3],
    ['1.', '1.', 1],
    ['1,200.50', '1,200.50', 1200.5],
    ['12,50', '12,50', '12,50'],
    ['', '', 0],
    ['abc', 'abc', 'abc'],
  ])('takes the number %j as it is typed, and as a number once it is one', async (text, while_, after) => {
    await shown();
    expect(typed('line_items[0].quantity', text)).toEqual([
      [['line_items[0].quantity', while_]],
      [['line_items[0].quantity', after]],
      'commit',
    ]);
  });

  it('marks what a widget has written, and not what the person has', async () => {
    await shown(defaultRecord('invoice'), [
      { path: 'reference_number', by: 'Calendar' },
      { path: 'notes' },
      { path: 'line_items[1]', by: 'Calendar' },
    ]);
    const marks = [...form.renderRoot.querySelectorAll('.mark')];
    expect(marks).toHaveLength(2);
    expect(marks[0]?.closest('.field')?.textContent).toContain('Reference number');
    expect(marks[1]?.closest('tr')?.querySelector('input[name]')?.getAttribute('name')).toBe(
      'line_items[1].name',
    );
  });

  it('adds a line with the tax of the one before, and removes one', async () => {
    await shown();
    const told: [string, unknown[]][][] = [];
    form.addEventListener('edit', (event) => told.push((event as CustomEvent).detail));
    const button = [...form.renderRoot.querySelectorAll('button')].find(
      (one) => one.textContent === 'Add a line',
    );
    button?.click();
    form.renderRoot.querySelector<HTMLButtonElement>('[aria-label="Remove line 1"]')?.click();
    expect(told[0]?.[0]?.[1]).toHaveLength(4);
    expect(told[0]?.[0]?.[1][3]).toMatchObject({ quantity: 1, tax_percentage: 8.25 });
    expect(told[1]?.[0]?.[1]).toHaveLength(2);
  });

  it('keeps what a field is for, whatever is typed into it', async () => {
    await shown();
    for (const [name, text, type] of [
      ['reference_number', '2024-10-05', 'text'],
      ['due_date', '', 'date'],
    ] as const) {
      form.record = { ...form.record, [name]: text };
      await form.updateComplete;
      expect(field(name).type).toBe(type);
    }
    form.record = { ...form.record, discount: '' };
    await form.updateComplete;
    expect(typed('shipping_charge', '12.5')[0]).toEqual([['shipping_charge', 12.5]]);
  });

  it('says of a number that is none that it is wrong', async () => {
    await shown();
    expect(field('shipping_charge').getAttribute('aria-invalid')).toBe('false');
    form.record = { ...form.record, shipping_charge: '12,50' };
    await form.updateComplete;
    expect(field('shipping_charge').getAttribute('aria-invalid')).toBe('true');
  });

  it('names a field by its label alone, also where it is marked', async () => {
    await shown(defaultRecord('invoice'), [{ path: 'reference_number', by: 'Calendar' }]);
    expect(form.renderRoot.querySelector('label[for="reference_number"]')?.textContent).toBe(
      'Reference number',
    );
  });

  it('gives each custom field its own index, also beside what is none', async () => {
    await shown({
      custom_fields: [null, { label: 'Route', value: 'North' }, { label: 'List', value: [1] }],
      'a.b': 1,
    });
    expect(field('custom_fields[1].value').value).toBe('North');
    expect(field('custom_fields[2].value')).toBeNull();
    expect(field('a.b')).toBeNull();
  });
});
