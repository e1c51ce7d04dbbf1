import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icons } from '../icons.js';
import { moduleTitle } from '../modules.js';
import { sharedStyles } from '../shared-styles.js';
import { sheetStyles } from '../sheet-styles.js';
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
    page: { attribute: false },
    record: { attribute: false },
    changes: { attribute: false },
    selection: { attribute: false },
    parties: { attribute: false },
  };

  declare module: string;
  declare mode: string;
  declare currency: string;
  /** Tells one form from the next: fields keep their kind for as long as it is the same. */
  declare page: unknown;
  declare record: PlainRecord;
  declare changes: readonly PageChange[];
  declare selection: readonly string[];
  /** The organisation's records by module: customers and vendors to choose from. */
  declare parties: Readonly<Record<string, readonly PlainRecord[]>>;

  /** What a field is for is told by its first value: one that is typed into must not become another. */
  readonly #kinds = new Map<string, FormField['kind']>();

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('page') || changed.has('module')) this.#kinds.clear();
  }

  #kindOf({ path, kind }: FormField): FormField['kind'] {
    const known = this.#kinds.get(path) ?? kind;
    this.#kinds.set(path, known);
    return known;
  }

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
                remove: (index) => void this.#removeLine(index),
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
    return html`<div class="field ${this.#kindOf(field)}">
      <span><label for=${field.path}>${field.label}</label>${this.#mark(field.path)}</span>
      ${this.#input(field)}
    </div>`;
  }

  /** Says that a widget has written a member, or something in it, since the last save. */
  #mark(path: string): TemplateResult | typeof nothing {
    const parents = [path, path.replace(/\.[^.]*$/, ''), path.replace(/\[\d+\].*$/, '')];
    const change = this.changes.find((one) => one.by !== undefined && parents.includes(one.path));
    return change === undefined
      ? nothing
      : html`<em class="mark" title="Written by ${change.by}, not saved yet">${icons.bolt}${change.by}</em>`;
  }

  #input(field: FormField, label?: string): TemplateResult {
    const { path, value } = field;
    const kind = this.#kindOf(field);
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
          id=${path}
          name=${path}
          .checked=${live(value === true)}
          @change=${(event: Event) => {
            write(event);
            commit(event);
          }}
        />`;
      case 'long':
        return html`<textarea
          id=${path}
          name=${path}
          rows=${Math.min(6, Math.max(label === undefined ? 2 : 1, text.split('\n').length))}
          aria-label=${label ?? nothing}
          .value=${live(text)} @input=${write} @change=${commit}></textarea>`;
      default:
        return html`<input
          type=${kind === 'date' ? 'date' : 'text'}
          id=${path}
          name=${path}
          aria-invalid=${kind === 'number' && !isNumber(value)}
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
    const name = `${party.kind}_id`;
    return html`<div class="field">
      <span><label for=${name}>${party.label}</label>${this.#mark(name)}</span>
      <select
        id=${name}
        name=${name}
        @change=${(event: Event) => this.#chooseParty(party, (event.target as HTMLSelectElement).value)}
      >
        ${party.options.map(({ id, name }) => html`<option value=${id} ?selected=${id === party.id}>${name}</option>`)}
      </select>
    </div>`;
  }

  #chooseParty(party: PartyField, id: string): void {
    const contact = this.parties[party.kind]?.find(({ contact_id }) => contact_id === id);
    if (contact === undefined) return;
    this.#dispatch('edit', partyChanges(this.record, party, contact));
    this.#dispatch('commit', undefined);
  }

  get #lines(): readonly unknown[] {
    return Array.isArray(this.record.line_items) ? this.record.line_items : [];
  }

  /** The focus goes on to the next line, else to where one is added. */
  async #removeLine(index: number): Promise<void> {
    this.#write(
      'line_items',
      this.#lines.filter((_, other) => other !== index),
    );
    this.#dispatch('commit', undefined);
    await this.updateComplete;
    const buttons = this.renderRoot.querySelectorAll<HTMLElement>('.icon');
    (
      buttons[Math.min(index, buttons.length - 1)] ??
      this.renderRoot.querySelector<HTMLElement>('.under-lines button')
    )?.focus();
  }

  readonly #addLine = () => {
    const lines = this.#lines;
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

  static override styles = [sharedStyles, sheetStyles, tableStyles, recordFormStyles];
}

/** What is typed; a number that is not finished stays text, so that it can be. */
function typedValue(input: HTMLInputElement, kind: FormField['kind']): unknown {
  if (kind === 'check') return input.checked;
  if (kind !== 'number') return input.value;
  return input.value !== '' && String(Number(input.value)) === input.value
    ? Number(input.value)
    : input.value;
}

/** A number that the person has finished; what is none stays as it is, to be seen and mended. */
function settledNumber(given: string): unknown {
  const text = given.trim();
  // Commas group thousands. Elsewhere one may mean decimals, and 12,50 must not become 1250.
  const number = Number(/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text);
  return Number.isFinite(number) ? number : given;
}

function isNumber(value: unknown): boolean {
  return typeof value !== 'string' || Number.isFinite(Number(value));
}

customElements.define('zf-record-form', RecordForm);
