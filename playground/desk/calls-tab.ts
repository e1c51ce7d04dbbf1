import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { exactTime } from '../connection-words.js';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';
import { CALL_KINDS, statusText, statusTone, timeOfDay, userInWords } from './desk-words.js';
import { oneAtATime } from './one-at-a-time.js';
import type { DeskCall } from '../../src/core/protocol/index.js';

const READING = 'read';

/** The latest calls to Desk, and from it. */
export class CallsTab extends DeskTab {
  #calls: readonly DeskCall[] | undefined;

  readonly #read = oneAtATime(() =>
    this.attempt(READING, async () => {
      this.#calls = (await this.store.send({ type: 'calls' })).calls;
    }),
  );

  protected override refresh(): void {
    void this.#read();
  }

  override render(): TemplateResult {
    const calls = this.#calls;
    return html`
      <p class="intro">The latest calls since the server started, newest first. They hold no secret and no body.</p>
      ${this.problemAt(READING)}
      ${calls?.length === 0 ? html`<p class="empty">Nobody has called yet.</p>` : nothing}
      ${
        calls === undefined || calls.length === 0
          ? nothing
          : html`<div class="scroll">
              <table>
                <thead>
                  <tr><th>Time</th><th>Call</th><th>Status</th><th>Upstream</th><th class="wide">User, connection</th></tr>
                </thead>
                <tbody>
                  ${repeat(
                    calls,
                    ({ number }) => number,
                    (call) => this.#row(call),
                  )}
                </tbody>
              </table>
            </div>`
      }
    `;
  }

  #row(call: DeskCall): TemplateResult {
    const { kind, at, duration, method, url, status, upstreamStatus, problem, warnings } = call;
    const { text, title } = CALL_KINDS[kind];
    // On a narrow page it stands under the call.
    const by = this.#by(call);
    return html`<tr>
      <td class="time" title=${exactTime(at)}>${timeOfDay(at)}<br /><small>${duration} ms</small></td>
      <td class="call">
        <span class="chip" title=${title}>${text}</span> <code><b>${method}</b> ${url}</code>
        ${by === nothing ? nothing : html`<p class="narrow">${by}</p>`}
        ${problem === undefined ? nothing : html`<p class="box bad">${problem}</p>`}
        ${warnings.map((warning) => html`<p class="box warn">${warning}</p>`)}
      </td>
      <td><span class="chip ${statusTone(status)}">${statusText(status)}</span></td>
      <td>${upstreamStatus === undefined ? '' : html`<span class="chip ${statusTone(upstreamStatus)}">${upstreamStatus}</span>`}</td>
      <td class="wide">${by}</td>
    </tr>`;
  }

  /** For whom it was, and by which connection. */
  #by({ user, connection }: DeskCall): TemplateResult | typeof nothing {
    if (user === undefined && connection === undefined) return nothing;
    return html`${user === undefined ? nothing : userInWords(this.desk, user)}${
      connection === undefined ? nothing : html` <small>by <code>${connection}</code></small>`
    }`;
  }

  static override styles = [
    ...deskStyles,
    css`
      .time {
        white-space: nowrap;
      }

      .call {
        min-width: 260px;
      }

      .box,
      .narrow {
        margin-top: 6px;
      }

      .narrow {
        display: none;
        color: var(--ink-2);
      }

      .wide small {
        display: block;
      }

      @media (max-width: 900px) {
        .call {
          min-width: 170px;
        }

        .narrow {
          display: block;
        }

        .wide {
          display: none;
        }
      }
    `,
  ];
}

customElements.define('zf-desk-calls', CallsTab);
