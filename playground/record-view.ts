import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { formatRecord } from './format-record.js';
import { recordViewStyles } from './record-view-styles.js';
import { sharedStyles } from './shared-styles.js';
import { sheetStyles } from './sheet-styles.js';
import { tableStyles } from './table-styles.js';
import type { Fact, LineTable } from './format-record.js';

/** A plausible page of any module's record. */
export class RecordView extends LitElement {
  static override properties = {
    module: {},
    mode: {},
    currency: {},
    record: { attribute: false },
  };

  declare module: string;
  declare mode: string;
  declare currency: string;
  declare record: Record<string, unknown>;

  override render(): TemplateResult {
    const sheet = formatRecord(this.record, {
      module: this.module,
      mode: this.mode,
      currency: this.currency,
    });
    return html`
      <article>
        <header>
          <div class="heading">
            <h2>${sheet.title}</h2>
            ${sheet.status && this.mode !== 'creation' ? html`<span class="chip ${sheet.status.tone}">${sheet.status.text}</span>` : nothing}
            ${this.mode === 'creation' ? html`<span class="chip">Not saved yet</span>` : nothing}
          </div>
          ${sheet.party ? html`<p class="party">${sheet.party}</p>` : nothing}
        </header>
        ${sheet.highlights.length > 0 ? html`<dl class="highlights">${sheet.highlights.map(factOf)}</dl>` : nothing}
        ${sheet.lines ? this.#lines(sheet.lines, sheet.totals) : nothing}
        ${sheet.facts.length > 0 ? html`<section><h3>Details</h3><dl class="facts">${sheet.facts.map(factOf)}</dl></section>` : nothing}
        ${sheet.customFields.length > 0 ? html`<section><h3>Custom fields</h3><dl class="facts">${sheet.customFields.map(factOf)}</dl></section>` : nothing}
        ${
          sheet.addresses.length > 0
            ? html`<section class="addresses">
                ${sheet.addresses.map(
                  ({ label, lines }) => html`<div>
                    <h3>${label}</h3>
                    ${lines.map((line) => html`<p>${line}</p>`)}
                  </div>`,
                )}
              </section>`
            : nothing
        }
        ${Object.keys(this.record).length === 0 ? EMPTY : nothing}
      </article>
    `;
  }

  #lines({ columns, rows }: LineTable, totals: readonly Fact[]): TemplateResult {
    return html`<section class="lines">
      <div class="scroll" tabindex="0" role="region" aria-label="Line items">
        <table>
          <thead>
            <tr>
              ${columns.map(({ label, numeric }) => html`<th scope="col" class=${numeric ? 'numeric' : ''}>${label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) => html`<tr>
                ${row.map(
                  ({ text, note }, index) => html`<td class=${columns[index]?.numeric ? 'numeric' : ''}>
                    <span dir="auto">${text}</span>${note ? html`<small dir="auto">${note}</small>` : nothing}
                  </td>`,
                )}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <dl class="totals">${totals.map(factOf)}</dl>
    </section>`;
  }

  static override styles = [sharedStyles, sheetStyles, tableStyles, recordViewStyles];
}

const EMPTY = html`<p class="empty">
  This record has nothing in it yet. Open <strong>JSON</strong> to paste one, or name a file under
  <code>records</code> in <code>zfapps.config.ts</code>.
</p>`;

function factOf({ label, value }: Fact): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

customElements.define('zf-record-view', RecordView);
