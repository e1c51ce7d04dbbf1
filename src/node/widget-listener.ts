import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ROUTES, toUrl } from '../core/protocol/index.js';
import { COMMON_HEADERS, isOwnHost, NO_SERVICE_WORKERS } from '../server/index.js';
import { shut } from './sockets.js';
import { swapResponse } from './swap-response.js';
import type { IncomingMessage, RequestListener, Server as HttpServer, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from '../server/index.js';

/** Who serves the widget's files in place of the server itself: a dev server, inside this process or beside it. */
export interface WidgetSource {
  /** The dev server's address, where it is one beside this process. */
  server?: URL;
  /** Sources that pages may connect to here and not in production, such as the socket of a live reload. */
  connects: readonly string[] | ((page: URL) => readonly string[]);
  /** Answers a request. Pages among the answers get their SDK swapped, and all get our headers. */
  pass(request: IncomingMessage, response: ServerResponse, url: URL): void;
  /** Takes a request to upgrade over, socket and all. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
}

/** The listener on the widget's origin. */
export interface WidgetListener {
  http: HttpServer;
  /** Ends every connection, upgraded ones too. */
  close(): Promise<void>;
}

/**
 * Cookies ignore ports: every server that ever ran under this hostname left its own, and a browser
 * sends them all. Node's 16 kB would answer 431.
 */
export const MOST_HEADER_BYTES = 1_000_000;

/**
 * Makes the listener of the widget's origin.
 *
 * @param source who serves the widget's files. Default: the server
 */
export function createWidgetListener(server: Server, source?: WidgetSource): WidgetListener {
  const ours = getRequestListener(server.widgetFetch);
  const answer = source === undefined ? ours : passTo(server, source, ours);
  const http = createHttpServer({ maxHeaderSize: MOST_HEADER_BYTES }, answer);
  const upgraded = new Set<Duplex>();
  if (source !== undefined) {
    http.on('upgrade', (request, socket, head) => {
      // Node has let go of the socket: without a listener its error would end the process.
      socket.on('error', () => {});
      const url = requestUrl(request);
      if (url === undefined || !isTheirs(url, server)) {
        socket.destroy();
        return;
      }
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      source.upgrade(request, socket, head, url);
    });
  }
  return {
    http,
    close() {
      for (const socket of upgraded) socket.destroy();
      return shut(http);
    },
  };
}

function passTo(server: Server, source: WidgetSource, ours: RequestListener): RequestListener {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = requestUrl(request);
    // The server itself answers what it must refuse, and what is its own.
    if (url === undefined || !isTheirs(url, server)) {
      ours(request, response);
      return;
    }
    // SECURITY: a worker at the root would outlive this start, and the next may put a host page on this port.
    if (request.headers['service-worker'] === 'script') {
      response.writeHead(403, COMMON_HEADERS).end(NO_SERVICE_WORKERS);
      return;
    }
    try {
      const { connects, server: devServer } = source;
      const page = await server.widgetPage(url, {
        connects: [`ws://${url.host}`, ...(typeof connects === 'function' ? connects(url) : connects)],
        ...(devServer === undefined ? {} : { devServer: devServer.origin }),
      });
      swapResponse(response, page);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      response.writeHead(500, { ...COMMON_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' }).end(reason);
      return;
    }
    // A compressed page could not be read here.
    delete request.headers['accept-encoding'];
    source.pass(request, response, url);
  };
}

/**
 * Tells whether a request is for the source.
 *
 * SECURITY: by one of our own names only (DNS rebinding); and nothing under our own path, in any
 * spelling that a server reads so: the source may be another zfapps-shim, whose routes answer its page only.
 */
function isTheirs(url: URL, { addresses }: Server): boolean {
  const path = url.pathname.replace(/%[\da-f]{2}/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
  return isOwnHost(url, addresses, 'widgetPort') && !path.replaceAll(/[/\\]+/g, '/').startsWith(ROUTES.page);
}

/** The address that a request asks for, undefined where it is none. */
export function requestUrl({ headers, url }: IncomingMessage): URL | undefined {
  if (!url?.startsWith('/')) return undefined;
  return toUrl(`http://${headers.host}${url}`);
}
