import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { jsonView } from '../json-view.js';
import { statusText, statusTone } from './desk-words.js';
import { bodyView } from './fields.js';
import { readOutcome } from './invoke-call.js';
import '../copy-button.js';
import type { DeskRefusal, InvokeAnswer, InvokeOutcome } from './invoke-call.js';

/** What the Invoke API answered: the upstream's answer in its parts, or why it refused. */
export function outcomeView(outcome: InvokeOutcome): TemplateResult {
  const read = readOutcome(outcome);
  return html`<section class="card" aria-label="Answer">
    <h3>
      Answer <span class="chip ${statusTone(outcome.status)}">${statusText(outcome.status)}</span>
      <small>${outcome.duration} ms</small>
      <zf-copy-button .text=${outcome.text} label="Copy the answer as it came"></zf-copy-button>
    </h3>
    ${read === undefined ? bodyView(outcome.text) : 'errorCode' in read ? refusal(read) : parts(read)}
  </section>`;
}

function refusal({ errorCode, message, fields }: DeskRefusal): TemplateResult {
  return html`<div class="box bad">
    <p><code>${errorCode}</code> ${message}</p>
    ${fields.map((field) => html`<p>${field}</p>`)}
  </div>`;
}

function parts({ statusCode, response, responseHeaders }: InvokeAnswer): TemplateResult {
  return html`<dl>
    <div><dt>statusCode</dt><dd><span class="chip ${statusTone(Number(statusCode))}">${statusCode}</span></dd></div>
    <div><dt>response</dt><dd>${response === '' ? html`<small>empty</small>` : bodyView(response)}</dd></div>
    <div><dt>responseHeaders</dt><dd>${responseHeaders === '' ? nothing : jsonView(responseHeaders)}</dd></div>
  </dl>`;
}
