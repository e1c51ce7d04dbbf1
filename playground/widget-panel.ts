import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { isLocalAddress } from '../src/core/protocol/index.js';
import { icons } from './icons.js';
import './widget-status.js';
import type { WidgetOnPage } from '../src/core/protocol/index.js';
import type { OpenWidget, WidgetState } from '../src/host/index.js';
import type { Session } from './session.js';
import type { WidgetStatus } from './widget-status.js';

/**
 * A widget that stands in the page: its name, its state and its frame. It opens the widget when it comes
 * into the page and closes it when it goes.
 *
 * In the light DOM, so that `document.querySelector('iframe[data-zfapps-widget]')` finds the frame.
 */
export class WidgetPanel extends LitElement {
  static override properties = {
    session: { attribute: false },
    widget: { attribute: false },
    order: { attribute: false },
  };

  declare session: Session;
  declare widget: WidgetOnPage;
  /** Its place among the panels of its group. */
  declare order: number;
  #opened: OpenWidget | undefined;
  readonly #refresh = () => this.requestUpdate();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.#refresh);
    // Taken out of the document and put back in, it opens its widget once more.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.#refresh);
    this.session.widgets.close(this.widget, this.#opened);
    this.#opened = undefined;
  }

  override render(): TemplateResult {
    const { widget } = this;
    const opened = this.#opened;
    const isHidden = opened?.hidden === true;
    return html`<section class="panel" aria-label="Widget ${widget.name}" ?data-hidden=${isHidden}>
      ${widgetHeader(widget, opened)}
      ${isHidden ? HIDDEN_ITSELF : nothing}
      <div class="frame-holder" ?hidden=${widget.hostedElsewhere || isHidden}></div>
      ${widget.hostedElsewhere ? hostedElsewhere(widget) : nothing}
      ${widget.shape === 'background' && opened?.state === 'connected' ? RUNS_BEHIND : nothing}
    </section>`;
  }

  protected override updated(): void {
    const panel = this.querySelector<HTMLElement>('.panel');
    // Not in the template: the page's policy allows no style attribute.
    if (panel !== null) panel.style.order = String(this.order);
    this.#open();
    if (this.#opened !== undefined) explainAt(this.session, this.#opened);
  }

  #open(): void {
    const holder = this.querySelector('.frame-holder');
    if (this.#opened !== undefined || this.widget.hostedElsewhere || holder === null || !this.isConnected)
      return;
    this.#opened = this.session.widgets.open(this.widget, holder);
    this.requestUpdate();
  }
}

/** Puts the place where problems are told before a widget's frame. */
export function explainAt(session: Session, widget: OpenWidget): void {
  const before = widget.frame.previousElementSibling;
  if (before?.localName === 'zf-widget-status' && (before as WidgetStatus).widget === widget) return;
  const status = document.createElement('zf-widget-status') as WidgetStatus;
  status.session = session;
  status.widget = widget;
  widget.frame.before(status);
}

/** The line above a widget's frame: name, location, state, reload. */
function widgetHeader(widget: WidgetOnPage, opened: OpenWidget | undefined): TemplateResult {
  return html`<header class="panel-header">
    <div class="panel-names">
      <h2>${widget.name}</h2>
      <code>${widget.location}</code>
    </div>
    ${opened === undefined ? nothing : html`<span class="state ${opened.state}" role="status">${STATES[opened.state]}</span>`}
    ${
      opened === undefined
        ? nothing
        : html`<button
            class="icon-button"
            aria-label="Reload the widget"
            title="Reload the widget (r)"
            @click=${() => opened.reload()}
          >
            ${icons.reload}
          </button>`
    }
  </header>`;
}

const STATES: Record<WidgetState, string> = { loading: 'Loading', connected: 'Connected', closed: 'Closed' };

function hostedElsewhere(widget: WidgetOnPage): TemplateResult {
  return html`<div class="kind">
    ${icons.elsewhere}
    <h3>This widget is hosted elsewhere</h3>
    <p>
      Its manifest entry has the absolute address <code>${widget.url}</code>, so its files are not in this package and
      its SDK cannot be swapped here. ${isLocalAddress(widget.url) ? OWN_SERVER : ELSEWHERE}
    </p>
    ${isLocalAddress(widget.url) ? html`<pre>npx zfapps-shim dev ${new URL(widget.url).origin}</pre>` : nothing}
    <p><a href=${widget.url} target="_blank" rel="noopener noreferrer">Open it in a tab of its own</a></p>
  </div>`;
}

const OWN_SERVER = 'Its own server is on this machine: while it runs, the widget can be shown through it.';

const ELSEWHERE = html`Run its own project with the <code>zfapps()</code> plugin of Vite, start its dev server here and
  name its address in place of the folder, or point <code>url</code> at a page of the package.`;

const RUNS_BEHIND = html`<p class="hint">
  It runs behind every page and has no place of its own. Its calls are in the log; the page's events reach it.
</p>`;

const HIDDEN_ITSELF = html`<p class="hint" role="status">
  This widget has hidden itself with <code>hideWidget()</code>. It still runs, and <code>showWidget()</code> or a reload
  brings it back.
</p>`;

customElements.define('zf-widget-panel', WidgetPanel);
