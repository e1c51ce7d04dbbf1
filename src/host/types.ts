import type {
  BridgeAnswer,
  Caller,
  EventAnswer,
  ModalAlign,
  PageFinding,
  StorageArea,
  WireOptions,
  ZfappsRejection,
  ZfappsResponse,
} from '../core/protocol/index.js';
import type { ResizableFrame } from './stage.js';

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

/** A record as the page has it. */
type PlainRecord = Record<string, unknown>;

/**
 * The page, as widgets see it. What it throws, the widget's call rejects with. Members that are absent
 * reject with `not_emulated`.
 */
export interface RecordsPort {
  /** The one-key object for a path. Throws a `ZfappsError` with code `unknown_key`. */
  get(key: unknown, from: WidgetOnHost): PlainRecord | Promise<PlainRecord>;
  /** Writes at a path; answers the whole entity under its name. */
  set?(path: unknown, value: unknown, from: WidgetOnHost): PlainRecord | Promise<PlainRecord>;
  /** Re-reads a record, for `invoke('REFRESH_DATA', module)`. */
  refresh?(module: unknown): void | Promise<void>;
  /** Every record of a module, saved ones too, for `API.getAllRecords` and `API.getRecord`. */
  list?(module: string): readonly PlainRecord[] | Promise<readonly PlainRecord[]>;
  /** Stores a record, a new one where it has no identifier; answers it as stored. */
  put?(module: string, record: PlainRecord): PlainRecord | Promise<PlainRecord>;
  /** Removes a record. */
  remove?(module: string, id: string): void | Promise<void>;
}

/** What is kept by key, for `store`, `retrieve` and `API.GLOBALFIELDS`. */
export interface StoragePort {
  /** What is kept; undefined where nothing is. */
  get(area: StorageArea, key: string): Promise<{ value: unknown } | undefined>;
  set(area: StorageArea, key: string, value: unknown): Promise<void>;
}

/** Tells open widgets apart. */
export interface WidgetOnHost {
  readonly id: number;
  readonly widget: WidgetToOpen;
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
  /**
   * The member of the SDK, such as `get`, `request` or `API.getRecord`; `emit` for an event to the widget; `on` for a
   * subscription that the page warns of; `I18N` where the translations could not be had.
   */
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
  /** Where it stands as a modal. Default: in the middle. */
  align?: ModalAlign;
}

/** How a widget stands with its host. */
export type WidgetState = 'loading' | 'connected' | 'closed';

/** An open widget. */
export interface OpenWidget<Frame extends ResizableFrame = HTMLIFrameElement> extends WidgetOnHost {
  readonly frame: Frame;
  readonly state: WidgetState;
  /** Its present page has called `extension.init()`. */
  readonly initialized: boolean;
  /** It has hidden itself, by `hideWidget()`. */
  readonly hidden: boolean;
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

/** What a host needs from the page that it stands in. */
export interface WidgetHostOptions<Frame extends ResizableFrame = HTMLIFrameElement> {
  request: RequestPort;
  records: RecordsPort;
  /** Default: in memory, for as long as the host is there. */
  storage?: StoragePort;
  /** The texts of the widget package, for `I18N`. Default: none, so that keys stand for themselves. */
  translations?(): Readonly<PlainRecord> | Promise<Readonly<PlainRecord>>;
  /**
   * Told of every name that a widget subscribes a handler by; what it answers is a warning of that call,
   * such as that no event has the name. Default: nobody.
   */
  onSubscribe?(event: string, from: WidgetOnHost): string | undefined;
  /** Told of every call: once when it starts (`outcome: 'pending'`), once when it has ended. */
  onCall?(call: WidgetCall): void;
  onNotification?(notification: Notification): void;
  /** Told of uncaught errors in a widget's page, files that did not load, and what a policy blocked. */
  onFinding?(finding: WidgetFinding, widget: OpenWidget<Frame>): void;
  /** Told when a widget begins to load, connects, calls `init`, hides, is shown again, reloads or closes. */
  onState?(widget: OpenWidget<Frame>): void;
}

/** Options of `emit`. */
export interface EmitOptions {
  /** Only this widget gets the event. */
  only?: WidgetOnHost;
  /** Every widget but this one gets the event: the one that is its cause. */
  except?: WidgetOnHost;
  /** Told of each handler's answer at once, while others are still at work. */
  onHandler?(caller: Caller, value: unknown): void;
  /** Told of each widget's answer at once, while others are still at work. */
  onWidget?(answer: EventAnswer): void;
}

/** The host: opens widgets, serves their calls, hands them events. */
export interface WidgetHost<Frame extends ResizableFrame = HTMLIFrameElement> {
  readonly widgets: readonly OpenWidget<Frame>[];
  /** Shows a widget in `container` (default: the page's body), in an `iframe[data-zfapps-widget]`. */
  open(widget: WidgetToOpen, container?: Element): OpenWidget<Frame>;
  /**
   * Opens a widget in a modal dialog over the page, and over the modals that are open. Escape and `closeModal`
   * close it, and what it has opened; focus returns to where it was.
   */
  openModal(widget: WidgetToOpen): OpenWidget<Frame>;
  /** Hands an event to every connected widget and waits for what their handlers return. */
  emit(event: string, data?: unknown, options?: EmitOptions): Promise<EventAnswer[]>;
  /** Closes every widget and modal. */
  close(): void;
}
