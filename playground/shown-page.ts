import { createPageAt, moduleShownAt } from '../src/core/page/index.js';
import type { Page } from '../src/core/page/index.js';
import type { RecordsAnswer, WidgetOnPage } from '../src/core/protocol/index.js';

/** The page that the selected widget stands on: made of the server's records, or of what the person put there. */
export class ShownPage {
  #records: RecordsAnswer;
  #widget: WidgetOnPage | undefined;
  #model: Page | undefined;
  /** The record is one that the person put there. */
  #edited = false;

  constructor(records: RecordsAnswer) {
    this.#records = records;
  }

  get model(): Page {
    this.#model ??= this.#create();
    return this.#model;
  }

  get organization(): Record<string, unknown> {
    return this.#records.organization;
  }

  /** The module of the page's record; absent where the page shows none. */
  get module(): string | undefined {
    return this.#widget === undefined ? undefined : moduleShownAt(this.#widget.location);
  }

  /** Goes to the page of another widget, with the record that the server has. */
  show(widget: WidgetOnPage | undefined): void {
    this.#widget = widget;
    this.#model = undefined;
    this.#edited = false;
  }

  /** Takes the same widget as a changed manifest has it: the page stays, unless it is another one now. */
  keep(widget: WidgetOnPage | undefined): void {
    const isSame = widget?.module === this.#widget?.module && widget?.pageMode === this.#widget?.pageMode;
    if (isSame && widget?.shape === this.#widget?.shape) this.#widget = widget;
    else this.show(widget);
  }

  /** Puts another record on the page. */
  replace(record: Record<string, unknown>): void {
    this.model.replaceRecord(record);
    this.#edited = true;
  }

  /** Takes the records that the server has now; what the person put on the page goes. */
  reset(records: RecordsAnswer): void {
    this.#records = records;
    this.#model = undefined;
    this.#edited = false;
  }

  /**
   * Takes the records that the server has now; what the person put on the page stays.
   *
   * @returns whether the page shows another record than before
   */
  update(records: RecordsAnswer): boolean {
    const former = this.#records;
    if (JSON.stringify(former) === JSON.stringify(records)) return false;
    const own = this.#edited ? this.model.record : undefined;
    this.#records = records;
    this.#model = undefined;
    if (own !== undefined) this.model.replaceRecord(own);
    const recordOf = (of: RecordsAnswer) => JSON.stringify(of.records[this.module ?? '']);
    return own === undefined && recordOf(former) !== recordOf(records);
  }

  #create(): Page {
    return createPageAt(this.#widget?.location, this.#records);
  }
}
