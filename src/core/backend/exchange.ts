import type { Connection } from '../connections/index.js';
import type { Credential } from '../project/index.js';
import type { Header, TransportContext, UpstreamRequest, UpstreamResponse } from './upstream.js';

/**
 * One hop on its way through the onion. `request` never holds the connection's credential.
 * Stages pass the same object on. `authorize` writes the last two members, `followRedirects` reads them; a
 * credential that is there already is one that `retryOnceAfter401` got anew.
 */
export interface Exchange {
  readonly request: UpstreamRequest;
  /** How many redirects led here. */
  readonly hop: number;
  readonly context: TransportContext;
  /** On whose behalf the call is made. */
  readonly user: () => Promise<string | undefined>;
  /** Every hop of the call so far, for the log. */
  readonly hops: Hop[];
  /** What was dropped or unusual, in sentences. */
  readonly warnings: string[];
  /** What `authorize` has added to the request: no message that leaves may hold any of it. */
  readonly secrets: string[];
  /** The connection whose credential goes along; undefined once a redirect has left its hosts. */
  connection: Connection | undefined;
  /** The credential that went along. */
  credential?: Credential;
}

/** What the log knows of a hop: the request as it was before the connection's credential was laid over it. */
export interface Hop {
  method: string;
  url: string;
  headers: readonly Header[];
  body?: Uint8Array;
  status?: number;
}

/** What carries an exchange out. */
export type Handler = (exchange: Exchange) => Promise<UpstreamResponse>;

/** One layer around a handler. */
export type Stage = (next: Handler) => Handler;

/** Puts stages around a handler: the first of the list is the outermost. */
export function layer(stages: readonly Stage[], core: Handler): Handler {
  return stages.reduceRight((next, stage) => stage(next), core);
}

/** Notes each hop before the credential is laid over it. */
export const recordHop: Stage = (next) => async (exchange) => {
  const hop: Hop = { ...exchange.request };
  exchange.hops.push(hop);
  const response = await next(exchange);
  hop.status = response.status;
  return response;
};
