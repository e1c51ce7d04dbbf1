import { html, LitElement } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { dashboardCards } from './dashboard-cards.js';
import { pageBar } from './page-bar.js';
import { widgetHeader, widgetNotice } from './widget-panel.js';
import './record-editor.js';
import './record-view.js';
import './widget-status.js';
import type { WidgetOnPage } from '../src/core/protocol/index.js';
import type { OpenWidget } from '../src/host/index.js';
import type { Session } from './session.js';
import type { WidgetStatus } from './widget-status.js';

/**
 * The page that the selected widget sits on, and the widget's frame where its location puts it.
 *
 * In the light DOM, so that `document.querySelector('iframe[data-zfapps-widget]')` finds the
 * frame. The frame's holder is at the same place of the template for every shape: a frame that
 * moves in the document loads anew.
 */
export class Stage extends LitElement {
  static override properties = {
    session: { attribute: false },
    editing: { type: Boolean },
  };

  declare session: Session;
  /** Shows the record's JSON in place of its page. */
  declare editing: boolean;
  #opened: OpenWidget | undefined;
  /** The selected widget, where it opened as a modal. */
  #modal: OpenWidget | undefined;
  #shown: WidgetOnPage | undefined;
  /** The widgets that run behind the page, by their entry in the manifest. */
  readonly #behind = new Map<WidgetOnPage, OpenWidget>();
  readonly #refresh = () => this.requestUpdate();

  constructor() {
    super();
    this.editing = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.#refresh);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.#refresh);
  }

  /** Loads the widget anew; without a frame, the one that was opened last. */
  reload(): void {
    (this.#opened ?? this.session.host.widgets.at(-1))?.reload();
  }

  override render(): TemplateResult {
    const { widget } = this.session;
    if (widget === undefined) return NO_WIDGET;
    return html`<main class="stage shape-${widget.shape}" id="stage" tabindex="-1" aria-label=${widget.locationTitle}>
      <div class="page">${this.#page(widget)}</div>
      <section class="panel" aria-label="Widget ${widget.name}" ?hidden=${widget.shape === 'modal' && !widget.hostedElsewhere}>
        ${widgetHeader(widget, this.#opened?.state, () => this.reload())}
        <div class="frame-holder" ?hidden=${widget.hostedElsewhere}></div>
        ${widgetNotice(widget, this.#opened?.state)}
      </section>
    </main>`;
  }

  #page(widget: WidgetOnPage): TemplateResult {
    if (widget.shape === 'dashboard') return dashboardCards();
    const { module } = this.session;
    if (module === undefined) return html`${pageBar(this.session, this.editing, this.#setEditing)}`;
    const { record, mode } = this.session.page;
    const currency = this.session.organization.currency_code;
    return html`
      ${pageBar(this.session, this.editing, this.#setEditing)}
      <zf-record-view
        ?hidden=${this.editing}
        .module=${module}
        .mode=${mode}
        .currency=${typeof currency === 'string' ? currency : ''}
        .record=${record}
      ></zf-record-view>
      <zf-record-editor
        ?hidden=${!this.editing}
        .module=${module}
        .record=${record}
        @apply=${(event: CustomEvent<Record<string, unknown>>) => this.session.replaceRecord(event.detail)}
        @reset=${() => this.session.reset().catch(this.#explain)}
      ></zf-record-editor>
    `;
  }

  readonly #setEditing = (editing: boolean) => {
    this.editing = editing;
    this.dispatchEvent(new CustomEvent('editing', { detail: editing }));
  };

  readonly #explain = (error: unknown) => {
    this.session.notify({
      caller: { widget: 'zfapps-shim' },
      type: 'error',
      message: (error as Error).message,
    });
  };

  protected override updated(_changes: PropertyValues): void {
    const { widget } = this.session;
    if (widget !== this.#shown) {
      // Still open where a changed manifest took it away.
      this.#opened?.close();
      this.#modal?.close();
      this.#opened = undefined;
      this.#modal = undefined;
      this.#shown = widget;
      this.#openSelected(widget);
    }
    this.#openBehind();
    for (const open of this.session.host.widgets) this.#explainAt(open);
  }

  #openSelected(widget: WidgetOnPage | undefined): void {
    const holder = this.querySelector('.frame-holder');
    if (widget === undefined || widget.hostedElsewhere || holder === null) return;
    // Whoever chose a modal wants to see it; the page's button opens it again.
    if (widget.shape === 'modal') this.#modal = this.session.open(widget);
    else this.#opened = this.session.open(widget, holder);
    this.requestUpdate();
  }

  /** Opens the widgets that run in the background of every page, and closes those that the manifest lost. */
  #openBehind(): void {
    const behind = this.querySelector('.behind') ?? this.appendChild(makeBehind());
    const wanted = this.session.manifest.widgets.filter(
      (widget) => widget.shape === 'background' && widget !== this.session.widget && !widget.hostedElsewhere,
    );
    for (const [widget, open] of this.#behind) {
      if (open.state !== 'closed' && wanted.includes(widget)) continue;
      open.close();
      this.#behind.delete(widget);
    }
    for (const widget of wanted) {
      if (!this.#behind.has(widget)) this.#behind.set(widget, this.session.open(widget, behind));
    }
  }

  /** Puts the place where problems are told before a widget's frame. */
  #explainAt(widget: OpenWidget): void {
    const before = widget.frame.previousElementSibling;
    if (before?.localName === 'zf-widget-status' && (before as WidgetStatus).widget === widget) return;
    const status = document.createElement('zf-widget-status') as WidgetStatus;
    status.session = this.session;
    status.widget = widget;
    widget.frame.before(status);
  }
}

/** Where the frames of background widgets are: in the page, so that they run, and out of sight. */
function makeBehind(): HTMLElement {
  const behind = document.createElement('div');
  behind.className = 'behind';
  behind.inert = true;
  return behind;
}

const NO_WIDGET = html`<main class="stage none" id="stage" tabindex="-1">
  <div class="kind">
    <h2>No widget to show yet</h2>
    <p>
      List one in <code>plugin-manifest.json</code> under <code>modules.widgets</code>, with a
      <code>location</code> such as <code>invoice.details.sidebar</code> and a <code>url</code> such as
      <code>/app/widget.html</code>.
    </p>
  </div>
</main>`;

customElements.define('zf-stage', Stage);
