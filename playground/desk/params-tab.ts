import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { DeskTab } from './desk-tab.js';
import './param-row.js';

/** The extension's config params, as a portal lets people fill them in. */
export class ParamsTab extends DeskTab {
  override render(): TemplateResult {
    const { configParams } = this.desk;
    if (configParams.length === 0)
      return html`<p class="empty">
        The extension has no config params. Declare them under <code>config</code> in <code>plugin-manifest.json</code>.
      </p>`;
    return html`
      <p class="intro">
        What whoever installs the extension fills in. Placeholders stand for the values; those marked
        <b>*</b> may not be empty.
      </p>
      ${repeat(
        configParams,
        ({ name }) => name,
        (info) => html`<zf-desk-param .store=${this.store} .desk=${this.desk} .info=${info}></zf-desk-param>`,
      )}
    `;
  }
}

customElements.define('zf-desk-params', ParamsTab);
