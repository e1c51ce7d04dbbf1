import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { callSections, toCopyText } from './call-sections.js';
import { icons } from './icons.js';
import { jsonView } from './json-view.js';
import { sharedStyles } from './shared-styles.js';
import { summariseCall } from './summarise-call.js';
import type { WidgetCall } from '../src/host/index.js';

/** One call of the log: a line, and its details when it is opened. */
export class CallRow extends LitElement {
  static override properties = {
    call: { attribute: false },
    open: { type: Boolean, reflect: true },
    copied: { state: true },
  };

  declare call: WidgetCall;
  declare open: boolean;
  declare copied: string;

  constructor() {
    super();
    this.open = false;
    this.copied = '';
  }

  override render(): TemplateResult {
    const { call } = this;
    const { text, outcome, tone } = summariseCall(call);
    return html`
      <button class="line" aria-expanded=${this.open} @click=${this.#toggle}>
        <span class="chevron">${icons.chevron}</span>
        <span class="time">${clockTime(call.startedAt)}</span>
        <span class="widget" title=${call.caller.location ?? ''}>${call.caller.widget}</span>
        <span class="what"><span class="method">${call.method}</span><span class="text">${text}</span></span>
        ${call.warnings?.length ? html`<span class="chip warn">${warningCount(call.warnings.length)}</span>` : html`<span></span>`}
        <span class="chip ${tone}">${outcome}</span>
        <span class="duration">${call.duration === undefined ? '…' : milliseconds(call.duration)}</span>
      </button>
      ${this.open ? this.#details() : nothing}
    `;
  }

  #details(): TemplateResult {
    return html`<div class="details">
      <div class="bar">
        <span>${this.call.caller.location ?? this.call.caller.widget}, call ${this.call.id}</span>
        <button class="button" @click=${this.#copy}>${icons.copy}<span aria-live="polite">${this.copied || 'Copy'}</span></button>
      </div>
      <div class="sections">
        ${callSections(this.call).map(
          ({ title, text, tone }) => html`<section class=${tone ?? 'json'}>
            <h3>${title}</h3>
            ${tone ? html`<p>${text}</p>` : jsonView(text)}
          </section>`,
        )}
      </div>
    </div>`;
  }

  async #toggle(): Promise<void> {
    this.open = !this.open;
    await this.updateComplete;
    if (this.open) this.scrollIntoView({ block: 'nearest' });
  }

  async #copy(): Promise<void> {
    // Only secure contexts have a clipboard: this machine's own addresses, and https.
    const copied = await navigator.clipboard?.writeText(toCopyText(this.call)).then(
      () => true,
      () => false,
    );
    this.copied = copied ? 'Copied' : 'The browser refuses';
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
      }

      .line {
        display: grid;
        grid-template-columns: 16px 88px minmax(90px, 150px) minmax(0, 1fr) auto auto 64px;
        align-items: center;
        gap: 10px;
        width: 100%;
        min-height: 30px;
        padding: 3px 16px 3px 12px;
        border: 0;
        background: none;
        text-align: left;
        cursor: pointer;
      }

      .line:hover {
        background: var(--hover);
      }

      .line:focus-visible {
        outline-offset: -2px;
      }

      .chevron {
        display: flex;
        color: var(--ink-3);
        transition: transform 120ms;
      }

      :host([open]) .chevron {
        transform: rotate(90deg);
      }

      .time,
      .duration {
        color: var(--ink-3);
        font-size: 12px;
        font-variant-numeric: tabular-nums;
      }

      .duration {
        text-align: right;
      }

      .widget,
      .what {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .widget {
        color: var(--ink-2);
        font-size: 13px;
      }

      .method {
        margin-right: 8px;
        color: var(--accent-text);
        font-weight: 600;
      }

      .text {
        font-family: var(--mono);
        font-size: 12.5px;
      }

      .chip:not(.warn) {
        font-variant-numeric: tabular-nums;
      }

      .details {
        padding: 2px 16px 14px 38px;
        background: var(--raised);
      }

      .bar {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: 6px 0;
        color: var(--ink-3);
        font-size: 12px;
      }

      .sections {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr));
        gap: 10px;
        align-items: start;
      }

      section {
        min-width: 0;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--paper);
      }

      section.bad,
      section.warn {
        grid-column: 1 / -1;
        padding: 8px 12px;
      }

      section.bad {
        border-color: transparent;
        background: var(--bad-soft);
        color: var(--bad);
      }

      section.warn {
        border-color: transparent;
        background: var(--amber-soft);
        color: var(--amber);
      }

      h3 {
        font-size: 12px;
        font-weight: 600;
      }

      .json h3 {
        padding: 6px 12px;
        border-bottom: 1px solid var(--line);
        color: var(--ink-2);
      }

      p {
        color: var(--ink);
        overflow-wrap: anywhere;
      }

      pre {
        max-height: 320px;
        padding: 10px 12px;
        overflow: auto;
        font: 12px / 1.55 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .string {
        color: var(--code-string);
      }

      .number {
        color: var(--code-number);
      }

      .word {
        color: var(--code-word);
      }

      @media (max-width: 760px) {
        .line {
          grid-template-columns: 16px minmax(0, 1fr) auto auto;
        }

        .time,
        .widget,
        .duration {
          display: none;
        }
      }
    `,
  ];
}

function clockTime(time: number): string {
  const date = new Date(time);
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const clock = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

function milliseconds(duration: number): string {
  if (duration >= 10_000) return `${(duration / 1000).toFixed(1)} s`;
  return `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`;
}

function warningCount(count: number): string {
  return count === 1 ? '1 warning' : `${count} warnings`;
}

customElements.define('zf-call-row', CallRow);
