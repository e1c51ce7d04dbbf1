import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { CONSOLE_FIELDS, REQUEST_TYPES } from './console-draft.js';
import type { ConsoleDraft, ConsoleField } from './console-draft.js';

/** Fields that hold JSON, or more than a line. */
const LONG: readonly ConsoleField[] = ['queryParams', 'postBody', 'headers'];

/** The fields of an invoke call: each can be left out, and what somebody types into is sent. */
export function consoleFields(fields: ConsoleDraft['fields'], changed: () => void): TemplateResult[] {
  return CONSOLE_FIELDS.map(({ name, hint }) => {
    const field = fields[name];
    const type = (event: Event) => {
      field.text = (event.target as HTMLInputElement).value;
      field.isSent = true;
      changed();
    };
    return html`<div class="console-field ${field.isSent ? '' : 'out'}">
      <input
        type="checkbox"
        aria-label=${`Send ${name}`}
        title="Send it; what is not sent is not hashed"
        .checked=${live(field.isSent)}
        @change=${(event: Event) => {
          field.isSent = (event.target as HTMLInputElement).checked;
          changed();
        }}
      />
      <label for=${name}><code>${name}</code></label>
      ${control(name, hint, field.text, type)}
    </div>`;
  });
}

function control(
  name: ConsoleField,
  hint: string,
  text: string,
  type: (event: Event) => void,
): TemplateResult {
  if (name === 'requestType')
    return html`<select id=${name} @change=${type}>
      ${REQUEST_TYPES.map((one) => html`<option .selected=${one === text}>${one}</option>`)}
    </select>`;
  return LONG.includes(name)
    ? html`<textarea id=${name} rows=${name === 'postBody' ? 4 : 2} spellcheck="false" placeholder=${hint} .value=${live(text)} @input=${type}></textarea>`
    : html`<input id=${name} spellcheck="false" autocomplete="off" placeholder=${hint || nothing} .value=${live(text)} @input=${type} />`;
}
