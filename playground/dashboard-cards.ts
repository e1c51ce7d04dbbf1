import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** The cards around a dashboard widget: shapes without numbers, so that the widget's are the only ones. */
export function dashboardCards(): TemplateResult {
  return html`<div class="other-cards" aria-hidden="true">
    <div class="other-card"><i></i><b></b><span></span></div>
    <div class="other-card"><i></i><b></b><span></span></div>
    <div class="other-card"><i></i><b></b><span></span></div>
  </div>`;
}
