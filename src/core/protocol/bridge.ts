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
}

/** The methods that the host offers to a widget. */
export type HostMethods = {
  greet(greeting: WidgetGreeting): Promise<BridgeAnswer<HostGreeting>>;
  /** The widget called `extension.init()`. Answered at once: the widget does not wait for it. */
  init(): Promise<BridgeAnswer<null>>;
  /** The document is about to go: a reload or a navigation. */
  leave(): Promise<void>;
  get(key: unknown): Promise<BridgeAnswer<Record<string, unknown>>>;
  request(options: WireOptions): Promise<BridgeAnswer<ZfappsResponse>>;
  invoke(action: unknown, payload: unknown): Promise<BridgeAnswer<unknown>>;
  showModal(options: unknown): Promise<BridgeAnswer<unknown>>;
  closeModal(): Promise<BridgeAnswer<unknown>>;
};

/** The methods that a widget offers to its host. */
export type WidgetMethods = {
  /** Hands an event to every handler of that name; answers what each returned, in order. */
  emit(event: string, data: unknown): Promise<BridgeAnswer<unknown[]>>;
};

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
