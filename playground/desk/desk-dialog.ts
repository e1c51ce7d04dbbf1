import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { dialogStyles } from '../dialog-styles.js';
import { sharedStyles } from '../shared-styles.js';
import { deskDialogStyles } from './desk-dialog-styles.js';
import { DESK_TABS } from './desk-tabs.js';
import type { DeskStore } from './desk-store.js';

/** The Desk extension of the project, in a native dialog with tabs. */
export class DeskDialog extends LitElement {
  static override properties = {
    store: { attribute: false },
    tab: { state: true },
    opened: { state: true },
  };

  declare store: DeskStore;
  /** The id of the tab that is shown. */
  declare tab: string;
  /** Closed, it holds nothing that a test, or the browser's own search, could find on the page. */
  declare opened: boolean;

  constructor() {
    super();
    this.tab = 'overview';
    this.opened = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.addEventListener('change', this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.#follow);
    this.store.show(false);
  }

  show(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null || dialog.open) return;
    this.opened = true;
    dialog.showModal();
    this.store.show(true);
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" @close=${this.#close}>
      <header>
        <h2 id="title">Desk extension</h2>
        <button class="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Close</button>
      </header>
      ${this.opened ? this.#content() : nothing}
    </dialog>`;
  }

  #content(): TemplateResult | typeof nothing {
    const { answer, problem } = this.store;
    const failure =
      problem === undefined
        ? nothing
        : html`<div class="failure" role="alert">
            <p>The extension could not be read. ${problem}</p>
            <button class="button" @click=${() => this.store.read()}>Try again</button>
          </div>`;
    if (answer === undefined) return problem === undefined ? nothing : html`${failure}`;
    if (!answer.on) return html`${failure}<p class="off">Desk is off. ${answer.reason}</p>`;
    const shown = DESK_TABS.find(({ id }) => id === this.tab) ?? DESK_TABS[0];
    return html`${failure}
      <div class="parts">
        <div class="tabs" role="tablist" aria-label="Parts of the extension" @keydown=${this.#onKey}>
          ${DESK_TABS.map(
            ({ id, title }) => html`<button
              role="tab"
              id=${`tab-${id}`}
              aria-controls="panel"
              aria-selected=${id === shown?.id}
              tabindex=${id === shown?.id ? 0 : -1}
              @click=${() => (this.tab = id)}
            >
              ${title}
            </button>`,
          )}
        </div>
        <div class="panel" role="tabpanel" id="panel" aria-labelledby=${`tab-${shown?.id}`} tabindex="0">
          ${keyed(shown?.id, shown?.show(this.store, answer.desk))}
        </div>
      </div>`;
  }

  readonly #follow = () => this.requestUpdate();

  /** Arrows go along the tabs, which stand beneath one another, or in a row on a narrow page. */
  readonly #onKey = (event: KeyboardEvent) => {
    const at = DESK_TABS.findIndex(({ id }) => id === this.tab);
    const last = DESK_TABS.length - 1;
    const next = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowRight: at === last ? 0 : at + 1,
      ArrowUp: at === 0 ? last : at - 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    const tab = next === undefined ? undefined : DESK_TABS[next];
    if (tab === undefined) return;
    event.preventDefault();
    this.tab = tab.id;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tab.id}`)?.focus();
  };

  readonly #close = () => {
    this.opened = false;
    this.store.show(false);
  };

  static override styles = [sharedStyles, dialogStyles, deskDialogStyles];
}

customElements.define('zf-desk-dialog', DeskDialog);
