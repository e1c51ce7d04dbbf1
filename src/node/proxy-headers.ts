import { isSameLoopback, toUrl } from '../core/protocol/index.js';
import type { IncomingMessage } from 'node:http';

type Pair = [name: string, value: string];

/** Fields of one connection, whatever lies behind it (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Host is the client's to write; a length or coding of ours would contradict it. */
const NOT_PASSED_ON = [...HOP_BY_HOP, 'host', 'expect', 'accept-encoding'];

/** Other ways to the server: they would lead past us. */
const NOT_PASSED_BACK = [...HOP_BY_HOP, 'alt-svc'];

/**
 * The headers of a request as the dev server would have had it from a page of its own: by its checks
 * of hosts and origins, our origin is a stranger.
 *
 * SECURITY: only the widget's own origin becomes the server's. Another page's stays what it is.
 *
 * @param own the widget's origin
 */
export function requestHeaders({ rawHeaders, headers }: IncomingMessage, own: string, server: URL): string[] {
  return pairs(rawHeaders)
    .filter(passes(NOT_PASSED_ON, headers.connection))
    .flatMap(([name, value]) => [name, requestValue(name.toLowerCase(), value, own, server)]);
}

function requestValue(name: string, value: string, own: string, server: URL): string {
  if (name === 'origin' && value === own) return server.origin;
  if (name === 'referer' && value.startsWith(`${own}/`)) return server.origin + value.slice(own.length);
  return value;
}

/** The headers of a dev server's answer for a page at the widget's origin. */
export function responseHeaders({ rawHeaders, headers }: IncomingMessage, own: string, server: URL): Pair[] {
  const passesBack = passes(NOT_PASSED_BACK, headers.connection);
  // Of the two, the coding frames the body (RFC 9112, section 6.3).
  const isChunked = headers['transfer-encoding'] !== undefined;
  return pairs(rawHeaders)
    .filter((pair) => passesBack(pair) && !(isChunked && pair[0].toLowerCase() === 'content-length'))
    .map(([name, value]) => [name, responseValue(name.toLowerCase(), value, own, server)]);
}

function responseValue(name: string, value: string, own: string, server: URL): string {
  if (name === 'location') return toOwnAddress(value, own, server);
  // The domain is the dev server's; a cookie without one belongs to whoever is asked.
  if (name === 'set-cookie') return value.replace(/;\s*domain\s*=[^;]*/gi, '');
  return value;
}

/** An address that leads to the dev server, as the widget's origin has it. Relative ones lead there anyway. */
function toOwnAddress(address: string, own: string, server: URL): string {
  const isAbsolute = /^(?:[a-z][a-z\d+.-]*:|[/\\]{2})/i.test(address);
  const url = isAbsolute ? toUrl(address, server) : undefined;
  if (url === undefined) return address;
  const isServer = /^https?:$/.test(url.protocol) && isSameLoopback(url, server);
  return isServer ? `${own}${url.pathname}${url.search}${url.hash}` : address;
}

/** Makes the test of what is passed; `Connection` names further fields that are not. */
function passes(dropped: readonly string[], connection: string | undefined): (pair: Pair) => boolean {
  const named = (connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const all = new Set([...dropped, ...named]);
  return ([name]) => !all.has(name.toLowerCase());
}

function pairs(rawHeaders: readonly string[]): Pair[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : []));
}
