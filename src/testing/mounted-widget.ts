import type { Page } from '../core/page/index.js';
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
  /** The page that it stands on: `page.record`, `page.get('invoice.total')`, `page.replaceRecord(…)`. */
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
