import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { DATA_CENTERS } from '../../src/core/project/index.js';
import { sharedStyles } from '../shared-styles.js';
import { parseRecord } from '../parse-record.js';
import { dialogStyles } from '../dialog-styles.js';
import type { OrganizationChanges } from '../../src/core/protocol/index.js';
import type { Session } from '../session.js';

/** Where the organisation is and what it is: language, data centre, and any member of it and of the user. */
export class OrganizationDialog extends LitElement {
  static override properties = { session: { attribute: false }, problem: { state: true } };

  declare session: Session;
  declare problem: string;

  constructor() {
    super();
    this.problem = '';
  }

  show(): void {
    this.problem = '';
    this.requestUpdate();
    void this.updateComplete.then(() => {
      this.#fill();
      this.renderRoot.querySelector('dialog')?.showModal();
    });
  }

  override render(): TemplateResult {
    const { manifest } = this.session;
    return html`<dialog aria-labelledby="title">
      <form @submit=${this.#submit}>
        <h2 id="title">Organisation</h2>
        <p>All tabs of this server share it. Widgets load anew, as in the product.</p>
        <label>Language <input name="locale" list="locales" spellcheck="false" autocomplete="off" /></label>
        <datalist id="locales">${manifest.locales.map((locale) => html`<option value=${locale}></option>`)}</datalist>
        <label
          >Data centre
          <select name="dataCenter">
            ${DATA_CENTERS.map((name) => html`<option value=${name}>.${name}</option>`)}
          </select>
        </label>
        <label>Organisation, as JSON <textarea name="organization" rows="9" spellcheck="false"></textarea></label>
        <label>User, as JSON <textarea name="user" rows="6" spellcheck="false"></textarea></label>
        ${this.problem === '' ? nothing : html`<p class="bad" role="alert">${this.problem}</p>`}
        <footer>
          <button class="button primary">Apply</button>
          <button class="button" type="button" @click=${this.#close}>Close</button>
          <button class="button plain" type="button" @click=${this.#forget}>Forget saved records</button>
        </footer>
      </form>
    </dialog>`;
  }

  #field(name: string): HTMLInputElement {
    return this.renderRoot.querySelector(`[name=${name}]`) as HTMLInputElement;
  }

  #fill(): void {
    const { organization, user } = this.session.records;
    const extension = organization.data_center_extension;
    this.#field('locale').value = this.session.manifest.locale;
    this.#field('dataCenter').value = typeof extension === 'string' ? extension.replace(/^\./, '') : 'com';
    this.#field('organization').value = JSON.stringify(organization, null, 2);
    this.#field('user').value = JSON.stringify(user, null, 2);
  }

  readonly #close = () => this.renderRoot.querySelector('dialog')?.close();

  readonly #forget = () => void this.#attempt(() => this.session.forgetSaved());

  readonly #submit = (event: Event) => {
    event.preventDefault();
    const { organization, user } = this.session.records;
    const given: Required<Pick<OrganizationChanges, 'organization' | 'user'>> = {
      organization: {},
      user: {},
    };
    for (const [name, former] of [['organization', organization] as const, ['user', user] as const]) {
      const parsed = parseRecord(this.#field(name).value, name);
      if (!parsed.ok) {
        this.problem = `${name === 'user' ? 'User' : 'Organisation'}: ${parsed.message}`;
        return;
      }
      const missing = Object.keys(former).find((member) => !Object.hasOwn(parsed.record, member));
      if (missing !== undefined) {
        this.problem = `${name}.${missing} cannot be removed here: make it null, or take it out of zfapps.config.`;
        return;
      }
      given[name] = changed(former, parsed.record);
    }
    const changes: OrganizationChanges = {
      locale: this.#field('locale').value,
      dataCenter: this.#field('dataCenter').value,
      ...given,
    };
    void this.#attempt(() => this.session.switchTo(changes));
  };

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.problem = '';
      this.#close();
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      p {
        margin: 4px 0 14px;
        color: var(--ink-2);
      }

      label {
        display: grid;
        gap: 4px;
        margin-bottom: 12px;
        color: var(--ink-2);
        font-size: 13px;
      }

      input,
      select,
      textarea {
        width: 100%;
        padding: 6px 9px;
        border: 1px solid var(--line-strong);
        border-radius: var(--radius-small);
        background: var(--paper);
        color: var(--ink);
        font-size: 14px;
      }

      textarea {
        font: 12.5px / 1.5 var(--mono);
        resize: vertical;
      }

      .bad {
        color: var(--bad);
        font-weight: 550;
      }
    `,
  ];
}

/** The members that differ: what is left as it was goes on following language and data centre. */
function changed(former: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const differing = Object.entries(given).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(former[name]),
  );
  return Object.fromEntries(differing);
}

customElements.define('zf-organization-dialog', OrganizationDialog);
