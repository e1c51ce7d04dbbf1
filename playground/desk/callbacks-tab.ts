import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { EVENTS, statusText, statusTone } from './desk-words.js';
import { deskStyles } from './desk-styles.js';
import { DeskTab } from './desk-tab.js';
import { bodyView, copied, userField, userOf } from './fields.js';
import type { CallbackResult } from '../../src/core/protocol/index.js';

/** The events that Desk tells the extension of: where, and what came of it. */
export class CallbacksTab extends DeskTab {
  override render(): TemplateResult {
    const { callbacks } = this.desk;
    const draft = this.#draft;
    return html`
      <p class="intro">
        Fire an event, and the extension gets its call: JSON with a security context of the user, and the header
        <code>HASH</code> over that very body, made with the extension's secret.
      </p>
      <div class="row">
        ${userField(
          this.desk,
          userOf(this.desk, draft.user),
          (user) => {
            draft.user = user;
          },
          'On behalf of',
        )}
      </div>
      <ul class="events">
        ${callbacks.map(({ event, url }) => this.#event(event, url))}
      </ul>
    `;
  }

  get #draft(): { user: string; results: Map<string, CallbackResult> } {
    return this.store.draft('callbacks', { user: this.desk.user, results: new Map() });
  }

  #event(event: string, url: string | undefined): TemplateResult {
    const result = this.#draft.results.get(event);
    return html`<li>
      <div class="card" role="group" aria-label=${event}>
        <div class="question">
          <p>
            <b><code>${event}</code></b> <small>${EVENTS[event] ?? ''}</small><br />
            ${url === undefined ? html`<small>Nobody listens: <code>callbackListener</code> in plugin-manifest.json does not have it.</small>` : html`<code>${url}</code>`}
          </p>
          ${
            url === undefined
              ? nothing
              : html`<button class="button" aria-disabled=${this.isBusy(event)} @click=${() => this.#fire(event)}>
                  ${this.isBusy(event) ? 'Waiting …' : 'Fire'}
                </button>`
          }
        </div>
        ${this.problemAt(event)}
        <div role="status">${result === undefined ? nothing : shown(result)}</div>
      </div>
    </li>`;
  }

  #fire(event: string): void {
    const { user, results } = this.#draft;
    void this.attempt(event, async () => {
      results.delete(event);
      results.set(event, await this.store.send({ type: 'fire', event, user: userOf(this.desk, user) }));
    });
  }

  static override styles = [
    ...deskStyles,
    css`
      .events {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 10px;
      }
    `,
  ];
}

function shown({ status, answer = '', problem, duration, body, hash, url }: CallbackResult): TemplateResult {
  return html`<dl>
    <div>
      <dt>Answer</dt>
      <dd>
        ${status === undefined ? nothing : html`<span class="chip ${statusTone(status)}">${statusText(status)}</span>`} <small>${duration} ms, from ${url}</small>
        ${problem === undefined ? nothing : html`<p class="box bad">${problem}</p>`} ${answer === '' ? nothing : bodyView(answer)}
      </dd>
    </div>
    <div><dt>HASH</dt><dd>${copied(hash, 'Copy the HASH')}</dd></div>
    <div><dt>Body, as it was hashed</dt><dd>${copied(body, 'Copy the body')}</dd></div>
  </dl>`;
}

customElements.define('zf-desk-callbacks', CallbacksTab);
