import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { isLocalAddress } from '../src/core/protocol/index.js';
import { icons } from './icons.js';
import type { WidgetOnPage } from '../src/core/protocol/index.js';
import type { WidgetState } from '../src/host/index.js';

/** The line above a widget's frame: name, location, state, reload. */
export function widgetHeader(
  widget: WidgetOnPage,
  state: WidgetState | undefined,
  reload: () => void,
): TemplateResult {
  return html`<header class="panel-header">
    <div class="panel-names">
      <h2>${widget.name}</h2>
      <code>${widget.location}</code>
    </div>
    ${state === undefined ? nothing : html`<span class="state ${state}" role="status">${STATES[state]}</span>`}
    ${
      state === undefined
        ? nothing
        : html`<button class="icon-button" aria-label="Reload the widget" title="Reload the widget (r)" @click=${reload}>
            ${icons.reload}
          </button>`
    }
  </header>`;
}

const STATES: Record<WidgetState, string> = { loading: 'Loading', connected: 'Connected', closed: 'Closed' };

/** What stands with the frame, or in its place, when there is something to explain. */
export function widgetNotice(
  widget: WidgetOnPage,
  state: WidgetState | undefined,
): TemplateResult | typeof nothing {
  if (widget.hostedElsewhere) return hostedElsewhere(widget);
  return widget.shape === 'background' && state === 'connected' ? RUNS_BEHIND : nothing;
}

function hostedElsewhere(widget: WidgetOnPage): TemplateResult {
  return html`<div class="kind">
    ${icons.elsewhere}
    <h3>This widget is hosted elsewhere</h3>
    <p>
      Its manifest entry has the absolute address <code>${widget.url}</code>, so its files are not in this package and
      its SDK cannot be swapped here. ${isLocalAddress(widget.url) ? OWN_SERVER : ELSEWHERE}
    </p>
    ${isLocalAddress(widget.url) ? html`<pre>npx zfapps-shim dev ${new URL(widget.url).origin}</pre>` : nothing}
    <p><a href=${widget.url} target="_blank" rel="noopener noreferrer">Open it in a tab of its own</a></p>
  </div>`;
}

const OWN_SERVER = 'Its own server is on this machine: while it runs, the widget can be shown through it.';

const ELSEWHERE = html`Run its own project with the <code>zfapps()</code> plugin of Vite, start its dev server here and
  name its address in place of the folder, or point <code>url</code> at a page of the package.`;

const RUNS_BEHIND = html`<p class="hint">
  It runs behind every page and has no place of its own. Its calls are in the log; the page's events reach it.
</p>`;
