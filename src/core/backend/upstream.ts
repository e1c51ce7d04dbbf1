import type { Limits } from '../protocol/index.js';

/** A header as it travels: its name in the case that was given, its value as Latin-1 text. */
export type Header = [name: string, value: string];

/**
 * What goes to an upstream. `headers` never holds Host, Content-Length or Transfer-Encoding:
 * the transport frames the message.
 */
export interface UpstreamRequest {
  method: string;
  url: string;
  headers: Header[];
  body?: Uint8Array;
}

/**
 * What came back, its body decoded from any Content-Encoding (that header and Content-Length
 * are then gone).
 */
export interface UpstreamResponse {
  status: number;
  statusText: string;
  headers: Header[];
  body: Uint8Array;
}

/** What a transport is told beside the request. */
export interface TransportContext {
  /** Aborted when the call's time is over; a transport then rejects with its own phase's code. */
  signal: AbortSignal;
  limits: Readonly<Limits>;
  /**
   * Tells whether a private or otherwise special address may be reached all the same.
   *
   * @param host a host name or address as the URL's `hostname` has it
   */
  allowsPrivate(host: string, port: number): boolean;
}

/**
 * Takes a request to its upstream. `undefined` means: not mine, ask the next transport.
 *
 * @throws ZfappsError with the code of what failed
 */
export type Transport = (
  request: UpstreamRequest,
  context: TransportContext,
) => Promise<UpstreamResponse | undefined>;
