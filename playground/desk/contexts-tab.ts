import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { exactTime, fromNow } from '../connection-words.js';
import { CONTEXT_STATES, stateNow, userInWords } from './desk-words.js';
import { DeskTab } from './desk-tab.js';
import { copied, userField, userOf } from './fields.js';
import './tokens.js';
import type { ContextInfo, DeskResults } from '../../src/core/protocol/index.js';

const MINTING = 'mint';

/** The security contexts of this installation: to mint one, and to end those that are there. */
export class ContextsTab extends DeskTab {
  #minted: DeskResults['mintContext'] | undefined;
  /** The id of the context whose row has the focus. */
  #focused: string | undefined;

  override render(): TemplateResult {
    const { contexts } = this.desk;
    const draft = this.#draft;
    return html`
      <p class="intro">
        A security context says for whom the extension calls. Real Desk hands one to the extension with every event; here
        you can also mint one.
      </p>
      <form class="card" @submit=${this.#mint}>
        <h3>Mint a security context</h3>
        <div class="row">
          ${userField(this.desk, userOf(this.desk, draft.user), (user) => {
            draft.user = user;
          })}
          <label class="field"
            >Minutes that it holds
            <input
              name="minutes"
              type="number"
              min="0.01"
              step="any"
              placeholder="as configured"
              .value=${draft.minutes}
              @input=${(event: Event) => {
                draft.minutes = (event.target as HTMLInputElement).value;
              }}
            />
          </label>
          <button class="button primary" aria-disabled=${this.isBusy(MINTING)}>Mint</button>
        </div>
        ${this.problemAt(MINTING)}
        <div role="status">${this.#minted === undefined ? nothing : this.#shown(this.#minted)}</div>
      </form>
      ${
        contexts.length === 0
          ? html`<p class="empty">There is no security context yet.</p>`
          : html`<div class="scroll">
              <table>
                <thead>
                  <tr><th>User</th><th>State</th><th>Minted</th><th>Ends</th><th><span class="unseen">Actions</span></th></tr>
                </thead>
                <tbody>
                  ${repeat(
                    contexts,
                    ({ id }) => id,
                    (info) => this.#row(info),
                  )}
                </tbody>
              </table>
            </div>`
      }
      <zf-desk-tokens .store=${this.store} .desk=${this.desk}></zf-desk-tokens>
    `;
  }

  protected override willUpdate(): void {
    const { activeElement } = this.renderRoot as ShadowRoot;
    this.#focused = activeElement?.closest<HTMLElement>('tr')?.dataset.id;
  }

  /** A context that has ended has no buttons any more: its row keeps their focus. */
  protected override updated(): void {
    const { activeElement } = this.renderRoot as ShadowRoot;
    if (this.#focused === undefined || activeElement !== null) return;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(this.#focused)}"]`)?.focus();
  }

  get #draft(): { user: string; minutes: string } {
    return this.store.draft('context', { user: this.desk.user, minutes: '' });
  }

  #shown({ securityContext, expiresAt }: DeskResults['mintContext']): TemplateResult {
    return html`<div class="box good">
      <dl>
        <div><dt>securityContext</dt><dd>${copied(securityContext, 'Copy the security context')}</dd></div>
        <div><dt>orgId</dt><dd>${copied(this.desk.orgId, 'Copy the organisation id')}</dd></div>
        <div><dt>Ends</dt><dd>${exactTime(expiresAt)}</dd></div>
      </dl>
      <p>Copy it now: it is not shown again.</p>
    </div>`;
  }

  #row(info: ContextInfo): TemplateResult {
    const { id, user, createdAt, expiresAt } = info;
    const now = Date.now();
    const state = stateNow(info, now);
    const { text, tone } = CONTEXT_STATES[state];
    return html`<tr data-id=${id} tabindex="-1">
      <th scope="row">${userInWords(this.desk, user)}<br /><small class="mono" title=${id}>${id.slice(0, 12)}…</small>${this.problemAt(id)}</th>
      <td><span class="chip ${tone}">${text}</span></td>
      <td title=${exactTime(createdAt)}>${fromNow(createdAt, now)}</td>
      <td title=${exactTime(expiresAt)}>${fromNow(expiresAt, now)}</td>
      <td class="actions">
        ${
          state === 'valid'
            ? html`<button class="button" title="Lets its time be over" @click=${() => this.#end(id, 'expireContext')}>Expire</button>
                <button class="button" @click=${() => this.#end(id, 'revokeContext')}>Revoke</button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  readonly #mint = (event: Event) => {
    event.preventDefault();
    const { user, minutes } = this.#draft;
    const ms = minutes === '' ? {} : { ms: Math.round(Number(minutes) * 60_000) };
    void this.attempt(MINTING, async () => {
      this.#minted = undefined;
      this.#minted = await this.store.send({ type: 'mintContext', user: userOf(this.desk, user), ...ms });
    });
  };

  #end(id: string, type: 'expireContext' | 'revokeContext'): void {
    void this.attempt(id, () => this.store.send({ type, id }));
  }
}

customElements.define('zf-desk-contexts', ContextsTab);
