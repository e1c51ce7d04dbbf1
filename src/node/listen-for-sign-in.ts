import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ROUTES } from '../core/protocol/index.js';
import { createSignInFace } from '../server/index.js';
import { bind, hostnamesOf } from './sockets.js';
import { MOST_HEADER_BYTES } from './widget-listener.js';
import type { Server as HttpServer } from 'node:http';
import type { ConnectionManager } from '../core/connections/index.js';
import type { SignInEnd } from '../server/index.js';

/** A listener for the redirect of a sign-in. */
export interface SignInListener {
  /** What to register at the provider. */
  redirectUri: string;
  /** Resolves with what came of the sign-in of a state; other redirects are answered, and do not count. */
  ended(state: string): Promise<SignInEnd>;
  close(): Promise<void>;
}

/**
 * Listens on this machine for the redirect of a sign-in.
 *
 * @param port 0 picks a free one, which only providers take that compare no ports (RFC 8252, section 7.3)
 * @throws the system's own error, such as `EADDRINUSE`
 */
export async function listenForSignIn(
  connections: ConnectionManager,
  port: number,
  host = '127.0.0.1',
): Promise<SignInListener> {
  const waiting = new Map<string | null, (ended: SignInEnd) => void>();
  let pagePort: number | undefined;
  const face = createSignInFace(
    connections,
    () =>
      pagePort === undefined ? undefined : { hostnames: hostnamesOf(host), pagePort, widgetPort: pagePort },
    (ended) => waiting.get(ended.state)?.(ended),
  );
  const http = createHttpServer({ maxHeaderSize: MOST_HEADER_BYTES }, getRequestListener(face.fetch));
  pagePort = await bind(http, host, port);
  return {
    redirectUri: `http://${host}:${pagePort}${ROUTES.connectionsCallback}`,
    ended: (state) => new Promise((resolve) => waiting.set(state, resolve)),
    close: () => shutSoon(http),
  };
}

/** How long the browser has to take its last page. */
const GRACE_MS = 500;

async function shutSoon(http: HttpServer): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  const timer = setTimeout(() => http.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(timer);
}
