import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { exactTime, fromNow } from '../connection-words.js';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';
import { groupLogs } from './group-logs.js';
import { oneAtATime } from './one-at-a-time.js';
import type { DeskLog } from '../../src/core/protocol/index.js';
import type { LogGroup } from './group-logs.js';

const PAGE = 100;
/** The server reads no more at once. */
const MOST = 1_000;
const READING = 'read';

/** The extension's logs, as a portal lists them: parents, and the sub logs under each. */
export class LogsTab extends DeskTab {
  #logs: readonly DeskLog[] | undefined;
  #limit = PAGE;

  readonly #read = oneAtATime(() =>
    this.attempt(READING, async () => {
      const { logs } = await this.store.send({ type: 'logs', from: 0, limit: this.#limit });
      this.#logs = logs;
    }),
  );

  protected override refresh(): void {
    void this.#read();
  }

  override render(): TemplateResult {
    const logs = this.#logs;
    const hasMore = logs?.length === this.#limit && this.#limit < MOST;
    return html`
      <p class="intro">What the extension logs by <code>/api/v1/extensionLogs</code>. Logs expire after three days.</p>
      ${this.problemAt(READING)}
      ${logs?.length === 0 ? html`<p class="empty">The extension has logged nothing yet.</p>` : nothing}
      <ul>
        ${repeat(
          groupLogs(logs ?? []),
          ({ id }) => id,
          (group) => html`<li>${group.subs.length === 0 ? logRow(group.parent) : parentRow(group)}</li>`,
        )}
      </ul>
      ${hasMore ? html`<div><button class="button" @click=${this.#more}>Show older logs</button></div>` : nothing}
    `;
  }

  readonly #more = () => {
    this.#limit = Math.min(this.#limit + PAGE, MOST);
    this.refresh();
  };

  static override styles = [
    ...deskStyles,
    css`
      li {
        border-bottom: 1px solid var(--line);
      }

      details > ul {
        margin: 0 0 10px 18px;
        border-left: 2px solid var(--line-strong);
      }

      details li {
        padding-left: 14px;
      }

      details li:last-child {
        border-bottom: 0;
      }

      .log {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px 14px;
        padding: 10px 0;
      }

      summary {
        padding: 10px 0;
        cursor: pointer;
      }

      summary .log {
        display: inline-grid;
        width: calc(100% - 22px);
        padding: 0 0 0 6px;
        vertical-align: top;
      }

      .log > :nth-child(n + 3) {
        grid-column: 1 / -1;
      }

      .log p {
        color: var(--ink-2);
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
    `,
  ];
}

function parentRow({ parent, subs }: LogGroup): TemplateResult {
  return html`<details>
    <summary>${parent === undefined ? html`<span class="log"><b>A parent that is older than these</b><small>${count(subs.length)}</small></span>` : logRow(parent, subs.length)}</summary>
    <ul>
      ${subs.map((sub) => html`<li>${logRow(sub)}</li>`)}
    </ul>
  </details>`;
}

function logRow(log: DeskLog | undefined, subs = 0): TemplateResult | typeof nothing {
  if (log === undefined) return nothing;
  const { title, description, at, reference, logId } = log;
  return html`<div class="log">
    <b>${title}</b>
    <small title=${exactTime(at)}>${fromNow(at, Date.now())}</small>
    ${description === '' ? nothing : html`<p>${description}</p>`}
    <small><code>${logId}</code>${reference === undefined ? nothing : html` · reference <code>${reference}</code>`}${subs === 0 ? nothing : html` · ${count(subs)}`}</small>
  </div>`;
}

function count(subs: number): string {
  return subs === 1 ? '1 sub log' : `${subs} sub logs`;
}

customElements.define('zf-desk-logs', LogsTab);
