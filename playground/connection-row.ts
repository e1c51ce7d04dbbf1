import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { FORCED_STATES } from '../src/core/protocol/index.js';
import { connectionFacts } from './connection-facts.js';
import { boxStyles } from './box-styles.js';
import { connectionRowStyles } from './connection-row-styles.js';
import { canDisconnect, connectLabel, describeKind, FORCED, STATES } from './connection-words.js';
import { sharedStyles } from './shared-styles.js';
import { signIn } from './sign-in.js';
import type { ConnectionCommand, ConnectionInfo, ForcedState } from '../src/core/protocol/index.js';
import type { ConnectionStore } from './connection-store.js';

/** A connection: how it stands, what it may do, and what can be done with it. */
export class ConnectionRow extends LitElement {
  static override properties = {
    store: { attribute: false },
    info: { attribute: false },
    waiting: { type: Boolean },
    now: { type: Number },
    busy: { state: true },
    asking: { state: true },
    problem: { state: true },
    note: { state: true },
    link: { state: true },
  };

  declare store: ConnectionStore;
  declare info: ConnectionInfo;
  /** Somebody is at the provider's page. */
  declare waiting: boolean;
  /** The present time, in milliseconds since the epoch. */
  declare now: number;
  /** A command is under way. */
  declare busy: boolean;
  /** The person is asked whether to revoke. */
  declare asking: boolean;
  /** What went wrong with the last command. */
  declare problem: string;
  /** What the server had to say about it. */
  declare note: string;
  /** The provider's page, where the browser opened no window for it. */
  declare link: string;
  #hadFocus = false;

  constructor() {
    super();
    this.waiting = false;
    this.now = Date.now();
    this.busy = false;
    this.asking = false;
    this.problem = '';
    this.note = '';
    this.link = '';
  }

  override render(): TemplateResult {
    const { info } = this;
    return html`<article aria-labelledby="name" aria-busy=${this.busy} class=${info.forced === undefined ? '' : 'forced'}>
      <header>
        <h3 id="name">${info.linkName}</h3>
        <p class="chips">${chips(info)}</p>
        <p class="kind">${describeKind(info)}</p>
      </header>
      ${info.reason === undefined ? nothing : html`<p class="reason">${info.reason}</p>`}
      ${info.forced === undefined ? nothing : html`<p class="box warn">You are trying a state. ${FORCED[info.forced].effect}</p>`}
      ${connectionFacts(info, this.now)}
      <div class="said" role="status">
        ${this.note === '' ? nothing : html`<p class="box">${this.note}</p>`} ${this.waiting ? this.#wait() : nothing}
      </div>
      ${this.problem === '' ? nothing : html`<p class="box bad" role="alert">${this.problem}</p>`}
      ${this.asking && isRevocable(info) ? this.#question() : this.#controls()}
    </article>`;
  }

  #wait(): TemplateResult {
    return html`<div class="box wait">
      ${
        this.link === ''
          ? html`<p><span class="pulse"></span>Waiting for the sign-in in the other window</p>`
          : html`<p>
              The browser opened no window.
              <a href=${this.link} target="_blank" rel="noopener" @click=${this.#openLink}>Open the sign-in page</a>
            </p>`
      }
      <button class="button" title="The sign-in still counts when it is done" @click=${this.#stopWaiting}>Cancel</button>
    </div>`;
  }

