import { readHostRules } from '../connections/index.js';
import { effectivePort, ZfappsError, toUrl } from '../protocol/index.js';
import { isSpecialAddress } from './addresses.js';

/** Tells whether a private address may be reached: see `destinations.private` of the configuration. */
export type AllowsPrivate = (host: string, port: number) => boolean;

/** Where requests may go beyond public addresses. */
export interface Destinations {
  /** Private hosts that requests may reach, such as `127.0.0.1:9000`; without a port, any of the host's. */
  private?: readonly string[];
  /**
   * Ports that no request reaches on a private host, whatever is allowed: those of zfapps-shim itself,
   * whose host page holds the token of this server.
   */
  closedPorts?: () => readonly number[];
}

/**
 * Makes the test of a private destination.
 *
 * @throws ZfappsError `invalid_config` for an entry that is no host
 */
export function privateDestinations({ private: allowed = [], closedPorts }: Destinations): AllowsPrivate {
  const rules = readHostRules(allowed, 'destinations.private');
  return (host, port) => {
    const hostname = canonical(host);
    if (closedPorts?.().includes(port)) return false;
    return rules.some((rule) => rule.host === hostname && (rule.port === undefined || rule.port === port));
  };
}

/** An address as `URL.hostname` writes it: IPv6 in brackets, compressed. */
function canonical(host: string): string {
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host.replace(/%.*$/, '')}]` : host;
  return toUrl(`http://${bracketed}/`)?.hostname ?? host;
}

/**
 * Reads a URL that a request is about to go to.
 *
 * @throws ZfappsError `destination_refused` for another scheme than http and https, for userinfo
 *   and for a literal private address that `destinations.private` does not list. Names are
 *   checked by the transport that resolves them.
 */
export function checkDestination(url: URL, allowsPrivate: AllowsPrivate): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(
      `${url.protocol}//… is not http or https.${url.protocol.startsWith('localhost') ? ' Write http:// before the host.' : ''}`,
    );
  }
  // SECURITY: `https://api.example.com@evil.example/` reads like the first host and goes to the second.
  if (url.username !== '' || url.password !== '') {
    throw refused(
      `The URL for ${url.host} holds a user name or password. Remove what stands before the @ and use a connection for credentials.`,
    );
  }
  const port = effectivePort(url);
  if (isSpecialName(url.hostname) && !allowsPrivate(url.hostname, port)) {
    const isAddress = isSpecialAddress(url.hostname) !== undefined;
    throw refused(
      `${url.hostname}:${port} is ${isAddress ? 'a private or reserved address' : "this machine's own name"}, which widgets in production cannot reach either. To allow it here, add to zfapps.config: destinations: { private: ['${url.hostname}:${port}'] }`,
    );
  }
}

function isSpecialName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || isSpecialAddress(name) === true;
}

function refused(reason: string): ZfappsError {
  return new ZfappsError('destination_refused', `The request was refused: ${reason}`);
}
