import type { ModalAlign } from '../core/protocol/index.js';
import type { WidgetDocuments } from './frame-documents.js';
import type { WidgetToOpen } from './types.js';

/** What stands for a widget's frame: `invoke('RESIZE')` writes its style. */
export interface ResizableFrame {
  readonly style: { width: string; height: string };
}

/**
 * Where a host shows its widgets: frames of a document (`documentStage()`), or windows of a test that
 * has no document.
 */
export interface Stage<Frame extends ResizableFrame> {
  /** Shows a widget's page; it loads at once. */
  show(widget: WidgetToOpen, container: Element | undefined): Shown<Frame>;
  /** @param onClose called once, however it was closed */
  openModal(title: string, onClose: () => void, options?: ModalOptions): Modal;
}

/** How a modal stands on the page. */
export interface ModalOptions {
  /** Default: in the middle. */
  align?: ModalAlign;
}

/** A modal dialog over the page. */
export interface Modal {
  /** Where the widget's frame goes; undefined where there is no document. */
  readonly body: Element | undefined;
  close(): void;
}

/** One widget on a {@link Stage}, through any number of pages. */
export interface Shown<Frame extends ResizableFrame> {
  readonly frame: Frame;
  readonly documents: WidgetDocuments;
  /** Follows what its pages post as findings, unread. Returns the function that ends it. */
  findings(onFinding: (finding: unknown) => void): () => void;
  /** Makes what loads its page anew. */
  reload(options: ReloadOptions): FrameReload;
  /** Hides it, or shows it again; its page runs on. Absent where nobody looks. */
  setHidden?(hidden: boolean): void;
  remove(): void;
}

/** What a reload needs to know of the page that is there. */
export interface ReloadOptions {
  /** Resolves once the page has answered; with false where there is nobody to ask. */
  answers(): Promise<boolean>;
  /** The page was taken away. */
  onOut(): void;
}

/** Loads the page of one widget anew. */
export interface FrameReload {
  start(): void;
  /** The widget is closed: nothing comes back. */
  stop(): void;
}
