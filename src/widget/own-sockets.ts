/** The names of this machine that dev servers and pages use for it. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

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
  const leadsThere = address.host === host || isSame(address, devServer);
  return leadsThere ? `ws://${host}${address.pathname}${address.search}` : given;
}

function isSame(address: URL, devServer: URL): boolean {
  const names = [address.hostname, devServer.hostname];
  const isNamed = names[0] === names[1] || names.every((name) => LOOPBACK.includes(name));
  return isNamed && portOf(address) === portOf(devServer);
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'ws:': '80',
  'https:': '443',
  'wss:': '443',
};

function portOf({ protocol, port }: URL): string | undefined {
  return port || DEFAULT_PORTS[protocol];
}
