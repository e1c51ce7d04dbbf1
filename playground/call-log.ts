import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { callLogStyles } from './call-log-styles.js';
import { filterCalls, NO_FILTER } from './filter-calls.js';
import { icons } from './icons.js';
import { sharedStyles } from './shared-styles.js';
import './call-row.js';
import type { CallStore } from './call-store.js';
import type { CallFilter } from './filter-calls.js';

const LEAST_HEIGHT = 120;
const KEY_STEP = 32;

/** The live log of every call, oldest first, kept at its end unless the reader scrolled away. */
export class CallLog extends LitElement {
  static override properties = {
    store: { attribute: false },
    mostRows: { type: Number },
    filter: { state: true },
    height: { state: true },
    folded: { type: Boolean, reflect: true },
  };

  declare store: CallStore;
  /** Most rows in the document; a filter reaches the calls before them. Default 500. */
  declare mostRows: number;
  declare filter: CallFilter;
  declare height: number;
  declare folded: boolean;
  #unsubscribe: (() => void) | undefined;
  #followsEnd = true;

  constructor() {
    super();
    this.mostRows = 500;
    this.filter = NO_FILTER;
    this.height = 264;
    this.folded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.store.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  /** Puts the cursor into the filter's text; unfolds the log. */
  async focusFilter(): Promise<void> {
    this.folded = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('input')?.select();
  }

  override render(): TemplateResult {
    const all = this.store.calls;
    const matching = filterCalls(all, this.filter);
    return html`
      <div
        class="handle"
        role="separator"
        tabindex="0"
        aria-orientation="horizontal"
        aria-label="Height of the log"
        aria-valuenow=${this.height}
        aria-valuemin=${LEAST_HEIGHT}
        aria-valuemax=${mostHeight()}
        @keydown=${this.#resizeByKey}
        @pointerdown=${this.#resizeByPointer}
      ></div>
      <section aria-label="Call log">
        ${this.#toolbar(all.length, matching.length)} ${this.folded ? nothing : this.#rows(all.length, matching)}
      </section>
    `;
  }

  #toolbar(total: number, matching: number): TemplateResult {
    const widgets = [...new Set(this.store.calls.map((call) => call.caller.widget))];
    return html`<header>
      <button class="title" aria-expanded=${!this.folded} @click=${() => (this.folded = !this.folded)}>
        ${icons.chevron}<span>Calls</span>
        <span class="chip" title="Calls shown and kept">${matching === total ? total : `${matching} of ${total}`}</span>
      </button>
      <label class="search">
        ${icons.search}<span class="unseen">Filter calls by text</span>
        <input
          type="search"
          placeholder="Filter by URL, method, answer …"
          .value=${this.filter.text}
          @input=${(event: Event) => this.#setFilter({ text: textOf(event) })}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <label>
        <span class="unseen">Widget</span>
        <select .value=${this.filter.widget} @change=${(event: Event) => this.#setFilter({ widget: textOf(event) })}>
          <option value="">All widgets</option>
          ${widgets.map((name) => html`<option value=${name}>${name}</option>`)}
        </select>
      </label>
      <label>
        <span class="unseen">Outcome</span>
        <select
          .value=${this.filter.outcome}
          @change=${(event: Event) => this.#setFilter({ outcome: textOf(event) as CallFilter['outcome'] })}
        >
          <option value="">All outcomes</option>
          <option value="pending">Pending</option>
          <option value="resolved">Succeeded</option>
          <option value="failed">Failed</option>
        </select>
      </label>
      <button class="button plain" ?disabled=${total === 0} @click=${() => this.store.clear()}>Clear</button>
    </header>`;
  }

  #rows(total: number, matching: ReturnType<typeof filterCalls>): TemplateResult {
    const shown = matching.slice(-this.mostRows);
    return html`<div class="rows" @scroll=${this.#noteScroll}>
      ${total === 0 ? EMPTY : matching.length === 0 ? this.#nothingFound(total) : nothing}
      ${
        matching.length > shown.length
          ? html`<p class="older">
              The newest ${this.mostRows} are shown. ${(matching.length - shown.length).toLocaleString('en')} older ones
              are kept: filter to see them.
            </p>`
          : nothing
      }
      <ul>
        ${repeat(
          shown,
          (call) => call.id,
          (call) => html`<li><zf-call-row .call=${call}></zf-call-row></li>`,
        )}
      </ul>
    </div>`;
  }

  #nothingFound(total: number): TemplateResult {
    return html`<div class="empty">
      <h3>No call matches</h3>
      <p>${total === 1 ? 'The one call' : `All ${total} calls`} of this page are still here.</p>
      <button class="button" @click=${() => (this.filter = NO_FILTER)}>Show all</button>
    </div>`;
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('height') || changes.has('folded')) {
      this.style.height = this.folded ? '' : `${this.height}px`;
    }
    const rows = this.renderRoot.querySelector('.rows');
    if (rows && this.#followsEnd) rows.scrollTop = rows.scrollHeight;
  }

  #setFilter(change: Partial<CallFilter>): void {
    this.#followsEnd = true;
    this.filter = { ...this.filter, ...change };
  }

  #noteScroll(event: Event): void {
    const { scrollTop, scrollHeight, clientHeight } = event.target as Element;
    this.#followsEnd = scrollHeight - scrollTop - clientHeight < 24;
  }

  #resizeByKey(event: KeyboardEvent): void {
    const step = { ArrowUp: KEY_STEP, ArrowDown: -KEY_STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#setHeight(this.height + step);
  }

  #resizeByPointer(event: PointerEvent): void {
    const handle = event.currentTarget as HTMLElement;
    const bottom = event.clientY + this.height;
    // Captured, or the frame under the pointer takes the moves.
    handle.setPointerCapture(event.pointerId);
    const follow = (move: PointerEvent) => this.#setHeight(bottom - move.clientY);
    handle.addEventListener('pointermove', follow);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', follow), {
      once: true,
    });
  }

  #setHeight(height: number): void {
    this.folded = false;
    this.height = Math.round(Math.min(Math.max(height, LEAST_HEIGHT), mostHeight()));
  }

  static override styles = [sharedStyles, callLogStyles];
}

const EMPTY = html`<div class="empty">
  <h3>Nothing was called yet</h3>
  <p>
    Every <code>get</code>, <code>request</code> and <code>invoke</code> of the widget appears here, with its
    arguments, answer and time. A widget that stays silent may not have called
    <code>ZFAPPS.extension.init()</code>.
  </p>
</div>`;

function mostHeight(): number {
  return Math.round(window.innerHeight * 0.75);
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

customElements.define('zf-call-log', CallLog);
