import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';
import { jsonView } from '../json-view.js';
import { oneAtATime } from './one-at-a-time.js';
import { recordForm } from './record-form.js';
import { EMPTY_STORAGE, pageCommand, toDraft, toRecord } from './storage-draft.js';
import type { DeskRecord } from '../../src/core/protocol/index.js';
import type { StorageDraft } from './storage-draft.js';

const READING = 'read';
const SAVING = 'save';
const LIMITS = [20, 50, 100];

/** The extension's storage: its records, filtered and by pages; and what adds, changes or deletes one. */
export class StorageTab extends DeskTab {
  /** One more than is shown, where there is another page. */
  #records: readonly DeskRecord[] | undefined;
  /** The key of the record that the person is asked about. */
  #asked: string | undefined;

  readonly #read = oneAtATime(() =>
    this.attempt(READING, async () => {
      this.#records = (await this.store.send(pageCommand(this.#draft))).records;
    }),
  );

  get #draft(): StorageDraft {
    return this.store.draft('storage', { ...EMPTY_STORAGE });
  }

  protected override refresh(): void {
    void this.#read();
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    return html`
      ${this.#filter(draft)}
      ${
        draft.record === undefined
          ? html`<div><button class="button" id="add" @click=${() => this.#edit()}>Add a record</button></div>`
          : recordForm(
              draft.record,
              { onType: () => this.forgive(SAVING), onSave: this.#save, onCancel: this.#cancel },
              { problem: this.problemAt(SAVING), isBusy: this.isBusy(SAVING) },
            )
      }
      ${this.problemAt(READING)} ${this.#records === undefined ? nothing : this.#table(this.#records, draft)}
    `;
  }

  #filter(draft: StorageDraft): TemplateResult {
    return html`<form class="row" role="search" @submit=${this.#find}>
      <label class="field">key <input name="find-key" .value=${draft.key} spellcheck="false" autocomplete="off" /></label>
      <label class="field"
        >queriableValue <input name="find-queriable" .value=${draft.queriableValue} spellcheck="false" autocomplete="off" />
      </label>
      <label class="field"
        >from <input name="find-from" type="number" min="0" step="1" .value=${String(draft.from)} />
      </label>
      <label class="field"
        >limit
        <select name="find-limit">
          ${LIMITS.map((limit) => html`<option .selected=${limit === draft.limit}>${limit}</option>`)}
        </select>
      </label>
      <button class="button">Find</button>
      ${draft.key + draft.queriableValue === '' ? nothing : html`<button class="button plain" type="button" @click=${this.#findAll}>Show all</button>`}
    </form>`;
  }

  #table(records: readonly DeskRecord[], { from, limit, key, queriableValue }: StorageDraft): TemplateResult {
    const shown = records.slice(0, limit);
    if (shown.length === 0) {
      const isAll = from === 0 && key + queriableValue === '';
      return html`<p class="empty">${isAll ? 'The extension has stored nothing yet.' : 'There are no such records.'}</p>${this.#pages(records)}`;
    }
    return html`<div class="scroll">
        <table>
          <thead>
            <tr><th>key</th><th>queriableValue</th><th>value</th><th><span class="unseen">Actions</span></th></tr>
          </thead>
          <tbody>
            ${repeat(
              shown,
              (record) => record.key,
              (record) => this.#row(record),
            )}
          </tbody>
        </table>
      </div>
      ${this.#pages(records)}`;
  }

  #row(record: DeskRecord): TemplateResult {
    const { key, queriableValue, value } = record;
    const isAsked = this.#asked === key;
    return html`<tr>
      <th scope="row"><code>${key}</code></th>
      <td>${queriableValue === undefined ? nothing : html`<code>${queriableValue}</code>`}</td>
      <td class="value">
        ${valueView(value)} ${isAsked ? this.#question(key) : nothing} ${this.problemAt(key)}
      </td>
      <td class="actions">
        <button class="button" aria-label=${`Edit ${key}`} @click=${() => this.#edit(record)}>Edit</button>
        <button class="button" data-key=${key} aria-label=${`Delete ${key} …`} @click=${() => this.#ask(key)}>Delete …</button>
      </td>
    </tr>`;
  }

  #question(key: string): TemplateResult {
    return html`<div class="box bad question" role="group" aria-label=${`Delete ${key}?`} @keydown=${this.#keepByEscape}>
      <p>Delete the record? It cannot be brought back.</p>
      <button class="button" id="keep" @click=${() => this.#ask(undefined)}>Keep it</button>
      <button class="button danger" @click=${() => this.#delete(key)}>Delete</button>
    </div>`;
  }

  #pages(records: readonly DeskRecord[]): TemplateResult | typeof nothing {
    const { from, limit } = this.#draft;
    const hasNext = records.length > limit;
    if (from === 0 && !hasNext) return nothing;
    const count = Math.min(records.length, limit);
    return html`<div class="question">
      <button class="button" aria-disabled=${from === 0} @click=${() => this.#go(from - limit)}>Previous</button>
      <span>${count === 0 ? `From ${from}` : `${from + 1} to ${from + count}`}</span>
      <button class="button" aria-disabled=${!hasNext} @click=${() => hasNext && this.#go(from + limit)}>Next</button>
    </div>`;
  }

  readonly #find = (event: Event) => {
    event.preventDefault();
    const typedInto = (name: string) =>
      this.renderRoot.querySelector<HTMLInputElement>(`[name=find-${name}]`)?.value ?? '';
    const draft = this.#draft;
    const [key, queriableValue] = [typedInto('key'), typedInto('queriable')];
    // Another filter has pages of its own.
    const isOther = key !== draft.key || queriableValue !== draft.queriableValue;
    const from = isOther ? 0 : Math.max(0, Math.trunc(Number(typedInto('from'))) || 0);
    Object.assign(draft, { key, queriableValue, from, limit: Number(typedInto('limit')) });
    this.refresh();
  };

  readonly #findAll = () => {
    Object.assign(this.#draft, { key: '', queriableValue: '', from: 0 });
    this.refresh();
    // The button goes.
    this.renderRoot.querySelector<HTMLElement>('[name=find-key]')?.focus();
  };

  #go(from: number): void {
    this.#draft.from = Math.max(0, from);
    this.refresh();
  }

  #edit(record?: DeskRecord): void {
    this.#draft.record = toDraft(record);
    this.forgive(SAVING);
    void this.updateComplete.then(() => {
      const first = record === undefined ? '[name=key]' : '[name=value]';
      this.renderRoot.querySelector<HTMLElement>(first)?.focus();
    });
  }

  readonly #cancel = () => {
    this.#draft.record = undefined;
    this.forgive(SAVING);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#add')?.focus());
  };

  readonly #save = () => {
    const draft = this.#draft.record;
    if (draft === undefined) return;
    const result = toRecord(draft);
    if ('problem' in result) {
      this.refuse(SAVING, result.problem);
      return;
    }
    void this.attempt(SAVING, async () => {
      await this.store.send({ type: 'putRecord', record: result.record });
      this.#cancel();
    });
  };

  #ask(key: string | undefined): void {
    const former = this.#asked;
    this.#asked = key;
    this.requestUpdate();
    const next = key === undefined ? `[data-key="${CSS.escape(former ?? '')}"]` : '#keep';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(next)?.focus());
  }

  /** Escape answers the question; the dialog stays. */
  readonly #keepByEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#ask(undefined);
  };

  #delete(key: string): void {
    void this.attempt(key, async () => {
      await this.store.send({ type: 'deleteRecord', key });
      this.#asked = undefined;
      // What had the focus is gone.
      this.renderRoot.querySelector<HTMLElement>('#add, [name=key]')?.focus();
    });
  }

  static override styles = [
    ...deskStyles,
    css`
      .value {
        min-width: 240px;
      }

      .value pre {
        max-height: 180px;
      }

      .value .box {
        margin-top: 6px;
      }

      @media (max-width: 900px) {
        .value {
          min-width: 170px;
        }
      }

      [name="find-from"] {
        width: 84px;
      }
    `,
  ];
}

/** On one line where it is short. */
function valueView(value: DeskRecord['value']): TemplateResult {
  const text = JSON.stringify(value);
  return jsonView(text.length <= 90 ? text : JSON.stringify(value, null, 2));
}

customElements.define('zf-desk-storage', StorageTab);
