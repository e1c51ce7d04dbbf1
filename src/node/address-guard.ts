import { lookup as dnsLookup } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction, Socket } from 'node:net';
import { checkDestination, hostAndPort, isSpecialAddress } from '../core/backend/index.js';
import { effectivePort, isLocalHostname, isLoopbackHostname, ZfappsError } from '../core/protocol/index.js';
import type { TransportContext } from '../core/backend/index.js';

/** Resolves a host name to all its addresses. */
export type ResolveName = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Keeps one request away from private addresses; see docs/decisions/003-address-guard.md. */
export interface AddressGuard {
  /** Resolves a name, for `http.request`, and keeps only the addresses that may be reached. */
  lookup: LookupFunction;
  /** Throws where a socket leads to an address that may not be reached. */
  checkSocket(socket: Socket): void;
}

/**
 * Makes the guard of one request. A literal address is checked at once: Node asks no `lookup` for it.
 *
 * @throws ZfappsError `destination_refused` for a literal private address or another scheme than http(s)
 */
export function guardAddresses(
  url: URL,
  { allowsPrivate }: Pick<TransportContext, 'allowsPrivate'>,
  resolve: ResolveName = dnsLookup,
): AddressGuard {
  checkDestination(url, allowsPrivate);
  const port = effectivePort(url);

  // SECURITY: what is no address at all counts as special.
  const allows = (address: string) => {
    // SECURITY: credentials go to `localhost` over plain http, so nobody else may answer to that name.
    if (isLocalHostname(url.hostname) && !isLoopbackHostname(asUrlHostname(address))) return false;
    return (
      isSpecialAddress(address) === false ||
      allowsPrivate(url.hostname, port) ||
      allowsPrivate(asUrlHostname(address), port)
    );
  };

  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0);
      // SECURITY: a name with a public and a private address reaches the public one only.
      const allowed = addresses.filter(({ address }) => allows(address));
      const [first] = allowed;
      if (first === undefined) return callback(refusal(url, addresses), '', 0);
      if (options.all === true) return callback(null, allowed);
      callback(null, first.address, first.family);
    });
  };

  return {
    lookup,
    checkSocket(socket) {
      // A socket without a peer is MSW's, or one that has been closed: neither carries a byte anywhere.
      const peer = socket.remoteAddress;
      if (peer !== undefined && !allows(peer)) throw refusal(url, [{ address: peer, family: 0 }]);
    },
  };
}

/** An address as `URL.hostname` writes it, which is what `allowsPrivate` is asked with. */
function asUrlHostname(address: string): string {
  return address.includes(':') ? `[${address.replace(/%.*$/, '')}]` : address;
}

function refusal(url: URL, addresses: readonly LookupAddress[]): ZfappsError {
  const found = addresses.map(({ address }) => address).join(', ') || 'no address';
  if (isLocalHostname(url.hostname) && addresses.some(({ address }) => isSpecialAddress(address) === false)) {
    return new ZfappsError(
      'destination_refused',
      `${hostAndPort(url)} leads to ${found}, which is not this machine: a resolver answers for its own name. Nothing was sent. Write 127.0.0.1 instead.`,
    );
  }
  return new ZfappsError(
    'destination_refused',
    `${hostAndPort(url)} leads to ${found}, a private or reserved address, which widgets in production cannot ` +
      'reach either. Nothing was sent. To allow it here, add to zfapps.config: ' +
      `destinations: { private: ['${hostAndPort(url)}'] }`,
  );
}
