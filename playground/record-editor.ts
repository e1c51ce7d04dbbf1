import { css, html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { parseRecord } from './parse-record.js';
import { sharedStyles } from './shared-styles.js';

/**
 * The record as JSON, to read, edit and paste. Text that is no record yet stays as it is, and is
 * kept for each record until it is applied or reset.
 *
 * Dispatches `apply` with the record as its detail, and `reset`.
 */
export class RecordEditor extends LitElement {
  static override properties = {
    module: {},
    draftKey: {},
    record: { attribute: false },
    drafts: { state: true },
  };

  declare module: string;
  /** Whose draft it is: the place of the record. */
  declare draftKey: string;
  /** Absent while nobody looks. */
  declare record: Readonly<Record<string, unknown>> | undefined;
  /** Texts that differ from their record, by `draftKey`. */
  declare drafts: ReadonlyMap<string, string>;

  constructor() {
    super();
    this.drafts = new Map();
    this.draftKey = '';
  }

  override render(): TemplateResult {
    const draft = this.drafts.get(this.draftKey);
    const text = draft ?? toText(this.record);
    const parsed = draft === undefined ? undefined : parseRecord(draft, this.module);
    const problem = parsed?.ok === false ? parsed : undefined;
    return html`
      <header>
        <label for="text">The ${this.module} record, as <code>get('${this.module}')</code> answers it</label>
      </header>
      <textarea
        id="text"
        spellcheck="false"
        autocapitalize="off"
        .value=${text}
        aria-invalid=${problem !== undefined}
        aria-describedby="verdict"
        @input=${this.#edit}
        @keydown=${this.#applyByKey}
      ></textarea>
      <footer>
        <p id="verdict" role="status" class=${problem ? 'bad' : ''}>
          ${
            problem
              ? html`${problem.message} <button class="link" @click=${() => this.#goTo(problem.offset)}>Go there</button>`
              : draft === undefined
                ? 'Edit it, or paste an API answer here.'
                : 'This is a record. Apply it to show it to the widget.'
          }
        </p>
        <button class="button" @click=${this.#reset}>Reset</button>
        <button class="button primary" ?disabled=${!parsed?.ok} @click=${this.#apply}>Apply</button>
      </footer>
    `;
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('record')) this.#forgetAppliedDraft();
  }

  #edit(event: Event): void {
    this.#setDraft((event.target as HTMLTextAreaElement).value);
  }

  #applyByKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#apply();
  }

  #apply(): void {
    const parsed = parseRecord(this.drafts.get(this.draftKey) ?? '', this.module);
    if (!parsed.ok) return;
    this.#setDraft(undefined);
    this.dispatchEvent(new CustomEvent('apply', { detail: parsed.record }));
  }

  #reset(): void {
    this.#setDraft(undefined);
    this.dispatchEvent(new Event('reset'));
  }

  /** A widget's `set` may bring the record to what the draft says. */
  #forgetAppliedDraft(): void {
    const draft = this.drafts.get(this.draftKey);
    if (draft !== undefined && this.record !== undefined && draft === toText(this.record))
      this.#setDraft(undefined);
  }

  #setDraft(text: string | undefined): void {
    const drafts = new Map(this.drafts);
    if (text === undefined) drafts.delete(this.draftKey);
    else drafts.set(this.draftKey, text);
    this.drafts = drafts;
  }

  #goTo(offset: number): void {
    const area = this.renderRoot.querySelector('textarea');
    area?.focus();
    area?.setSelectionRange(offset, Math.min(offset + 1, area.value.length));
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 280px;
        height: 100%;
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
        box-shadow: var(--shadow);
      }

      header,
      footer {
        display: flex;
        flex: none;
        align-items: center;
        gap: 8px;
        padding: 10px 14px;
      }

      header {
        border-bottom: 1px solid var(--line);
        color: var(--ink-2);
      }

      footer {
        border-top: 1px solid var(--line);
        background: var(--raised);
      }

      textarea {
        flex: 1;
        min-height: 0;
        padding: 14px;
        border: 0;
        background: none;
        font: 13px / 1.6 var(--mono);
        tab-size: 2;
        resize: none;
      }

      textarea:focus-visible {
        outline-offset: -2px;
      }

      p {
        flex: 1;
        color: var(--ink-2);
      }

      p.bad {
        color: var(--bad);
        font-weight: 550;
      }

      .link {
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        text-decoration: underline;
        text-underline-offset: 3px;
        cursor: pointer;
      }
    `,
  ];
}

function toText(record: unknown): string {
  return record === undefined ? '' : JSON.stringify(record, null, 2);
}

customElements.define('zf-record-editor', RecordEditor);
