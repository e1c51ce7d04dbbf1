import type { WidgetOnPage } from '../../src/core/protocol/index.js';
import type { OpenWidget, WidgetHost, WidgetToOpen } from '../../src/host/index.js';

/** The open widgets of this tab: those that stand in the page, by their entry in the manifest, and modals. */
export class OpenWidgets {
  readonly #host: WidgetHost;
  readonly #inPage = new Map<WidgetOnPage, OpenWidget>();

  constructor(host: WidgetHost) {
    this.#host = host;
  }

  /** The widget that stands in the page; undefined where it does not, or opened as a modal. */
  get(widget: WidgetOnPage): OpenWidget | undefined {
    return this.#inPage.get(widget);
  }

  /** Opens a widget of the manifest in its place, or in a modal. */
  open(widget: WidgetOnPage, container?: Element): OpenWidget {
    const toOpen: WidgetToOpen = {
      widget: widget.name,
      location: widget.location,
      url: widget.url,
      allowedFeatures: widget.allowedFeatures,
      ...(widget.align === undefined ? {} : { align: widget.align }),
    };
    if (container === undefined) return this.#host.openModal(toOpen);
    const open = this.#host.open(toOpen, container);
    this.#inPage.set(widget, open);
    return open;
  }

  /** Closes a widget that stood in the page. */
  close(widget: WidgetOnPage, open: OpenWidget | undefined): void {
    open?.close();
    if (this.#inPage.get(widget) === open) this.#inPage.delete(widget);
  }

  /** Closes what stands over the page. */
  closeModals(): void {
    const inPage = [...this.#inPage.values()];
    for (const open of this.#host.widgets) if (!inPage.includes(open)) open.close();
  }
}
