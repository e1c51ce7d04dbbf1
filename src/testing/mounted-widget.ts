import type { Page, SaveResult } from '../core/page/index.js';
import type { ForcedState } from '../core/protocol/index.js';
import type {
  EventAnswer,
  Notification,
  ResizableFrame,
  WidgetCall,
  WidgetFinding,
  WidgetHost,
} from '../host/index.js';
import type { WidgetWindow } from './dom/engine.js';
import type { ObservedRequest } from './observed-request.js';
import type { SaveOptions } from './page-save.js';

/** A page of a widget that is mounted: its own, or one that it opened as a modal. */
export interface MountedPage {
  /** The path of the page, such as `/app/modal.html`. */
  readonly path: string;
  readonly window: WidgetWindow;
  readonly document: Document;
  /** Ends the page, as a person's Close does. */
  close(): void;
}

/** A mounted widget. */
export interface MountedWidget<Frame extends ResizableFrame = ResizableFrame> {
  readonly window: WidgetWindow;
  readonly document: Document;
  /** What stands for its frame: `frame.style` is what `invoke('RESIZE')` asked for. */
  readonly frame: Frame;
  readonly host: WidgetHost<Frame>;
  /** It has hidden itself, by `hideWidget()`. */
  readonly hidden: boolean;
  /**
   * The page that it stands on: `page.record`, `page.changes`, `page.get('invoice.total')`,
   * `page.replaceRecord(…)`, which tells no widget by itself.
   */
  readonly page: Page;
  /** Its calls of `ZFAPPS.request` that have ended, oldest first. */
  readonly requests: readonly ObservedRequest[];
  /** Every call over the bridge, oldest first; those under way have the outcome `pending`. */
  readonly calls: readonly WidgetCall[];
  /** Its notifications, oldest first. */
  readonly notifications: readonly Notification[];
  /** Its modals that are open and have loaded, the newest last. */
  readonly modals: readonly MountedPage[];
  /** Uncaught errors, files that did not load and what the policy blocked, oldest first. */
  readonly findings: readonly WidgetFinding[];
  /** Hands an event to every widget on its page and waits for what their handlers return. */
  emit(event: string, data?: unknown): Promise<EventAnswer[]>;
  /**
   * Types into the form and leaves the field: totals follow, and every widget on the page gets CHANGE.
   * Resolves once their handlers have answered.
   *
   * @param path below the record, such as `reference_number` or `line_items[0].quantity`
   * @throws ZfappsError `not_settable` on a page without a form, `unknown_key` for a path to nothing
   */
  change(path: string, value: unknown): Promise<void>;
  /**
   * Saves the form as a person's Save does: every widget on the page gets PRE_SAVE, and may prevent it; then
   * the record is stored in the page's memory, a new one under an identifier, and every widget gets SAVED. On
   * a `plugin.globalfields` page it saves the settings. What is on the form stays there, whatever comes of it.
   *
   * @returns `{ outcome: 'saved', record, recordId }`, `{ outcome: 'prevented', preventions }`, or
   *   `{ outcome: 'cancelled', doubts }`
   * @throws ZfappsError `not_settable` on a page without a form, `too_busy` while the page is being saved
   */
  save(options?: SaveOptions): Promise<SaveResult>;
  /**
   * Selects records of the list by their identifiers, or lines of the form by their indexes, as text.
   *
   * @throws ZfappsError `unknown_record` for what is not there
   */
  select(ids: readonly string[]): void;
  /**
   * Forces a state upon a connection, or with undefined none: `revoked`, for example, has every call through
   * it reject, `unauthorized_once` answers the next one with 401 once.
   */
  force(linkName: string, state: ForcedState | undefined): void;
  /** Resolves once no call and no modal's page is under way, and none has followed for a few turns of the event loop. */
  settled(): Promise<void>;
  /** Loads its page anew, as a reload in the browser does. */
  reload(): Promise<void>;
  /**
   * Ends it: its timers, listeners and ports. Safe to call twice; under Vitest a widget that a test
   * mounted is closed with that test.
   *
   * @throws the first error that the widget threw and nobody caught
   */
  close(): Promise<void>;
}
