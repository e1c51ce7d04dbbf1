import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { HANDSHAKE_TIMEOUT_MS } from '../src/core/protocol/index.js';
import { icons } from './icons.js';
import { sharedStyles } from './shared-styles.js';
import { widgetStatusStyles } from './widget-status-styles.js';
import type { OpenWidget } from '../src/host/index.js';
import type { Finding } from './findings.js';
import type { Session } from './session.js';

/** Most findings that are shown at once; `zfappsPlayground.findings()` has all. */
const MOST_SHOWN = 6;

/** Stands before a widget's frame and says what keeps the widget from working; in its place where there is no page. */
export class WidgetStatus extends LitElement {
  static override properties = {
    session: { attribute: false },
    widget: { attribute: false },
    waited: { state: true },
    folded: { state: true },
  };

  declare session: Session;
  declare widget: OpenWidget;
  /** The page had time enough to load the SDK and call init. */
  declare waited: boolean;
  /** Only how many there are is shown. */
  declare folded: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #loadedAt: number | undefined;

  constructor() {
    super();
    this.waited = false;
    this.folded = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.#follow);
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.#follow);
    clearTimeout(this.#timer);
  }

  readonly #follow = () => {
    if (this.widget.state === 'closed') {
      this.remove();
      return;
    }
    const loadedAt = this.session.findings.loadedAt(this.widget);
    if (loadedAt !== this.#loadedAt) {
      this.#loadedAt = loadedAt;
      this.waited = false;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.waited = true;
      }, HANDSHAKE_TIMEOUT_MS);
    }
    this.requestUpdate();
  };

  override render(): TemplateResult | typeof nothing {
    const findings = this.session.findings.of(this.widget);
    const silence = this.waited && !findings.some(({ noPage }) => noPage) ? silenceOf(this.widget) : nothing;
    if (findings.length === 0 && silence === nothing) return nothing;
    const shown = this.folded ? [] : findings.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_SHOWN);
    const hidden = this.folded ? 0 : findings.length - MOST_SHOWN;
    return html`<div role="status" aria-label="Problems of this widget">
      ${findings.length > 1 ? this.#header(findings.length) : nothing} ${silence} ${shown.map(findingRow)}
      ${hidden > 0 ? html`<p class="more">and ${hidden} more: <code>zfappsPlayground.findings()</code> on the console has all</p>` : nothing}
    </div>`;
  }

  #header(count: number): TemplateResult {
    return html`<header>
      <strong>${count} problems</strong>
      <button class="button plain" aria-expanded=${!this.folded} @click=${() => (this.folded = !this.folded)}>
        ${this.folded ? 'Show' : 'Hide'}
      </button>
    </header>`;
  }

  protected override updated(): void {
    const hasPage = !this.session.findings.of(this.widget).some(({ noPage }) => noPage);
    this.widget.frame.hidden = !hasPage;
  }

  static override styles = [sharedStyles, widgetStatusStyles];
}

function silenceOf({ state, initialized, path, widget }: OpenWidget): TemplateResult | typeof nothing {
  if (initialized || state === 'closed') return nothing;
  if (state === 'loading' && widget.location?.startsWith('desk.')) return DESK_SDK;
  if (state === 'loading') {
    return html`<section class="warn">
      <h4>This page has not loaded the SDK</h4>
      <p>
        No script of it is the vendor's <code>zf_sdk.js</code>, or it did not come so far. Without it there is no
        <code>ZFAPPS</code>:
      </p>
      <pre>&lt;script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js">&lt;/script></pre>
    </section>`;
  }
  return html`<section class="warn">
    <h4>This widget has not called <code>ZFAPPS.extension.init()</code></h4>
    <p>
      <code>${path}</code> loads the SDK and nothing more so far. Widgets call init first, once for each page: events reach
      them through what it resolves with.
    </p>
  </section>`;
}

const DESK_SDK = html`<section class="warn">
  <h4>The SDK of Desk's widgets is not emulated</h4>
  <p>
    This page is shown as it is. Widgets of Desk use <code>ZOHODESK</code>, whose calls nobody answers here. The server side
    of the extension is emulated: the Desk view, over the page, has it.
  </p>
</section>`;

/** Errors first: what stops a widget matters more than what it lacks. */
function rank({ kind, noPage }: Finding): number {
  if (noPage) return 0;
  return kind === 'error' ? 1 : 2;
}

function findingRow(finding: Finding, index: number): TemplateResult {
  const { kind, message, hint, paste, place, stack, count, noPage } = finding;
  const isError = kind === 'error' || kind === 'rejection';
  // What the page notices the server may notice too: only errors can be counted.
  const times =
    isError && count > 1
      ? html`<span class="count" title="Noticed ${count} times">×${count}</span>`
      : nothing;
  return html`<details class=${kind === 'error' || noPage ? 'bad' : 'warn'} ?open=${index === 0}>
    <summary><span class="kind">${KINDS[kind]}</span> <span class="message">${message}</span>${times}</summary>
    ${place === undefined ? nothing : html`<p class="place"><code>${place}</code></p>`}
    ${hint === undefined ? nothing : html`<p>${hint}</p>`}
    ${paste === undefined ? nothing : pasteBox(paste)} ${stack === undefined ? nothing : html`<pre class="stack">${stack}</pre>`}
  </details>`;
}

function pasteBox(text: string): TemplateResult {
  return html`<div class="paste">
    <pre>${text}</pre>
    <button class="button plain" aria-label="Copy" title="Copy" @click=${() => navigator.clipboard.writeText(text)}>
      ${icons.copy}
    </button>
  </div>`;
}

const KINDS: Record<Finding['kind'], string> = {
  error: 'Uncaught error',
  rejection: 'Unhandled rejection',
  unreachable: 'Not loaded',
  csp: 'Policy',
};

customElements.define('zf-widget-status', WidgetStatus);
