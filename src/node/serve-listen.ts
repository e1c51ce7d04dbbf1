import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { bind, shownName } from './sockets.js';
import type { ServerResponse } from 'node:http';

/** Options of {@link listenForCalls}. */
export interface CallListenerOptions {
  host: string;
  /** 0 picks a free one. */
  port: number;
}

/** A listener that can end without anybody noticing. */
export interface CallListener {
  /** Such as `http://127.0.0.1:5280`. */
  url: string;
  port: number;
  /** How many calls are under way. */
  underWay(): number;
  /** From now on each answer ends its connection, so that callers come back to another server. */
  sendAway(): void;
  /**
   * Takes no more connections, and resolves once the calls that are under way are answered, or cut off when the
   * time is over.
   *
   * @returns how many were cut off
   */
  close(graceMs: number): Promise<number>;
}

/**
 * How long a connection waits for its next call. Longer than the usual minute of load balancers: it is they who
 * are to end it. One that ends here in the moment of a call is a 502 there.
 */
const KEEP_ALIVE_MS = 65_000;

/** @throws the system's own error, such as `EADDRINUSE` */
export async function listenForCalls(
  fetch: (request: Request) => Promise<Response>,
  { host, port: wanted }: CallListenerOptions,
): Promise<CallListener> {
  const calls = new Set<ServerResponse>();
  let isLast = false;
  const answer = getRequestListener(fetch);
  const http = createHttpServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    calls.add(outgoing);
    if (isLast) outgoing.setHeader('Connection', 'close');
    outgoing.once('close', () => {
      calls.delete(outgoing);
      if (isLast) http.closeIdleConnections();
    });
    return answer(incoming, outgoing);
  });
  const port = await bind(http, host, wanted);

  function sendAway(): void {
    isLast = true;
    for (const outgoing of calls) if (!outgoing.headersSent) outgoing.setHeader('Connection', 'close');
  }
  return {
    url: `http://${shownName(host)}:${port}`,
    port,
    underWay: () => calls.size,
    sendAway,
    async close(graceMs) {
      sendAway();
      let cut = 0;
      const timer = setTimeout(() => {
        cut = calls.size;
        http.closeAllConnections();
      }, graceMs);
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
      });
      clearTimeout(timer);
      return cut;
    },
  };
}
