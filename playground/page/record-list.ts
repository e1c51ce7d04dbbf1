import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { recordId } from '../../src/core/page/index.js';
import { formatRecord } from '../format-record.js';
import { modulePlural, moduleTitle } from '../modules.js';
import { routeToPlace } from '../route.js';
import { sharedStyles } from '../shared-styles.js';
import { tableStyles } from '../table-styles.js';
import { recordListStyles } from './record-list-styles.js';
import type { RecordSheet } from '../format-record.js';

type PlainRecord = Record<string, unknown>;

/**
 * The list of a module's records, with a selection.
 *
 * Dispatches `select` with the identifiers. What is in its slot are the buttons of bulk actions.
 */
export class RecordList extends LitElement {
  static override properties = {
    module: {},
    currency: {},
    records: { attribute: false },
    selection: { attribute: false },
  };

  declare module: string;
  declare currency: string;
  declare records: readonly PlainRecord[];
  declare selection: readonly string[];

  override render(): TemplateResult {
    const rows = this.records.map((record) => ({
      id: recordId(this.module, record),
      sheet: formatRecord(record, { module: this.module, mode: 'list', currency: this.currency }),
    }));
    const labels = columnsOf(rows.map(({ sheet }) => sheet));
    const all = rows.flatMap(({ id }) => id ?? []);
    const isAll = all.length > 0 && all.every((id) => this.selection.includes(id));
    return html`
      <header>
        <h2>${modulePlural(this.module)}</h2>
        <p role="status">${this.selection.length > 0 ? `${this.selection.length} selected` : `${rows.length} in all`}</p>
        <div class="actions"><slot></slot></div>
        <a class="button" href=${routeToPlace({ kind: 'record', module: this.module, mode: 'creation' })}>New</a>
      </header>
      <div class="scroll" tabindex="0" role="region" aria-label=${modulePlural(this.module)}>
        <table>
          <thead>
            <tr>
              <th class="check">
                <input
                  type="checkbox"
                  aria-label="Select all"
                  .checked=${isAll}
                  .indeterminate=${!isAll && this.selection.length > 0}
                  @change=${() => this.#select(isAll ? [] : all)}
                />
              </th>
              <th scope="col">${moduleTitle(this.module)}</th>
              ${labels.map((label) => html`<th scope="col">${label}</th>`)}
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(({ id, sheet }) => this.#row(id, sheet, labels))}
          </tbody>
        </table>
        ${rows.length === 0 ? html`<p class="empty">Nothing here yet.</p>` : nothing}
      </div>
    `;
  }

  #row(id: string | undefined, sheet: RecordSheet, labels: readonly string[]): TemplateResult {
    const { title, party, status, highlights } = sheet;
    const isSelected = id !== undefined && this.selection.includes(id);
    return html`<tr class=${isSelected ? 'selected' : ''}>
      <td class="check">
        ${
          id === undefined
            ? nothing
            : html`<input
                type="checkbox"
                aria-label="Select ${title}"
                .checked=${isSelected}
                @change=${() => this.#toggle(id)}
              />`
        }
      </td>
      <td>
        <a
          href=${id === undefined ? '#' : routeToPlace({ kind: 'record', module: this.module, mode: 'details', record: id })}
          >${title}</a
        >
        ${party === undefined ? nothing : html`<small>${party}</small>`}
      </td>
      ${labels.map((label) => html`<td>${highlights.find((fact) => fact.label === label)?.value ?? ''}</td>`)}
      <td>${status === undefined ? nothing : html`<span class="chip ${status.tone}">${status.text}</span>`}</td>
    </tr>`;
  }

  #toggle(id: string): void {
    const isSelected = this.selection.includes(id);
    this.#select(isSelected ? this.selection.filter((one) => one !== id) : [...this.selection, id]);
  }

  #select(ids: readonly string[]): void {
    this.dispatchEvent(new CustomEvent('select', { detail: ids }));
  }

  static override styles = [sharedStyles, tableStyles, recordListStyles];
}

/** The facts that rows have in common, at most four. */
function columnsOf(sheets: readonly RecordSheet[]): string[] {
  return [...new Set(sheets.flatMap(({ highlights }) => highlights.map(({ label }) => label)))].slice(0, 4);
}

customElements.define('zf-record-list', RecordList);
