import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { dialogStyles } from './dialog-styles.js';
import { sharedStyles } from './shared-styles.js';
import { SHORTCUTS } from './shortcuts.js';

/** The list of keys, in a native dialog. */
export class ShortcutsDialog extends LitElement {
  show(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">Shortcuts</h2>
      <dl>
        ${SHORTCUTS.map(({ keys, does }) => html`<div><dt>${does}</dt><dd><kbd>${keys}</kbd></dd></div>`)}
      </dl>
      <p>They work when the keyboard is with this page, not with the widget or a field.</p>
      <button class="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>Close</button>
    </dialog>`;
  }

  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      dialog {
        width: min(420px, calc(100vw - 32px));
      }

      dl {
        margin: 12px 0;
      }

      dl div {
        display: flex;
        justify-content: space-between;
        gap: 16px;
        padding: 7px 0;
        border-bottom: 1px solid var(--line);
      }

      p {
        margin-bottom: 16px;
        color: var(--ink-2);
        font-size: 13px;
      }
    `,
  ];
}

customElements.define('zf-shortcuts-dialog', ShortcutsDialog);
