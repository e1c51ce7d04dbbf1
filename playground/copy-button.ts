import { css, html, LitElement } from 'lit';
import type { TemplateResult } from 'lit';
import { icons } from './icons.js';
import { sharedStyles } from './shared-styles.js';

/** A button that copies a text, and says whether it did. */
export class CopyButton extends LitElement {
  static override properties = {
    text: { attribute: false },
    label: {},
    outcome: { state: true },
  };

  declare text: string;
  /** What is copied, for whoever does not see what it stands beside. */
  declare label: string;
  declare outcome: string;

  constructor() {
    super();
    this.label = 'Copy';
    this.outcome = '';
  }

  override render(): TemplateResult {
    return html`<button class="button plain" aria-label=${this.label} title=${this.label} @click=${this.#copy}>
        ${icons.copy}</button><span role="status">${this.outcome}</span>`;
  }

  readonly #copy = async () => {
    // Only secure contexts have a clipboard: this machine's own addresses, and https.
    const copied = await navigator.clipboard?.writeText(this.text).then(
      () => true,
      () => false,
    );
    this.outcome = copied ? 'Copied' : 'The browser refuses';
  };

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }

      .button {
        min-height: 24px;
        padding: 3px 5px;
      }

      [role='status'] {
        color: var(--ink-2);
        font-size: 12px;
      }
    `,
  ];
}

customElements.define('zf-copy-button', CopyButton);
