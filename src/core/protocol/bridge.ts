import type { ZfappsRejection } from './errors.js';
import type { WireOptions } from './request-options.js';
import type { ZfappsResponse } from './response.js';

/**
 * The contract of the bridge between a widget's frame and the host page, carried by penpal 7.
 *
 * Requirements
 * 1. No method throws: penpal drops `code` and `cause`, so every answer is a {@link BridgeAnswer}.
 * 2. Arguments and answers survive a structured clone.
 * 3. Every document brings a port of its own: it posts {@link CONNECT_MESSAGE} to the host page, once,
 *    with one end of a channel, and the handshake goes over that. A new port means a new document: the
 *    host ends what the former one left open, and its port. (Over the window, which documents share,
 *    a reload during a handshake mixed two of them, and the later one waited for ever.)
 * 4. A widget calls `greet` first.
 */

/** The `type` of the message with which a widget's document hands its port to the host page. */
export const CONNECT_MESSAGE = 'zfapps-connect';

/** Milliseconds that a widget in a frame waits for its host. Widgets' own watchdogs wait 8 to 10 s. */
export const HANDSHAKE_TIMEOUT_MS = 5_000;

/** The answer of every bridge method. */
export type BridgeAnswer<Value> = { ok: true; value: Value } | { ok: false; error: ZfappsRejection };

/** What a widget tells of itself in its greeting. */
export interface WidgetGreeting {
  /** The version of zfapps-shim that runs in the frame. */
  version: string;
  /** The path of the page in the frame, for the log. */
  path: string;
}

/** What the host answers to a greeting. */
export interface HostGreeting {
  /** The name of the widget as the host knows it. */
  widget: string;
  /** What `I18N.getTranslatedValue` looks keys up in: texts by key, nested or not. */
  translations: Readonly<Record<string, unknown>>;
}

/** The methods that the host offers to a widget. */
export type HostMethods = {
  greet(greeting: WidgetGreeting): Promise<BridgeAnswer<HostGreeting>>;
  /** The widget called `extension.init()`. Answered at once: the widget does not wait for it. */
  init(): Promise<BridgeAnswer<null>>;
  /** The document is about to go: a reload or a navigation. */
  leave(): Promise<void>;
  /** The widget subscribed a handler. Answered at once: the widget does not wait for it. */
  subscribe(event: string): Promise<BridgeAnswer<null>>;
  /** One handler of an emission has answered, while others may still be at work. */
  answered(emission: number, value: unknown): Promise<void>;
  get(key: unknown): Promise<BridgeAnswer<Record<string, unknown>>>;
  set(path: unknown, value: unknown): Promise<BridgeAnswer<Record<string, unknown>>>;
  request(options: WireOptions): Promise<BridgeAnswer<ZfappsResponse>>;
  invoke(action: unknown, payload: unknown): Promise<BridgeAnswer<unknown>>;
  showModal(options: unknown): Promise<BridgeAnswer<unknown>>;
  closeModal(): Promise<BridgeAnswer<unknown>>;
  hideWidget(): Promise<BridgeAnswer<unknown>>;
  showWidget(): Promise<BridgeAnswer<unknown>>;
  store(key: unknown, value: unknown): Promise<BridgeAnswer<Record<string, unknown>>>;
  retrieve(key: unknown): Promise<BridgeAnswer<Record<string, unknown>>>;
  /** `ZFAPPS.API`, by the member's name: `createRecord`, `GLOBALFIELDS.get` … */
  api(member: string, args: unknown[]): Promise<BridgeAnswer<unknown>>;
  /** A member whose meaning nobody documents was used: `linkFiles`, `UI.something`. */
  undocumented(member: string, args: unknown[]): Promise<BridgeAnswer<unknown>>;
  /** Escape was pressed in the widget's page, which made no use of it: a modal closes. */
  escape(): Promise<void>;
};

/** The methods that a widget offers to its host. */
export type WidgetMethods = {
  /**
   * Hands an event to every handler that {@link firesFor} it; answers what each returned, in order.
   *
   * @param emission where given, each handler's answer is also told at once, by `answered`
   */
  emit(event: string, data: unknown, emission?: number): Promise<EmitAnswer>;
};

/** What the handlers of one widget answered to an event. Where one threw, `value` has what the others returned. */
export type EmitAnswer =
  | { ok: true; value: unknown[] }
  | { ok: false; error: ZfappsRejection; value?: unknown[] };

/** Makes a bridge answer of what a function does: its value, or its error as plain data. */
export async function answer<Value>(
  work: () => Value | Promise<Value>,
  toError: (thrown: unknown) => ZfappsRejection,
): Promise<BridgeAnswer<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: toError(thrown) };
  }
}
