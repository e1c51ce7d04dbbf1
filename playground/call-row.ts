import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { callSections, toCopyText } from './call-sections.js';
import { icons } from './icons.js';
import { jsonView } from './json-view.js';
import { callRowStyles } from './call-row-styles.js';
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

  static override styles = [sharedStyles, callRowStyles];
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
