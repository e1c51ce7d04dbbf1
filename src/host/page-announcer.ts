import { eventName, explainSubscription, WIDGET_OPEN } from '../core/page/index.js';
import { firesFor } from '../core/protocol/index.js';
import type { Page } from '../core/page/index.js';
import type { ResizableFrame } from './stage.js';
import type { EmitOptions, WidgetHost, WidgetOnHost } from './types.js';

/** What a {@link PageAnnouncer} needs of its page. */
export interface AnnouncerPorts {
  host: Pick<WidgetHost<ResizableFrame>, 'emit' | 'widgets'>;
  /** The page, where it has a record. */
  page(): Page | undefined;
  /** The modules of the package's widgets. */
  modules(): readonly string[];
}

/** Tells widgets what happens on the page that they stand on. */
export class PageAnnouncer {
  readonly #ports: AnnouncerPorts;
  /** The lasting events that the present page of each widget has been told. */
  readonly #told = new WeakMap<WidgetOnHost, Set<string>>();
  /** The person has typed something that no CHANGE has told of. */
  #untold = false;

  constructor(ports: AnnouncerPorts) {
    this.#ports = ports;
  }

  /** Another page is shown: what was typed into the former one is nobody's affair any more. */
  begin(): void {
    this.#untold = false;
  }

  /** The person has typed: widgets see it by `get`, and are told once the field is left. */
  typed(): void {
    this.#untold = true;
  }

  /** The person has left the field. */
  commit(): void {
    if (!this.#untold) return;
    this.#untold = false;
    this.changed();
  }

  /** The form is another than before; not told to the widget that is the cause. */
  changed(by?: WidgetOnHost): void {
    this.#emit('CHANGE', by === undefined ? {} : { except: by });
  }

  /** Another record is on the page: news to a form is a change, elsewhere it was opened. */
  replaced(): void {
    const mode = this.#ports.page()?.mode;
    if (mode === 'creation' || mode === 'edit') this.changed();
    else this.opened();
  }

  /** A record was opened; widgets that come later are told as they subscribe. */
  opened(): void {
    if (this.#ports.page()?.mode === 'details') this.previewed();
  }

  /** The person looks at the form as the record's page would show it. */
  previewed(): void {
    const page = this.#ports.page();
    if (page === undefined) return;
    const event = eventName('PREVIEW', page.module, page.record);
    for (const widget of this.#ports.host.widgets)
      if (widget.state === 'connected') this.#note(widget, event);
    this.#emit('PREVIEW');
  }

  /** The record was stored. */
  saved(module: string, record: Record<string, unknown>, id: string): void {
    void this.#ports.host.emit(eventName('SAVED', module, record), { record_id: id });
  }

  /** A widget begins to load a page. */
  loads(widget: WidgetOnHost): void {
    this.#told.delete(widget);
  }

  /**
   * A widget has subscribed a handler: what lasts is told to it, once for each of its pages.
   *
   * @returns what is wrong with the name
   */
  subscribed(event: string, from: WidgetOnHost): string | undefined {
    const { page, modules } = this.#ports;
    const shown = page();
    this.#tellOnce(from, event, WIDGET_OPEN, {});
    if (shown?.mode === 'details')
      this.#tellOnce(from, event, eventName('PREVIEW', shown.module, shown.record), shown.record);
    return explainSubscription(event, modules());
  }

  #tellOnce(widget: WidgetOnHost, subscribed: string, event: string, data: unknown): void {
    if (!firesFor(subscribed, event) || this.#told.get(widget)?.has(event)) return;
    this.#note(widget, event);
    void this.#ports.host.emit(event, data, { only: widget });
  }

  #note(widget: WidgetOnHost, event: string): void {
    this.#told.set(widget, (this.#told.get(widget) ?? new Set()).add(event));
  }

  #emit(kind: 'CHANGE' | 'PREVIEW', options: EmitOptions = {}): void {
    const page = this.#ports.page();
    if (page === undefined) return;
    const { record } = page;
    void this.#ports.host.emit(eventName(kind, page.module, record), record, options);
  }
}
