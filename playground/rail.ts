import { css, html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { mark, shapeIcons } from './icons.js';
import { routeTo } from './route.js';
import { sharedStyles } from './shared-styles.js';
import type { ManifestAnswer } from '../src/core/protocol/index.js';

/** The side of the page: product, package, mode, the manifest's widgets, notes. */
export class Rail extends LitElement {
  static override properties = { manifest: { attribute: false }, selected: { type: Number } };

  declare manifest: ManifestAnswer;
  declare selected: number;

  override render(): TemplateResult {
    const { name, mode, version, notes } = this.manifest;
    return html`
      <header>
        <div class="brand">${mark}<strong>zfapps<span>shim</span></strong><small>${version}</small></div>
        <div class="package">
          <h1 title=${name}>${name}</h1>
          <span class="chip ${mode === 'live' ? 'warn' : 'accent'}" title=${MODES[mode]}>${mode}</span>
        </div>
      </header>
      <nav aria-label="Widgets">
        <h2>Widgets</h2>
        <ul>
          ${this.manifest.widgets.map((widget, index) => this.#item(widget, index))}
        </ul>
        ${this.manifest.widgets.length === 0 ? NO_WIDGETS : nothing}
      </nav>
      <footer>
        ${
          notes.length > 0
            ? html`<details>
                <summary>${notes.length === 1 ? '1 note' : `${notes.length} notes`}</summary>
                <ul>
                  ${notes.map((note) => html`<li>${note}</li>`)}
                </ul>
              </details>`
            : nothing
        }
        <button class="button plain" @click=${() => this.dispatchEvent(new Event('help'))}><kbd>?</kbd> Shortcuts</button>
      </footer>
    `;
  }

  #item(
    { name, location, locationTitle, shape }: ManifestAnswer['widgets'][number],
    index: number,
  ): TemplateResult {
    return html`<li>
      <a href=${routeTo(index)} aria-current=${this.selected === index ? 'page' : 'false'} title=${locationTitle}>
        <span class="shape">${shapeIcons[shape]}</span>
        <span class="names"><span class="name">${name}</span><span class="location">${location}</span></span>
      </a>
    </li>`;
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 18px;
        min-height: 0;
        padding: 14px 12px;
        border-right: 1px solid var(--line);
        background: var(--rail);
      }

      header {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        padding: 0 4px;
      }

      .brand {
        display: flex;
        align-items: center;
        gap: 9px;
      }

      .brand strong {
        font-size: 15px;
        letter-spacing: -0.01em;
      }

      .brand strong span {
        margin-left: 3px;
        color: var(--accent-text);
        font-weight: 500;
      }

      .brand small {
        margin-left: auto;
        color: var(--ink-3);
        font-size: 12px;
      }

      .package {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px;
        padding: 9px 11px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--paper);
      }

      h1 {
        overflow: hidden;
        font-size: 14px;
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      nav {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }

      h2 {
        padding: 0 8px 6px;
        color: var(--ink-3);
        font-size: 12px;
        font-weight: 600;
      }

      nav ul {
        display: grid;
        gap: 2px;
      }

      a {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 7px 8px;
        border-radius: 8px;
        color: var(--ink);
        text-decoration: none;
      }

      a:focus-visible {
        outline-offset: -2px;
      }

      a:hover {
        background: var(--hover);
      }

      a[aria-current='page'] {
        background: var(--accent-soft);
      }

      .shape {
        display: flex;
        flex: none;
        color: var(--ink-3);
      }

      a[aria-current='page'] .shape,
      a[aria-current='page'] .location {
        color: var(--accent-text);
      }


      .names {
        display: grid;
        min-width: 0;
      }

      .name,
      .location {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name {
        font-weight: 550;
      }

      .location {
        color: var(--ink-3);
        font: 11.5px / 1.4 var(--mono);
      }

      footer {
        display: grid;
        gap: 8px;
        justify-items: start;
      }

      details {
        width: 100%;
        max-height: 34vh;
        overflow: auto;
        padding: 8px 11px;
        border-radius: var(--radius);
        background: var(--amber-soft);
        color: var(--ink);
        font-size: 13px;
      }

      summary {
        color: var(--amber);
        font-weight: 600;
        cursor: pointer;
      }

      details li {
        margin-top: 6px;
        overflow-wrap: anywhere;
      }

      .empty {
        padding: 0 8px;
        color: var(--ink-2);
      }

      @media (max-width: 1080px) {
        :host {
          flex-direction: row;
          align-items: center;
          gap: 12px;
          padding: 8px 12px;
          border-right: 0;
          border-bottom: 1px solid var(--line);
        }

        header,
        nav ul,
        footer {
          display: flex;
          align-items: center;
          gap: 8px;
        }

        nav {
          overflow: auto hidden;
        }

        nav li {
          flex: none;
        }

        .brand strong,
        .brand small,
        .package h1,
        h2 {
          position: absolute;
          clip-path: inset(50%);
        }

        .package {
          padding: 0;
          border: 0;
          background: none;
        }

        a {
          padding: 4px 9px;
        }

        .name {
          white-space: nowrap;
        }

        details {
          position: relative;
          overflow: visible;
          white-space: nowrap;
        }

        details ul {
          position: absolute;
          z-index: 4;
          right: 0;
          width: min(380px, 80vw);
          padding: 10px 14px;
          border-radius: var(--radius);
          background: var(--paper);
          box-shadow: var(--shadow-high);
          white-space: normal;
        }
      }

      @media (max-width: 760px) {
        .location,
        footer .button {
          display: none;
        }
      }
    `,
  ];
}

const MODES = {
  offline: 'Nothing leaves this machine: requests are answered by mocks and the sample organisation.',
  live: 'Requests reach their real upstreams.',
};

const NO_WIDGETS = html`<p class="empty">The manifest lists no widgets yet. Add one under <code>modules.widgets</code>.</p>`;

customElements.define('zf-rail', Rail);
