import type { WireOptions, ZfappsRejection, ZfappsResponse } from '../protocol/index.js';
import type { Hop } from './exchange.js';

/** Who calls a backend. Every member is optional. */
export interface BackendCaller {
  /** The widget's name, for the log. */
  widget?: string;
  /** The user whose credential a connection of level `user` takes, or what finds out once it is needed. */
  user?: string | (() => Promise<string | undefined>);
  /** Aborts the call, for example because the widget's frame is gone. */
  signal?: AbortSignal;
}

/** The record of one call of a widget. */
export type BackendEntry = CallRecord<ZfappsResponse>;

/** The record of one call: what was asked, where it went, how it ended. It never holds a credential. */
export interface CallRecord<Value> {
  caller: BackendCaller;
  /** The options after normalisation; undefined where they could not be read. */
  options: WireOptions | undefined;
  /** The hops that were tried, redirects included. Empty where nothing left. */
  hops: readonly Hop[];
  /** What was dropped or unusual, in sentences. */
  warnings: readonly string[];
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds. */
  duration: number;
  outcome: { ok: true; value: Value } | { ok: false; error: ZfappsRejection };
}
