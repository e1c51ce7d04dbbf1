import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Session } from './session.js';

/** What stands over the page when the server is gone, or a changed file of the project is not in use. */
export function pageNotice({ serverState, manifest }: Session): TemplateResult | typeof nothing {
  if (serverState === 'replaced') {
    return html`<div class="page-notice" role="alert">
      <p>zfapps-shim was started again, and does not know this page any more.</p>
      <button class="button" @click=${() => location.reload()}>Reload the page</button>
    </div>`;
  }
  if (serverState === 'lost') {
    return html`<div class="page-notice" role="alert">
      <p>zfapps-shim does not answer: it was stopped. Start it again; this page notices.</p>
    </div>`;
  }
  if (manifest.problems.length === 0) return nothing;
  return html`<div class="page-notice" role="alert">
    <div>
      <p>A file of the project is not in use, because it is wrong. What it was before still holds.</p>
      ${manifest.problems.map((problem) => html`<pre>${problem}</pre>`)}
    </div>
  </div>`;
}
