import { createServer as createHttpServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { getRequestListener } from '@hono/node-server';
import { ZfappsError } from '../core/protocol/index.js';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server } from '../server/index.js';

/** Options of {@link listen}. */
export interface ListenOptions {
  /** The address to listen on. Default `127.0.0.1`: this machine only. */
  host?: string;
  /** The port of the host page; 0 picks a free one. Default 0. */
  port?: number;
  /** The port of the widget's files. Default: the page's port + 1 if it is free, else a free one. */
  widgetPort?: number;
}

/** A server that listens. */
export interface Listening {
  /** The address of the host page, such as `http://127.0.0.1:5180/`. */
  url: string;
  /** The origin of the widget's files, such as `http://127.0.0.1:5181`. */
  widgetOrigin: string;
  /** Closes both listeners and every connection. */
  close(): Promise<void>;
}

/**
 * Opens a server's two listeners on one address.
 *
 * @throws the system's own error, such as `EADDRINUSE`, where the page's port cannot be had
 */
export async function listen(server: Server, options: ListenOptions = {}): Promise<Listening> {
  const host = options.host ?? '127.0.0.1';
  const page = createHttpServer(getRequestListener(server.fetch));
  const widget = createHttpServer(getRequestListener(server.widgetFetch));
  const pagePort = await bind(page, host, options.port ?? 0);
  try {
    const widgetPort = await bindWidget(widget, host, options.widgetPort, pagePort);
    server.listensAt({ hostnames: hostnamesOf(host), pagePort, widgetPort });
    const name = shownName(host);
    return {
      url: `http://${name}:${pagePort}/`,
      widgetOrigin: `http://${name}:${widgetPort}`,
      close: async () => {
        await Promise.all([page, widget].map(shut));
      },
    };
  } catch (error) {
    await shut(page);
    throw error;
  }
}

function bind(server: HttpServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A steady port keeps the widget's origin, and with it its storage, from one start to the next. */
async function bindWidget(
  server: HttpServer,
  host: string,
  port: number | undefined,
  pagePort: number,
): Promise<number> {
  if (port !== undefined) return bind(server, host, port);
  try {
    return await bind(server, host, pagePort + 1);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'EADDRINUSE' || error.code === 'ERR_SOCKET_BAD_PORT')
    )
      return bind(server, host, 0);
    throw error;
  }
}

function shut(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Tells whether an address is reachable from other machines. */
export function isPublicHost(host: string): boolean {
  return !['127.0.0.1', 'localhost', '::1'].includes(host);
}

/**
 * The names by which a listener may be asked for.
 *
 * SECURITY: names that DNS decides are not among them, beside the one that a person chose by `--host`.
 */
function hostnamesOf(host: string): string[] {
  const own = ['127.0.0.1', 'localhost', '[::1]'];
  if (!isPublicHost(host)) return own;
  if (host === '0.0.0.0' || host === '::') {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    return [...own, ...addresses.map(({ address }) => bracketed(address))];
  }
  return [...own, bracketed(host)];
}

function bracketed(host: string): string {
  if (!host.includes(':')) return host.toLowerCase();
  const url = `http://[${host.replace(/%.*$/, '')}]/`;
  if (!URL.canParse(url)) throw new ZfappsError('invalid_config', `--host ${host} is no address.`);
  return new URL(url).hostname;
}

/** A wildcard address cannot be opened in a browser. */
function shownName(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : bracketed(host);
}
