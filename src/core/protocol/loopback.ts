import { toUrl } from './to-url.js';

/** The port of a URL, the scheme's own one where none is written. */
export function effectivePort({ protocol, port }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' || protocol === 'wss:' ? 443 : 80;
}

/**
 * Tells whether a `URL.hostname` is this machine itself. Subdomains of `localhost` are not:
 * resolvers are free to ask the network for them.
 */
export function isLoopbackHostname(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Tells whether a `URL.hostname` is this machine to whoever resolves `*.localhost` without asking, as
 * browsers and our own client do (RFC 6761, section 6.3).
 */
export function isLocalHostname(hostname: string): boolean {
  return isLoopbackHostname(hostname) || hostname.endsWith('.localhost');
}

/** Tells whether an address leads a browser to this machine. */
export function isLocalAddress(address: string): boolean {
  const url = toUrl(address);
  return url !== undefined && isLocalHostname(url.hostname);
}

/** The names by which a server of this machine is usually asked for. */
const USUAL = ['localhost', '127.0.0.1', '[::1]'];

/** Tells whether a URL leads to the same server of this machine, under whichever of its usual names. */
export function isSameLoopback(url: URL, server: URL): boolean {
  return (
    effectivePort(url) === effectivePort(server) &&
    (url.hostname === server.hostname || (USUAL.includes(url.hostname) && USUAL.includes(server.hostname)))
  );
}
