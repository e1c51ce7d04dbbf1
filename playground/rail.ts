import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { countProblems } from './connection-words.js';
import { icons, mark, shapeIcons } from './icons.js';
import { routeTo } from './route.js';
import { railStyles } from './rail-styles.js';
import { sharedStyles } from './shared-styles.js';
import type { ConnectionInfo, ManifestAnswer } from '../src/core/protocol/index.js';

/**
 * The side of the page: product, package, mode, the manifest's widgets, connections, notes.
 *
 * Dispatches `connections` and `help` when they are asked for.
 */
export class Rail extends LitElement {
  static override properties = {
    manifest: { attribute: false },
    selected: { type: Number },
    connections: { attribute: false },
    problems: { attribute: false, hasChanged: (now: unknown, was: unknown) => String(now) !== String(was) },
  };

  declare manifest: ManifestAnswer;
  declare selected: number;
  declare connections: readonly ConnectionInfo[];
  /** For each widget of the manifest, how many problems its pages have. */
  declare problems: readonly number[];

  constructor() {
    super();
    this.problems = [];
    this.connections = [];
  }

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
        ${this.#connections()}
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
    const count = this.problems[index] ?? 0;
    return html`<li>
      <a href=${routeTo(index)} aria-current=${this.selected === index ? 'page' : 'false'} title=${locationTitle}>
        <span class="shape">${shapeIcons[shape]}</span>
        <span class="names"><span class="name">${name}</span><span class="location">${location}</span></span>
        ${count > 0 ? html`<span class="chip bad" title="Problems of this widget's page">${count}</span>` : nothing}
      </a>
    </li>`;
  }

  #connections(): TemplateResult {
    const { unusable, forced } = countProblems(this.connections, this.manifest.mode);
    const count = this.connections.length;
    return html`<button class="entry" aria-haspopup="dialog" @click=${() => this.dispatchEvent(new Event('connections'))}>
      <span class="shape">${icons.plug}</span>
      <span class="names">
        <span class="line"
          ><span class="name">Connections</span>${count > 0 ? html`<span class="chip count" title="Connections of this project">${count}</span>` : nothing}</span
        >
        ${
          unusable + forced > 0
            ? html`<span class="chips">
                ${unusable > 0 ? html`<span class="chip warn" title="Calls cannot use them as they are">${unusable}<span class="words"> not usable</span></span>` : nothing}
                ${forced > 0 ? html`<span class="chip warn" title="A state is tried">${forced}<span class="words"> forced</span></span>` : nothing}
              </span>`
            : nothing
        }
      </span>
    </button>`;
  }

  static override styles = [sharedStyles, railStyles];
}

const MODES = {
  offline: 'Nothing leaves this machine: requests are answered by mocks.',
  live: 'Requests reach their real upstreams.',
};

const NO_WIDGETS = html`<p class="empty">The manifest lists no widgets yet. Add one under <code>modules.widgets</code>.</p>`;

customElements.define('zf-rail', Rail);
