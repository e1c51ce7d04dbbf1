import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { exactTime } from '../connection-words.js';
import { DeskTab } from './desk-tab.js';
import { copied, userField, userOf } from './fields.js';
import type { DeskResults } from '../../src/core/protocol/index.js';

/** What a token can allow. */
const SCOPES = ['Desk.extensions.READ', 'Desk.extensions.CREATE', 'Desk.extensions.DELETE'];

const MINTING = 'mint';

/** Mints tokens for the extension's data without the Invoke API. */
export class Tokens extends DeskTab {
  #minted: DeskResults['mintToken'] | undefined;

  override render(): TemplateResult {
    const draft = this.#draft;
    return html`<form class="card" @submit=${this.#mint}>
      <h3>Mint a token</h3>
      <p class="intro">For calls to the extension's data without the Invoke API: header <code>Authorization: Zoho-oauthtoken …</code></p>
      <div class="row centred">
        ${userField(this.desk, userOf(this.desk, draft.user), (user) => {
          draft.user = user;
        })}
        ${SCOPES.map(
          (scope) => html`<label class="row"
            ><input
              type="checkbox"
              .checked=${draft.scopes.has(scope)}
              @change=${(event: Event) => {
                if ((event.target as HTMLInputElement).checked) draft.scopes.add(scope);
                else draft.scopes.delete(scope);
              }}
            />
            <code>${scope}</code></label
          >`,
        )}
        <button class="button primary" aria-disabled=${this.isBusy(MINTING)}>Mint a token</button>
      </div>
      ${this.problemAt(MINTING)}
      <div role="status">
        ${
          this.#minted === undefined
            ? nothing
            : html`<div class="box good">
                <dl>
                  <div><dt>Token</dt><dd>${copied(this.#minted.token, 'Copy the token')}</dd></div>
                  <div><dt>orgId</dt><dd>${copied(this.desk.orgId, 'Copy the organisation id')}</dd></div>
                  <div><dt>Ends</dt><dd>${exactTime(this.#minted.expiresAt)}</dd></div>
                </dl>
                <p>Copy it now: it is not shown again.</p>
              </div>`
        }
      </div>
    </form>`;
  }

  get #draft(): { user: string; scopes: Set<string> } {
    return this.store.draft('token', { user: this.desk.user, scopes: new Set(SCOPES) });
  }

  readonly #mint = (event: Event) => {
    event.preventDefault();
    const { user, scopes } = this.#draft;
    void this.attempt(MINTING, async () => {
      this.#minted = undefined;
      const minter = userOf(this.desk, user);
      this.#minted = await this.store.send({ type: 'mintToken', user: minter, scopes: [...scopes] });
    });
  };
}

customElements.define('zf-desk-tokens', Tokens);
