import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { WidgetOnPage } from '../../src/core/protocol/index.js';
import type { Session } from '../session.js';

/**
 * The panels of one group, a slot for each widget that ever stood in it. A frame that moves in the document
 * loads anew, so slots stay where they came, also while their widget is elsewhere; `order` puts the panels
 * in the order of the manifest.
 */
export class PanelSlots {
  #slots: WidgetOnPage[] = [];

  render(session: Session, shown: readonly WidgetOnPage[]): unknown {
    const { widgets } = session.manifest;
    const came = shown.filter((widget) => !this.#slots.includes(widget));
    this.#slots = [...this.#slots.filter((widget) => widgets.includes(widget)), ...came];
    return repeat(
      this.#slots,
      (widget) => widget,
      (widget) => (shown.includes(widget) ? panel(session, widget) : nothing),
    );
  }
}

function panel(session: Session, widget: WidgetOnPage): TemplateResult {
  return html`<zf-widget-panel
    .session=${session}
    .widget=${widget}
    .order=${session.manifest.widgets.indexOf(widget)}
    ?data-selected=${widget === session.widget}
  ></zf-widget-panel>`;
}
