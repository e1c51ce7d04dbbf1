import { html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { pageNotice } from './page-notice.js';
import { readRoute, routeTo } from './route.js';
import { handleShortcut } from './shortcuts.js';
import './call-log.js';
import './connections-dialog.js';
import './desk/desk-dialog.js';
import './rail.js';
import './shortcuts-dialog.js';
import './stage.js';
import './toasts.js';
import type { CallLog } from './call-log.js';
import type { ConnectionsDialog } from './connections-dialog.js';
import type { DeskDialog } from './desk/desk-dialog.js';
import type { Session } from './session.js';
import type { ShortcutActions } from './shortcuts.js';
import type { ShortcutsDialog } from './shortcuts-dialog.js';
import type { Stage } from './stage.js';

/** The whole page. Without a session it shows why there is none. */
export class Playground extends LitElement {
  static override properties = {
    session: { attribute: false },
    failure: {},
    editing: { state: true },
  };

  declare session: Session | undefined;
  /** Why the page cannot be shown. */
  declare failure: string | undefined;
  declare editing: boolean;

  constructor() {
    super();
    this.editing = false;
  }

  /** In the light DOM: the stage below holds frames that people's tests look for. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#onKey);
    window.addEventListener('hashchange', this.#followRoute);
    document.addEventListener('visibilitychange', this.#readConnections);
    window.addEventListener('beforeunload', this.#onLeave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#onKey);
    window.removeEventListener('hashchange', this.#followRoute);
    document.removeEventListener('visibilitychange', this.#readConnections);
    window.removeEventListener('beforeunload', this.#onLeave);
    this.session?.removeEventListener('change', this.#refresh);
    this.session?.connections.removeEventListener('change', this.#refresh);
  }

  /** Takes the session when its data has arrived, and shows the widget that the address names. */
  start(session: Session): void {
    this.session = session;
    session.addEventListener('change', this.#refresh);
    session.connections.addEventListener('change', this.#refresh);
    this.#followRoute();
    // The page and its widget come first.
    requestAnimationFrame(() =>
      setTimeout(() => {
        void session.connections.read();
        void session.desk.read();
      }),
    );
  }

  override render(): TemplateResult {
    const { session } = this;
    if (this.failure !== undefined) return failurePage(this.failure);
    if (session === undefined) return html``;
    return html`
      <button class="skip" @click=${() => this.querySelector<HTMLElement>('#stage')?.focus()}>Skip to the page</button>
      <button class="skip" @click=${() => this.#log?.focusFilter()}>Skip to the calls</button>
      ${pageNotice(session)}
      <zf-rail
        .manifest=${session.manifest}
        .selected=${session.route.startsWith('#widget=') ? session.selected : -1}
        .problems=${session.manifest.widgets.map((widget) => session.problemsOf(widget))}
        .connections=${session.connections.all}
        @connections=${() => this.querySelector<ConnectionsDialog>('zf-connections-dialog')?.show()}
        @help=${() => this.#actions.showHelp()}></zf-rail>
      <zf-stage
        .session=${session}
        .editing=${this.editing}
        @editing=${(event: CustomEvent<boolean>) => (this.editing = event.detail)}
        @desk=${() => this.querySelector<DeskDialog>('zf-desk-dialog')?.show()}
      ></zf-stage>
      <zf-call-log .store=${session.calls}></zf-call-log>
      <zf-toasts .toasts=${session.notifications} .count=${session.notifications.length}></zf-toasts>
      <zf-connections-dialog .store=${session.connections} .mode=${session.manifest.mode}></zf-connections-dialog>
      <zf-desk-dialog .store=${session.desk}></zf-desk-dialog>
      <zf-shortcuts-dialog></zf-shortcuts-dialog>
    `;
  }

  get #log(): CallLog | null {
    return this.querySelector<CallLog>('zf-call-log');
  }

  readonly #actions: ShortcutActions = {
    focusFilter: () => void this.#log?.focusFilter(),
    reload: () => this.querySelector<Stage>('zf-stage')?.reload(),
    toggleRecord: () => {
      this.editing = !this.editing;
    },
    toggleLog: () => {
      if (this.#log) this.#log.folded = !this.#log.folded;
    },
    save: () => {
      if (!this.session?.canSave) return;
      leaveField();
      void this.session.save();
    },
    showHelp: () => this.querySelector<ShortcutsDialog>('zf-shortcuts-dialog')?.show(),
    select: (index) => {
      if (this.session && index < this.session.manifest.widgets.length) location.hash = routeTo(index);
    },
  };

  readonly #onKey = (event: KeyboardEvent) => {
    if (this.session) handleShortcut(event, this.#actions);
  };

  /** The browser asks before it throws away what was typed. */
  readonly #onLeave = (event: BeforeUnloadEvent) => {
    if (this.session?.isUnsaved) event.preventDefault();
  };

  /** The route that the address has, or is about to have. */
  #named = '';

  readonly #refresh = () => {
    this.#nameRoute();
    this.requestUpdate();
  };

  /**
   * A changed manifest may have moved the selected widget: address and title follow. An address that differs
   * otherwise is one that the person has just chosen, and `hashchange` comes later: it must not be put back.
   */
  #nameRoute(): void {
    const { session } = this;
    if (session === undefined) return;
    const { widget, route, manifest } = session;
    document.title = widget ? `${widget.name} – ${manifest.name}` : manifest.name;
    if (route === this.#named) return;
    const isFirst = this.#named === '';
    this.#named = route;
    // Without a hash the address already leads there.
    if (location.hash !== route && !(isFirst && location.hash === ''))
      history.replaceState(history.state, '', route);
  }

  /** A command in a terminal, or another server, may have changed them while nobody looked. */
  readonly #readConnections = () => {
    if (!document.hidden) void this.session?.connections.read();
  };

  readonly #followRoute = () => {
    const { session } = this;
    if (session === undefined) return;
    const { widgets, initialWidget } = session.manifest;
    session.follows(readRoute(location.hash, widgets.length, initialWidget));
    // The page is being saved: the address goes back to it.
    if (session.saving.isBusy && location.hash !== session.route)
      history.replaceState(history.state, '', session.route);
  };
}

/** What is typed into a field counts once it is left: the focus goes and comes back. */
function leaveField(): void {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  if (!(active instanceof HTMLElement)) return;
  active.blur();
  active.focus();
}

function failurePage(reason: string): TemplateResult {
  return html`<main class="failure" role="alert">
    <h1>This page could not start</h1>
    <p>${reason}</p>
  </main>`;
}

customElements.define('zfapps-playground', Playground);
