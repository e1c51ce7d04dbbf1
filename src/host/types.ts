import type {
  BridgeAnswer,
  PageFinding,
  WireOptions,
  ZfappsRejection,
  ZfappsResponse,
} from '../core/protocol/index.js';
import type { ResizableFrame } from './stage.js';

/** Who asks: the widget whose frame made a call. */
export interface Caller {
  /** The widget's name, as its manifest has it. */
  widget: string;
  /** The widget's location, such as `invoice.details.sidebar`. */
  location?: string;
}

/** What the `request` port answers: a bridge answer, and what was noticed on the way. */
export type RequestAnswer = BridgeAnswer<ZfappsResponse> & { warnings?: readonly string[] };

/**
 * Takes a widget's request to a backend: `remoteBackend()`, or `(options) => backend.request(options)`.
 * What it throws, the widget's call rejects with.
 */
export type RequestPort = (
  options: WireOptions,
  caller: Caller,
  signal: AbortSignal,
) => Promise<RequestAnswer | ZfappsResponse>;

/** Where `get` finds what widgets see. */
export interface RecordsPort {
  /** The one-key object for a path. Throws a `ZfappsError` with code `unknown_key`. */
  get(key: unknown): Record<string, unknown> | Promise<Record<string, unknown>>;
  /** Re-reads a record, for `invoke('REFRESH_DATA', module)`. */
  refresh?(module: unknown): void | Promise<void>;
}

/** A toast that a widget asked for. */
export interface Notification {
  caller: Caller;
  type: 'success' | 'error' | 'info';
  message: string;
}

/** One call over the bridge. The host reports it when it starts and again when it ends. */
export interface WidgetCall {
  id: number;
  caller: Caller;
  /** `init`, `get`, `request`, `invoke`, `showModal`, `closeModal`, or `emit` for an event to the widget. */
  method: string;
  args: readonly unknown[];
  /** Milliseconds since the epoch. */
  startedAt: number;
  outcome: 'pending' | 'resolved' | 'rejected' | 'dropped';
  /** Milliseconds; undefined while pending. */
  duration?: number;
  value?: unknown;
  error?: ZfappsRejection;
  warnings?: readonly string[];
}

/** A widget to show. */
export interface WidgetToOpen extends Caller {
  /** Absolute URL of its page. Only this URL's origin may speak over the bridge. */
  url: string;
  /** Features for the frame's `allow` attribute, as the manifest's `allowed_features` lists them. */
  allowedFeatures?: readonly string[];
}

/** How a widget stands with its host. */
export type WidgetState = 'loading' | 'connected' | 'closed';

/** An open widget. */
export interface OpenWidget<Frame extends ResizableFrame = HTMLIFrameElement> {
  readonly id: number;
  readonly widget: WidgetToOpen;
  readonly frame: Frame;
  readonly state: WidgetState;
  /** Its present page has called `extension.init()`. */
  readonly initialized: boolean;
  /** The path of its present page, once that has connected: a widget may navigate. */
  readonly path: string | undefined;
  /** Resolves once its present page has answered; with false where none is connected, or it goes. */
  answers(): Promise<boolean>;
  /** Loads the widget's page anew. */
  reload(): void;
  /** Ends its calls and removes its frame. Safe to call twice. */
  close(): void;
}

/** What was noticed in a widget's page, beside its calls. */
export type WidgetFinding = PageFinding & {
  caller: Caller;
  /** Milliseconds since the epoch. */
  at: number;
};

/** What each widget's handlers answered to an event. */
export interface EventAnswer {
  caller: Caller;
  answer: BridgeAnswer<unknown[]>;
}

/** What a host needs from the page that it stands in. */
export interface WidgetHostOptions<Frame extends ResizableFrame = HTMLIFrameElement> {
  request: RequestPort;
  records: RecordsPort;
  /** Told of every call: once when it starts (`outcome: 'pending'`), once when it has ended. */
  onCall?(call: WidgetCall): void;
  onNotification?(notification: Notification): void;
  /** Told of uncaught errors in a widget's page, files that did not load, and what a policy blocked. */
  onFinding?(finding: WidgetFinding, widget: OpenWidget<Frame>): void;
  /** Told when a widget begins to load, connects, calls `init`, reloads or closes. */
  onState?(widget: OpenWidget<Frame>): void;
}

/** The host: opens widgets, serves their calls, hands them events. */
export interface WidgetHost<Frame extends ResizableFrame = HTMLIFrameElement> {
  readonly widgets: readonly OpenWidget<Frame>[];
  /** Shows a widget in `container` (default: the page's body), in an `iframe[data-zfapps-widget]`. */
  open(widget: WidgetToOpen, container?: Element): OpenWidget<Frame>;
  /**
   * Opens a widget in a modal dialog over the page. Escape and `closeModal` close it; focus
   * returns to where it was.
   */
  openModal(widget: WidgetToOpen): OpenWidget<Frame>;
  /** Hands an event to every connected widget and waits for what their handlers return. */
  emit(event: string, data?: unknown): Promise<EventAnswer[]>;
  /** Closes every widget and modal. */
  close(): void;
}
