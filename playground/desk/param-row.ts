import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';
import { inputOf, paramField } from './param-field.js';
import type { ParamInfo } from '../../src/core/protocol/index.js';

const VALUE = 'value';

/** A config param: its field, and the buttons that set it, or take its default again. */
export class ParamRow extends DeskTab {
  static override properties = { ...DeskTab.properties, info: { attribute: false } };

  declare info: ParamInfo;

  override render(): TemplateResult {
    const { info } = this;
    const isGroup = ['one-of-few', 'many'].includes(inputOf(info));
    const draft = this.#draft;
    const isTyped = draft.value !== undefined;
    const name = html`${info.displayName}${info.mandatory ? html` <b title="It may not be empty">*</b>` : nothing}`;
    return html`<form class="card" @submit=${this.#set} novalidate>
      <div class="names">
        ${isGroup ? html`<span class="title">${name}</span>` : html`<label class="title" for="value">${name}</label>`}
        <small><code>{{${info.name}}}</code></small>
        ${info.secure ? html`<span class="chip accent" title="Its value is never shown, and used by placeholders only">secure</span>` : nothing}
        <span class="chip ${info.isSet ? 'good' : ''}">${info.isSet ? 'set' : info.value === '' ? 'empty' : 'default'}</span>
      </div>
      ${info.description === '' ? nothing : html`<p class="intro" id="description">${info.description}</p>`}
      <div class="row">
        ${paramField(info, draft.value ?? (info.secure ? '' : info.value), this.#type)}
        <button class="button ${isTyped ? 'primary' : ''}" aria-disabled=${!isTyped || this.isBusy(VALUE)}>Set</button>
        ${info.isSet ? html`<button class="button" type="button" @click=${this.#reset}>Back to default</button>` : nothing}
      </div>
      ${this.problemAt(VALUE)}
    </form>`;
  }

  /** Undefined where nobody has typed. */
  get #draft(): { value: string | undefined } {
    return this.store.draft(`param/${this.info.name}`, { value: undefined });
  }

  readonly #type = (value: string) => {
    this.#draft.value = value;
    this.requestUpdate();
  };

  readonly #set = (event: Event) => {
    event.preventDefault();
    const { value } = this.#draft;
    if (value === undefined) return;
    void this.#send(() => this.store.send({ type: 'setParam', name: this.info.name, value }));
  };

  readonly #reset = async () => {
    await this.#send(() => this.store.send({ type: 'deleteParam', name: this.info.name }));
    await this.updateComplete;
    // The button is gone where it had the focus.
    if (!this.info.isSet) this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  };

  #send(command: () => Promise<unknown>): Promise<void> {
    const draft = this.#draft;
    const sent = draft.value;
    return this.attempt(VALUE, async () => {
      await command();
      await this.store.read();
      // What was typed meanwhile stays.
      if (draft.value === sent) draft.value = undefined;
    });
  }

  static override styles = [
    ...deskStyles,
    css`
      .names {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 10px;
      }

      .title {
        color: var(--ink);
        font-size: 14px;
        font-weight: 600;
      }

      b {
        color: var(--bad);
      }

      .row {
        align-items: center;
      }

      .row > :is(input:not([type='checkbox']), select, .choices) {
        flex: 0 1 320px;
      }

      .choices label {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink);
        font-size: 13.5px;
      }
    `,
  ];
}

customElements.define('zf-desk-param', ParamRow);