  #question(): TemplateResult {
    return html`<div class="box bad question" role="group" aria-labelledby="question" @keydown=${this.#keepByEscape}>
      <p id="question">Revoke it? The provider withdraws its tokens, wherever else they are in use.</p>
      <div>
        <button class="button" id="keep" @click=${this.#keep}>Keep it</button>
        <button class="button danger" @click=${() => this.#disconnect(true)}>Revoke</button>
      </div>
    </div>`;
  }

  #controls(): TemplateResult {
    const { info, waiting } = this;
    const isDone = info.state === 'connected' || info.standIn;
    const connects = info.connects !== undefined && !waiting;
    return html`<footer>
      ${connects ? html`<button class="button ${isDone ? '' : 'primary'}" @click=${this.#connect}>${connectLabel(info)}</button>` : nothing}
      ${canDisconnect(info) ? html`<button class="button" @click=${() => this.#disconnect(false)}>Disconnect</button>` : nothing}
      ${isRevocable(info) ? html`<button class="button" id="revoke" @click=${() => (this.asking = true)}>Revoke …</button>` : nothing}
      <label
        >Try a state
        <select @change=${this.#force}>
          <option value="">As it is</option>
          ${FORCED_STATES.map((state) => html`<option value=${state}>${FORCED[state].choice}</option>`)}
        </select>
      </label>
    </footer>`;
  }

  /** What had the focus may go: the next thing to do has it then, not the page under the dialog. */
  protected override willUpdate(): void {
    this.#hadFocus = this.shadowRoot?.activeElement != null;
  }

  protected override updated(changes: PropertyValues): void {
    if (changes.has('waiting') && !this.waiting) this.link = '';
    if (changes.has('info') || changes.has('asking') || this.problem !== '') this.#showForced();
    if (!this.#hadFocus || this.shadowRoot?.activeElement != null) return;
    const next = changes.has('asking') ? (this.asking ? '#keep' : '#revoke') : '.wait button';
    const target =
      this.renderRoot.querySelector(next) ?? this.renderRoot.querySelector('footer :is(button, select)');
    (target as HTMLElement | null)?.focus();
  }

  readonly #connect = () => {
    const { linkName, connects } = this.info;
    const command = { type: 'connect', linkName } as const;
    void this.#attempt(async () => {
      if (connects === 'request') return this.store.send(command);
      const result = await signIn(() => this.store.send(command));
      if (result.outcome === 'blocked') this.link = result.url;
      if (result.outcome !== 'done') this.store.awaitSignIn(linkName);
      return result;
    });
  };

  #disconnect(revoke: boolean): void {
    const { linkName } = this.info;
    this.asking = false;
    this.#send({ type: 'disconnect', linkName, ...(revoke && { revoke }) });
  }

  readonly #force = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    const state = value === '' ? null : (value as ForcedState);
    this.#send({ type: 'force', linkName: this.info.linkName, state });
  };

  /** What the server has, not what was chosen and refused. */
  #showForced(): void {
    const select = this.renderRoot.querySelector('select');
    if (select) select.value = this.info.forced ?? '';
  }

  #send(command: ConnectionCommand): void {
    void this.#attempt(() => this.store.send(command));
  }

  /** One command at a time. What the former one had to say goes. */
  async #attempt(work: () => Promise<{ note?: string }>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    this.note = '';
    try {
      this.note = (await work()).note ?? '';
    } catch (error) {
      this.problem = (error as Error).message;
    } finally {
      this.busy = false;
    }
  }

  readonly #openLink = () => {
    this.link = '';
  };

  readonly #stopWaiting = () => this.store.stopWaiting(this.info.linkName);

  readonly #keep = () => {
    this.asking = false;
  };

  /** Escape answers the question; the dialog stays. */
  readonly #keepByEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#keep();
  };

  static override styles = [sharedStyles, boxStyles, connectionRowStyles];
}

function isRevocable({ state, revocable }: ConnectionInfo): boolean {
  return revocable && state === 'connected';
}

function chips({ state, standIn, forced, type }: ConnectionInfo): TemplateResult {
  const { text, tone } = STATES[state];
  // What is not defined needs nothing else where a stand-in answers.
  const isShown = !(standIn && (type === undefined || state === 'not_configured'));
  return html`
    ${isShown ? html`<span class="chip ${standIn && state !== 'connected' ? '' : tone}">${text}</span>` : nothing}
    ${standIn ? html`<span class="chip accent" title="It answers with a made-up token">Stand-in</span>` : nothing}
    ${forced === undefined ? nothing : html`<span class="chip warn">Trying: ${FORCED[forced].chip}</span>`}
  `;
}

customElements.define('zf-connection-row', ConnectionRow);
