import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { icons } from '../icons.js';
import type { FormField } from './form-layout.js';

type Line = Readonly<Record<string, unknown>>;

/** What the table of lines needs of its form. */
export interface LineTableOptions {
  /** The indexes of the selected lines, as text. */
  selection: readonly string[];
  marksOf(path: string): TemplateResult | typeof nothing;
  input(field: FormField, label: string): TemplateResult;
  select(indexes: readonly string[]): void;
  remove(index: number): void;
}

const CELLS = [
  { name: 'quantity', label: 'Qty', kind: 'number' },
  { name: 'rate', label: 'Rate', kind: 'number' },
  { name: 'discount', label: 'Discount', kind: 'text' },
  { name: 'tax_percentage', label: 'Tax %', kind: 'number' },
] as const;

/** The line items of a form: cells to type into, a selection, and the amount of each. */
export function lineTable(lines: readonly unknown[], options: LineTableOptions): TemplateResult {
  const { selection, marksOf, input, select } = options;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Line items">
    <table>
      <thead>
        <tr>
          <th class="pick"></th>
          <th scope="col">Item</th>
          ${CELLS.map(({ label }) => html`<th scope="col" class="numeric">${label}</th>`)}
          <th scope="col" class="numeric">Amount</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${lines.map((given, index) => {
          if (typeof given !== 'object' || given === null) return nothing;
          const line = given as Line;
          const at = `line_items[${index}]`;
          const row = `line ${index + 1}`;
          const isSelected = selection.includes(String(index));
          return html`<tr class=${isSelected ? 'selected' : ''}>
            <td class="pick">
              <input
                type="checkbox"
                aria-label="Select ${row}"
                .checked=${isSelected}
                @change=${() => select(toggled(selection, String(index)))}
              />
            </td>
            <td class="item">
              ${input({ path: `${at}.name`, label: '', kind: 'text', value: line.name }, `Name, ${row}`)}
              ${input({ path: `${at}.description`, label: '', kind: 'long', value: line.description }, `Description, ${row}`)}
              ${marksOf(at)}
            </td>
            ${CELLS.map(
              ({ name, label, kind }) =>
                html`<td class="numeric">${input({ path: `${at}.${name}`, label, kind, value: line[name] }, `${label}, ${row}`)}</td>`,
            )}
            <td class="numeric amount">${line.item_total_formatted ?? line.item_total}</td>
            <td>
              <button
                class="icon"
                type="button"
                aria-label="Remove ${row}"
                title="Remove"
                @click=${() => options.remove(index)}
              >
                ${icons.close}
              </button>
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
    ${lines.length === 0 ? html`<p class="empty">No lines yet.</p>` : nothing}
  </div>`;
}

function toggled(selection: readonly string[], index: string): string[] {
  return selection.includes(index) ? selection.filter((one) => one !== index) : [...selection, index];
}
