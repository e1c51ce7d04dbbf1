import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { consoleFields } from './console-fields.js';
import { fieldsOf, toPayload } from './console-draft.js';
import { examplesOf } from './console-examples.js';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';
import { copied, userField, userOf } from './fields.js';
import { HashCheck } from './hash-check.js';
import { outcomeView } from './outcome-view.js';
import type { ConsoleDraft } from './console-draft.js';
import type { InvokeOutcome } from './invoke-call.js';

const SENDING = 'send';

/** Makes calls of the Invoke API, and shows how they are hashed. */
export class ConsoleTab extends DeskTab {
  #check: HashCheck | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#check?.stop();
  }

  /** What could not be asked may be answered now. */
  protected override refresh(): void {
    if (this.#check?.problem === undefined) return;
    this.#check.stop();
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    this.#check ??= new HashCheck(this.store, () => this.requestUpdate());
    this.#check.follow(toPayload(draft), draft.hash.trim());
    return html`
      <div class="row">
        <label class="field"
          >Start from an example
          <select id="example" @change=${this.#takeExample}>
            <option value="">Choose …</option>
            ${examplesOf(this.desk).map(({ title }, index) => html`<option value=${index}>${title}</option>`)}
          </select>
        </label>
      </div>
      <form class="card" @submit=${this.#send}>
        ${consoleFields(draft.fields, () => this.requestUpdate())}
        <div class="row">
          ${userField(this.desk, userOf(this.desk, draft.user), (user) => {
            draft.user = user;
          })}
          <label class="field context"
            >securityContext
            <input
              name="context"
              placeholder="one is minted for the user"
              spellcheck="false"
              autocomplete="off"
              .value=${draft.context}
              @input=${(event: Event) => {
                draft.context = (event.target as HTMLInputElement).value.trim();
              }}
            />
          </label>
          <button class="button primary" aria-disabled=${this.isBusy(SENDING)}>${this.isBusy(SENDING) ? 'Waiting …' : 'Send'}</button>
        </div>
        ${this.problemAt(SENDING)}
      </form>
      <p class="unseen" role="status">${draft.outcome === undefined ? '' : `Answered ${draft.outcome.status}`}</p>
      ${draft.outcome === undefined ? nothing : outcomeView(draft.outcome)}
      ${this.#hash(this.#check)}
    `;
  }

  get #draft(): ConsoleDraft & { outcome: InvokeOutcome | undefined } {
    const fields = fieldsOf(examplesOf(this.desk)[0]?.payload ?? {});
    return this.store.draft('console', {
      fields,
      user: this.desk.user,
      context: '',
      hash: '',
      outcome: undefined,
    });
  }

  #hash({ signed, explained, problem }: HashCheck): TemplateResult {
    const draft = this.#draft;
    return html`<section class="card" aria-labelledby="hash-title">
      <h3 id="hash-title">HASH</h3>
      ${problem === undefined ? nothing : html`<p class="box bad" role="alert">${problem}</p>`}
      ${
        signed === undefined
          ? nothing
          : html`<dl>
              <div><dt>Text that is hashed</dt><dd id="hashed">${copied(signed.text, 'Copy the text that is hashed')}</dd></div>
              <div><dt>HASH</dt><dd id="hash">${copied(signed.hash, 'Copy the HASH')}</dd></div>
            </dl>`
      }
      <label class="field"
        >HASH from your code, for these fields
        <input
          name="hash"
          class="mono"
          spellcheck="false"
          autocomplete="off"
          .value=${draft.hash}
          @input=${(event: Event) => {
            draft.hash = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }}
        />
      </label>
      <div role="status" id="explained">${explained === undefined ? nothing : explanation(explained)}</div>
    </section>`;
  }

  readonly #takeExample = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const example = examplesOf(this.desk)[Number(select.value)];
    if (select.value === '' || example === undefined) return;
    this.#draft.fields = fieldsOf(example.payload);
    this.requestUpdate();
  };

  readonly #send = (event: Event) => {
    event.preventDefault();
    const draft = this.#draft;
    const { user, context } = draft;
    void this.attempt(SENDING, async () => {
      draft.outcome = undefined;
      draft.outcome = await this.store.invoke(toPayload(draft), { user: userOf(this.desk, user), context });
    });
  };

  static override styles = [
    ...deskStyles,
    css`
      .console-field {
        display: grid;
        grid-template-columns: 18px 160px minmax(0, 1fr);
        align-items: start;
        gap: 4px 8px;
      }

      .console-field > :is(label, [type="checkbox"]) {
        margin-top: 6px;
      }

      .console-field > select {
        justify-self: start;
      }

      .console-field.out > :is(input:not([type="checkbox"]), select, textarea) {
        opacity: 0.7;
      }

      .context {
        flex: 1 1 260px;
      }

      .row > .button {
        margin-left: auto;
      }

      h3 {
        display: flex;
        align-items: center;
        gap: 8px;
      }

      .causes {
        display: grid;
        gap: 4px;
        padding-left: 18px;
        list-style: disc;
      }

      @media (max-width: 640px) {
        .console-field {
          grid-template-columns: 18px minmax(0, 1fr);
        }

        .console-field > :last-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];
}

function explanation({ matches, causes }: { matches: boolean; causes: readonly string[] }): TemplateResult {
  if (matches) return html`<p class="box good">It matches.</p>`;
  return html`<div class="box bad">
    <p>It does not match.</p>
    <ul class="causes">${causes.map((cause) => html`<li>${cause}</li>`)}</ul>
  </div>`;
}

customElements.define('zf-desk-console', ConsoleTab);
