import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { indentJson } from './indent-json.js';
import { jsonView } from '../json-view.js';
import { userInWords } from './desk-words.js';
import '../copy-button.js';
import type { DeskState } from '../../src/core/protocol/index.js';

/** A choice of the organisation's users. */
export function userField(
  desk: DeskState,
  user: string,
  choose: (id: string) => void,
  label = 'User',
): TemplateResult {
  return html`<label class="field"
    >${label}
    <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
      ${desk.users.map(({ id }) => html`<option value=${id} .selected=${id === user}>${userInWords(desk, id)}</option>`)}
    </select>
  </label>`;
}

/** The user that was chosen, if there still is one; else the page's. */
export function userOf(desk: DeskState, chosen: string): string {
  return desk.users.some(({ id }) => id === chosen) ? chosen : desk.user;
}

/** A text, with a button that copies it. */
export function copied(text: string, label: string): TemplateResult {
  return html`<span class="copied"><code>${text}</code><zf-copy-button .text=${text} label=${label}></zf-copy-button></span>`;
}

/** A body: with colours and a member on each line where it is JSON, else as it is. */
export function bodyView(text: string): TemplateResult {
  const json = indentJson(text);
  return json === undefined ? html`<pre tabindex="0">${text}</pre>` : jsonView(json);
}
