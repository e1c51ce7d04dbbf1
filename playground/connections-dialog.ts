import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { STATES } from './connection-words.js';
import { dialogStyles } from './dialog-styles.js';
import { sharedStyles } from './shared-styles.js';
import './connection-row.js';
import type { ConnectionInfo } from '../src/core/protocol/index.js';
import type { ConnectionStore } from './connection-store.js';

/** How often the times until tokens end are written anew. */
const CLOCK_MS = 15_000;

/** The connections of the project, in a native dialog. */
export class ConnectionsDialog extends LitElement {
  static override properties = {
    store: { attribute: false },
    mode: {},
    now: { state: true },
    announcement: { state: true },
    opened: { state: true },
  };

  declare store: ConnectionStore;
  declare mode: 'offline' | 'live';
  /** The present time, in milliseconds since the epoch. */
  declare now: number;
  /** What changed, for those who do not see it. */
  declare announcement: string;
  /** Closed, it holds nothing that a test, or the browser's own search, could find on the page. */
  declare opened: boolean;
  #known: readonly ConnectionInfo[] = [];
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.mode = 'offline';
    this.now = Date.now();
    this.announcement = '';
    this.opened = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#known = this.store.all;
    this.store.addEventListener('change', this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store.removeEventListener('change', this.#follow);
    clearInterval(this.#clock);
  }

  show(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null || dialog.open) return;
    this.announcement = '';
    this.opened = true;
    this.#tick();
    clearInterval(this.#clock);
    this.#clock = setInterval(this.#tick, CLOCK_MS);
    dialog.showModal();
    // Another server of this project, or a command, may have changed them: only this one tells the page.
    void this.store.read();
  }

  override render(): TemplateResult {
    const { all, problem } = this.store;
    return html`<dialog aria-labelledby="title" @close=${this.#close}>
      <header>
        <h2 id="title">Connections</h2>
        <button class="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Close</button>
      </header>
      ${problem === undefined ? nothing : this.#failure(problem)}
      ${all.length > 0 ? html`<p class="intro">${this.mode === 'offline' ? OFFLINE : LIVE}</p>` : problem === undefined ? EMPTY : nothing}
      <ul>
        ${repeat(
          this.opened ? all : [],
          ({ linkName }) => linkName,
          (info) => html`<li>
            <zf-connection-row
              .store=${this.store}
              .info=${info}
              .waiting=${this.store.isAwaited(info.linkName)}
              .now=${this.now}
            ></zf-connection-row>
          </li>`,
        )}
      </ul>
      <p class="unseen" role="status">${this.announcement}</p>
    </dialog>`;
  }

  #failure(problem: string): TemplateResult {
    return html`<div class="failure" role="alert">
      <p>The connections could not be read. ${problem}</p>
      <button class="button" @click=${() => this.store.read()}>Try again</button>
    </div>`;
  }

  readonly #follow = () => {
    const { all } = this.store;
    if (all !== this.#known) this.#announce(all);
    this.requestUpdate();
  };

  #announce(all: readonly ConnectionInfo[]): void {
    const before = new Map(this.#known.map(({ linkName, state }) => [linkName, state]));
    this.#known = all;
    this.now = Date.now();
    const changed = all.filter(
      ({ linkName, state }) => before.has(linkName) && before.get(linkName) !== state,
    );
    if (changed.length === 0) return;
    this.announcement = changed.map(({ linkName, state }) => `${linkName}: ${STATES[state].text}.`).join(' ');
  }

  readonly #tick = () => {
    this.now = Date.now();
  };

  readonly #close = () => {
    clearInterval(this.#clock);
    this.opened = false;
  };

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog {
        width: min(720px, calc(100vw - 24px));
        padding: 0 22px 22px;
      }

      header {
        position: sticky;
        z-index: 1;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        margin: 0 -22px;
        padding: 16px 22px 12px;
        border-bottom: 1px solid var(--line);
        background: var(--paper);
      }

      .intro {
        margin: 12px 0 14px;
        color: var(--ink-2);
      }

      .empty {
        margin-top: 14px;
        color: var(--ink-2);
        line-height: 1.6;
      }

      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }

      .failure {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin: 14px 0;
        padding: 8px 11px;
        border-radius: var(--radius-small);
        background: var(--bad-soft);
        font-size: 13px;
        overflow-wrap: anywhere;
      }

      .failure p {
        flex: 1 1 240px;
      }

      @media (max-width: 560px) {
        dialog {
          padding: 0 12px 14px;
        }

        header {
          margin: 0 -12px;
          padding: 12px 14px 10px;
        }
      }
    `,
  ];
}

const OFFLINE = html`The mode is <code>offline</code>: stand-ins answer, so nobody has to sign in.`;
const LIVE = html`Requests get the credential of the one that they name in <code>connection_link_name</code>.`;

const EMPTY = html`<p class="empty">
  A connection gives requests that name it in <code>connection_link_name</code> the credential of another service: declare
  it under <code>usedConnections</code> in <code>plugin-manifest.json</code>, and define it under
  <code>connections</code> in <code>zfapps.config</code>.
</p>`;

customElements.define('zf-connections-dialog', ConnectionsDialog);
