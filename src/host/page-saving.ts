import { askBeforeSave, eventName, recordId, SETTINGS_PRE_SAVE } from '../core/page/index.js';
import type { BeforeSavePorts, Page, PageRecord, SaveDoubt, SaveResult } from '../core/page/index.js';
import type { Caller } from '../core/protocol/index.js';
import type { ResizableFrame } from './stage.js';
import type { WidgetHost } from './types.js';

/** A question to the person: whether to save in spite of doubts. */
export interface SaveQuestion {
  doubts: readonly SaveDoubt[];
  answer(decision: 'save' | 'cancel'): void;
}

/** What came of saving a page's record. */
export type PageSaveResult =
  | Exclude<SaveResult, { outcome: 'saved' }>
  /** `sent`: the record as it was handed to `store`; the form may have been written into since. */
  | (Extract<SaveResult, { outcome: 'saved' }> & { sent: PageRecord });

/** What a {@link PageSaving} needs of its page. */
export interface PageSavingPorts {
  host: Pick<WidgetHost<ResizableFrame>, 'emit' | 'widgets'>;
  /** Stores a record; answers it as stored. */
  store(module: string, record: Record<string, unknown>): Promise<Record<string, unknown>>;
  limitMs(): number;
  /** `step` or `question` is another than before. */
  onChange(): void;
}

/** The saves of one page, one at a time: the widgets are asked, then the record is stored. */
export class PageSaving {
  /** What is under way. */
  step: 'idle' | 'asking' | 'storing' = 'idle';
  question: SaveQuestion | undefined;
  readonly #ports: PageSavingPorts;

  constructor(ports: PageSavingPorts) {
    this.#ports = ports;
  }

  get isBusy(): boolean {
    return this.step !== 'idle';
  }

  /**
   * Saves the page's record. What is on the form stays there, whatever comes of it.
   *
   * @throws ZfappsError where the server cannot store it
   */
  record(page: Page): Promise<PageSaveResult> {
    return this.#during(async () => {
      const { module } = page;
      const before = await this.#ask(eventName('PRE_SAVE', module, page.record), page.record);
      if (before !== undefined) return before;
      this.#enter('storing');
      // Read now: a handler may have written into the form.
      const sent = page.record;
      const record = await this.#ports.store(module, sent);
      return { outcome: 'saved', record, recordId: recordId(module, record) ?? '', sent };
    });
  }

  /** Saves the settings: what there is to keep, the widgets keep themselves. */
  settings(): Promise<SaveResult> {
    return this.#during(async () => {
      const before = await this.#ask(SETTINGS_PRE_SAVE, {});
      return before ?? { outcome: 'saved', record: {}, recordId: '' };
    });
  }

  async #during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#enter('asking');
    try {
      return await work();
    } finally {
      this.#enter('idle');
    }
  }

  /** Why it is not saved; undefined where nothing speaks against it. */
  async #ask(event: string, data: unknown): Promise<Exclude<SaveResult, { outcome: 'saved' }> | undefined> {
    const { host, limitMs } = this.#ports;
    const ports: BeforeSavePorts = {
      ask: (onHandler, onWidget) => host.emit(event, data, { onHandler, onWidget }),
      asked: () => host.widgets.filter(({ state }) => state === 'connected').map(callerOf),
      decide: (doubts, settled) => this.#decide(doubts, settled),
      limitMs: limitMs(),
    };
    const before = await askBeforeSave(ports);
    if (before.goesOn) return undefined;
    return 'preventions' in before
      ? { outcome: 'prevented', preventions: before.preventions }
      : { outcome: 'cancelled', doubts: before.doubts };
  }

  #decide(doubts: readonly SaveDoubt[], settled: AbortSignal): Promise<'save' | 'cancel'> {
    return new Promise((resolve) => {
      const end = (decision: 'save' | 'cancel') => {
        this.question = undefined;
        resolve(decision);
        this.#ports.onChange();
      };
      this.question = { doubts, answer: end };
      settled.addEventListener('abort', () => end('cancel'), { once: true });
      this.#ports.onChange();
    });
  }

  #enter(step: PageSaving['step']): void {
    this.step = step;
    this.#ports.onChange();
  }
}

function callerOf({ widget: { widget, location } }: WidgetHost<ResizableFrame>['widgets'][number]): Caller {
  return location === undefined ? { widget } : { widget, location };
}
