import { eventName, explainSubscription, WIDGET_OPEN } from '../../src/core/page/index.js';
import { firesFor } from '../../src/core/protocol/index.js';
import type { Page } from '../../src/core/page/index.js';
import type { OpenWidget, WidgetHost, WidgetOnHost } from '../../src/host/index.js';

/** What an announcer needs of its tab. */
export interface AnnouncerPorts {
  host(): WidgetHost;
  /** The page, where it has a record. */
  page(): Page | undefined;
  /** The modules of the package's widgets. */
  modules(): readonly string[];
}

/** Tells widgets what happens on the page of this tab. */
export class Announcer {
  readonly #ports: AnnouncerPorts;
  /** The lasting events that the present page of each widget has been told. */
  readonly #told = new WeakMap<OpenWidget, Set<string>>();
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
    this.#emit('PREVIEW');
  }

  /** The record was stored. */
  saved(module: string, record: Record<string, unknown>, id: string): void {
    void this.#ports.host().emit(eventName('SAVED', module, record), { record_id: id });
  }

  /** A widget begins to load a page. */
  loads(widget: OpenWidget): void {
    this.#told.delete(widget);
  }

  /**
   * A widget has subscribed a handler: what lasts is told to it, once for each of its pages.
   *
   * @returns what is wrong with the name
   */
  subscribed(event: string, from: WidgetOnHost): string | undefined {
    const { host, page, modules } = this.#ports;
    const open = host().widgets.find(({ id }) => id === from.id);
    const shown = page();
    if (open !== undefined) {
      this.#tellOnce(open, event, WIDGET_OPEN, {});
      if (shown?.mode === 'details')
        this.#tellOnce(open, event, eventName('PREVIEW', shown.module, shown.record), shown.record);
    }
    return explainSubscription(event, modules());
  }

  #tellOnce(open: OpenWidget, subscribed: string, event: string, data: unknown): void {
    if (!firesFor(subscribed, event)) return;
    const told = this.#told.get(open) ?? new Set();
    if (told.has(event)) return;
    this.#told.set(open, told.add(event));
    void this.#ports.host().emit(event, data, { only: open });
  }

  #emit(kind: 'CHANGE' | 'PREVIEW', options: { except?: WidgetOnHost } = {}): void {
    const page = this.#ports.page();
    if (page === undefined) return;
    const { record } = page;
    void this.#ports.host().emit(eventName(kind, page.module, record), record, options);
  }
}
