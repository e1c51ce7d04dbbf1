/**
 * Lets pages of a dev server that serves https open their live reload's socket: its client may be told
 * `wss:` by the server, while the page came through us, over http. Our port speaks no TLS, so nothing
 * else can be meant.
 */
export function keepOwnSockets(page: Pick<typeof globalThis, 'WebSocket' | 'location'>): void {
  page.WebSocket = new Proxy(page.WebSocket, {
    construct: (target, [url, ...rest], newTarget) =>
      Reflect.construct(target, [withoutTls(url, page.location), ...rest], newTarget),
  });
}

function withoutTls(given: unknown, { protocol, host, port }: Location): unknown {
  const url = String(given);
  if (protocol !== 'http:' || port === '' || !URL.canParse(url)) return given;
  const address = new URL(url);
  if (address.protocol !== 'wss:' || address.host !== host) return given;
  address.protocol = 'ws:';
  return address.href;
}
