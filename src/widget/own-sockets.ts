import { isSameLoopback } from '../core/protocol/index.js';

/**
 * Makes live reload sockets that lead to the dev server lead there through this page's own origin:
 * it speaks no TLS, so that no self-signed certificate stands in the way, and to the dev server the
 * socket is one of its own pages.
 *
 * @param devServer the origin of the dev server
 */
export function keepOwnSockets(
  page: Pick<typeof globalThis, 'WebSocket' | 'location'>,
  devServer: string,
): void {
  page.WebSocket = new Proxy(page.WebSocket, {
    construct: (target, [url, ...rest], newTarget) =>
      Reflect.construct(target, [ownAddress(url, page.location, new URL(devServer)), ...rest], newTarget),
  });
}

function ownAddress(given: unknown, { host }: Location, devServer: URL): unknown {
  const url = String(given);
  if (!/^wss?:/i.test(url) || !URL.canParse(url)) return given;
  const address = new URL(url);
  const leadsThere = address.host === host || isSameLoopback(address, devServer);
  return leadsThere ? `ws://${host}${address.pathname}${address.search}` : given;
}
