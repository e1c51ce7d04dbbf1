import type { Connection } from './credential.js';

/**
 * A connection that stands in for one that nobody configured: it may be used for any host, and its
 * token is recognisable, so that mocks can assert on it. For offline mode only, where nothing leaves.
 */
export function standInConnection(linkName: string): Connection {
  const credential = { headers: { Authorization: `Bearer stand-in-for-${toToken(linkName)}` }, params: {} };
  return { linkName, hosts: ['any host'], allowsHost: () => true, resolve: async () => credential };
}

/** Link names are free text, a token is not (RFC 6750, section 2.1). */
function toToken(linkName: string): string {
  return linkName.replace(/[^A-Za-z0-9._~+/-]/g, '-');
}
