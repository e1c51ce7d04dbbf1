import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icons } from '../icons.js';
import { moduleTitle } from '../modules.js';
import { sharedStyles } from '../shared-styles.js';
import { tableStyles } from '../table-styles.js';
import { formLayout, partyChanges } from './form-layout.js';
import { lineTable } from './line-table.js';
import { recordFormStyles } from './record-form-styles.js';
import type { PageChange } from '../../src/core/page/index.js';
import type { FormField, PartyField } from './form-layout.js';

type PlainRecord = Readonly<Record<string, unknown>>;

/**
 * The form of any module's record. What a widget has written is marked.
 *
 * Dispatches `edit` with `[path, value]` pairs as the person types, `commit` when a field is left, and
 * `select` with the indexes of the selected lines. What is in its slot are the buttons for line items.
 */
export class RecordForm extends LitElement {
  static override properties = {
    module: {},
    mode: {},
    currency: {},
    record: { attribute: false },
    changes: { attribute: false },
    selection: { attribute: false },
    parties: { attribute: false },
  };

  declare module: string;
  declare mode: string;
  declare currency: string;
  declare record: PlainRecord;
  declare changes: readonly PageChange[];
  declare selection: readonly string[];
  /** The organisation's records by module: customers and vendors to choose from. */
  declare parties: Readonly<Record<string, readonly PlainRecord[]>>;

  override render(): TemplateResult {
    const layout = formLayout(this.record, this.module, this.parties);
    const title = moduleTitle(this.module);
    return html`<article>
      <header>
        <h2>${this.mode === 'edit' ? `Edit ${title.toLowerCase()}` : `New ${title.toLowerCase()}`}</h2>
        ${this.mode === 'edit' ? nothing : html`<span class="chip">Not saved yet</span>`}
      </header>
      <div class="fields">
        ${layout.party === undefined ? nothing : this.#party(layout.party)}
        ${layout.fields.map((field) => this.#field(field))}
      </div>
      ${
        layout.lines === undefined
          ? nothing
          : html`<section aria-label="Line items">
              ${lineTable(layout.lines, {
                selection: this.selection,
                marksOf: (path) => this.#mark(path),
                input: (field, label) => this.#input(field, label),
                select: (indexes) => this.#dispatch('select', indexes),
                replace: (lines) => this.#write('line_items', lines),
              })}
              <div class="under-lines">
                <button class="button" type="button" @click=${this.#addLine}>Add a line</button>
                <slot></slot>
              </div>
              <div class="totals">
                ${layout.amounts.map((field) => this.#field(field))}
                <dl>${layout.totals.map(({ label, text }) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
              </div>
            </section>`
      }
      ${
        layout.customFields.length === 0
          ? nothing
          : html`<section><h3>Custom fields</h3><div class="fields">${layout.customFields.map((field) => this.#field(field))}</div></section>`
      }
      ${
        layout.addresses.length === 0
          ? nothing
          : html`<div class="addresses">
              ${layout.addresses.map(
                ({ label, fields }) =>
                  html`<section><h3>${label}</h3>${fields.map((field) => this.#field(field))}</section>`,
              )}
            </div>`
      }
      ${layout.long.map((field) => this.#field(field))}
    </article>`;
  }

  #field(field: FormField): TemplateResult {
    return html`<label class="field ${field.kind}">
      <span>${field.label}${this.#mark(field.path)}</span>
      ${this.#input(field)}
    </label>`;
  }

  /** Says that a widget has written a member, or something in it, since the last save. */
  #mark(path: string): TemplateResult | typeof nothing {
    const parents = [path, path.replace(/\.[^.]*$/, ''), path.replace(/\[\d+\].*$/, '')];
    const change = this.changes.find((one) => one.by !== undefined && parents.includes(one.path));
    return change === undefined
      ? nothing
      : html`<em class="mark" title="Written by ${change.by}, not saved yet">${icons.bolt}${change.by}</em>`;
  }

  #input({ path, kind, value }: FormField, label?: string): TemplateResult {
    const write = (event: Event) => this.#write(path, typedValue(event.target as HTMLInputElement, kind));
    const commit = (event: Event) => {
      if (kind === 'number') this.#write(path, settledNumber((event.target as HTMLInputElement).value));
      this.#dispatch('commit', undefined);
    };
    const text = value === undefined || value === null ? '' : String(value);
    switch (kind) {
      case 'check':
        return html`<input
          type="checkbox"
          name=${path}
          .checked=${live(value === true)}
          @change=${(event: Event) => {
            write(event);
            commit(event);
          }}
        />`;
      case 'long':
        return html`<textarea
          name=${path}
          rows=${Math.min(6, Math.max(label === undefined ? 2 : 1, text.split('\n').length))}
          aria-label=${label ?? nothing}
          .value=${live(text)} @input=${write} @change=${commit}></textarea>`;
      default:
        return html`<input
          type=${kind === 'date' ? 'date' : 'text'}
          name=${path}
          inputmode=${kind === 'number' ? 'decimal' : 'text'}
          autocomplete="off"
          aria-label=${label ?? nothing}
          .value=${live(text)}
          @input=${write}
          @change=${commit}
        />`;
    }
  }

  #party(party: PartyField): TemplateResult {
    return html`<label class="field">
      <span>${party.label}${this.#mark(`${party.kind}_id`)}</span>
      <select
        name="${party.kind}_id"
        @change=${(event: Event) => this.#chooseParty(party, (event.target as HTMLSelectElement).value)}
      >
        ${party.options.map(({ id, name }) => html`<option value=${id} ?selected=${id === party.id}>${name}</option>`)}
      </select>
    </label>`;
  }

  #chooseParty(party: PartyField, id: string): void {
    const contact = this.parties[party.kind]?.find(({ contact_id }) => contact_id === id);
    if (contact === undefined) return;
    this.#dispatch('edit', partyChanges(this.record, party, contact));
    this.#dispatch('commit', undefined);
  }

  readonly #addLine = () => {
    const lines = Array.isArray(this.record.line_items) ? this.record.line_items : [];
    const fresh = {
      item_order: lines.length + 1,
      name: '',
      description: '',
      rate: 0,
      quantity: 1,
      discount: 0,
    };
    // The tax of the line before, as forms propose it.
    const { tax_id, tax_name, tax_percentage } = (lines.at(-1) ?? {}) as PlainRecord;
    const tax = tax_percentage === undefined ? {} : { tax_id, tax_name, tax_percentage };
    this.#write('line_items', [...lines, { ...fresh, ...tax, tags: [], item_custom_fields: [] }]);
    this.#dispatch('commit', undefined);
  };

  #write(path: string, value: unknown): void {
    this.#dispatch('edit', [[path, value]]);
  }

  #dispatch(name: 'edit' | 'commit' | 'select', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  static override styles = [sharedStyles, tableStyles, recordFormStyles];
}

/** What is typed; a number that is not finished stays text, so that it can be. */
function typedValue(input: HTMLInputElement, kind: FormField['kind']): unknown {
  if (kind === 'check') return input.checked;
  if (kind !== 'number') return input.value;
  return input.value !== '' && String(Number(input.value)) === input.value
    ? Number(input.value)
    : input.value;
}

/** A number that the person has finished; what is none stays as it is, to be seen. */
function settledNumber(text: string): unknown {
  const number = Number(text.trim().replace(/,/g, ''));
  return text.trim() === '' ? 0 : Number.isFinite(number) ? number : text;
}

customElements.define('zf-record-form', RecordForm);
