import { networkInterfaces } from 'node:os';
import { ZfappsError, toUrl } from '../core/protocol/index.js';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens, and answers the port. Rejects with the system's own error. */
export function bind(server: HttpServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * Binds to the port after another one, or to any that is free. A steady port keeps the widget's
 * origin, and with it its storage, from one start to the next.
 */
export async function bindBeside(server: HttpServer, host: string, port: number): Promise<number> {
  try {
    return await bind(server, host, port + 1);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'ERR_SOCKET_BAD_PORT') return bind(server, host, 0);
    throw error;
  }
}

/** Closes a listener and every connection of it. */
export function shut(server: HttpServer): Promise<void> {
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
export function hostnamesOf(host: string): string[] {
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
  const url = toUrl(`http://[${host.replace(/%.*$/, '')}]/`);
  if (url === undefined) throw new ZfappsError('invalid_config', `--host ${host} is no address.`);
  return url.hostname;
}

/** A wildcard address cannot be opened in a browser. */
export function shownName(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : bracketed(host);
}
