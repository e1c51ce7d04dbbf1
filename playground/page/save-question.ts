import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { sharedStyles } from '../shared-styles.js';
import { dialogStyles } from '../dialog-styles.js';
import type { SaveDoubt } from '../../src/core/page/index.js';
import type { SaveQuestion } from '../../src/host/index.js';

/** Asks the person whether to save, where a widget's answer is not known. The form stays as it is meanwhile. */
export class SaveQuestionDialog extends LitElement {
  static override properties = { question: { attribute: false } };

  declare question: SaveQuestion | undefined;

  override render(): TemplateResult {
    const { question } = this;
    return html`<dialog aria-labelledby="title" @cancel=${this.#cancel}>
      ${
        question === undefined
          ? nothing
          : html`<h2 id="title">Save in spite of this?</h2>
              <p>It is not known whether these widgets would have prevented the save.</p>
              <ul>
                ${question.doubts.map(
                  ({ caller, kind, message }) =>
                    html`<li><strong>${caller.widget}</strong> ${KINDS[kind]}<small>${message}</small></li>`,
                )}
              </ul>
              <footer>
                <button class="button primary" autofocus @click=${() => question.answer('cancel')}>Back to the form</button>
                <button class="button" @click=${() => question.answer('save')}>Save anyway</button>
              </footer>
              ${question.doubts.some(({ kind }) => kind === 'slow') ? WAITING : nothing}`
      }
    </dialog>`;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.question === undefined) dialog?.close();
    else if (dialog?.open === false) dialog.showModal();
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.question?.answer('cancel');
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      p {
        margin-top: 8px;
        color: var(--ink-2);
      }

      ul {
        display: grid;
        gap: 10px;
        margin-top: 14px;
      }

      li {
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-small);
        background: var(--raised);
      }

      small {
        display: block;
        margin-top: 2px;
        color: var(--ink-2);
        font-size: 13px;
        overflow-wrap: anywhere;
      }
    `,
  ];
}

const KINDS: Record<SaveDoubt['kind'], string> = {
  failed: 'threw an error',
  slow: 'has not answered yet',
  gone: 'was reloaded or closed',
};

const WAITING = html`<p>While you decide, its answer still counts: should it come, this closes by itself.</p>`;

customElements.define('zf-save-question', SaveQuestionDialog);
