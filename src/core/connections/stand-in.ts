import { hostMatcher } from './host-rules.js';
import { placed } from './oauth-connection.js';
import { basicCredential } from './static-credential.js';
import type { ConnectionShape, Credential, CredentialPlacement } from '../project/index.js';
import type { Connection } from './connection.js';

/** What a stand-in needs to know of the connection whose place it takes. */
export type StoodIn = Pick<ConnectionShape, 'hosts'> & Partial<Pick<ConnectionShape, 'level' | 'placement'>>;

/**
 * A connection that stands in for one that nobody configured, whose secret is missing, or that would need a
 * provider: its token is recognisable (`stand-in-for-books`), so that mocks can assert on it, and stands where
 * the real one would; for each user of a connection of level `user` it has another, and after a 401 a renewed
 * one (`stand-in-for-books-2`). For offline mode only, where nothing leaves.
 *
 * @param stoodIn says where the token stands and where it may go. Default: `Authorization: Bearer`, any host
 */
export function standInConnection(linkName: string, stoodIn?: StoodIn): Connection {
  let renewals = 0;
  const hosts = stoodIn?.hosts;
  return {
    linkName,
    hosts: hosts ?? ['any host'],
    note: `A stand-in takes its place; its token begins with ${toToken(`stand-in-for-${linkName}`)}.`,
    allowsHost: hosts === undefined ? () => true : hostMatcher(hosts, `connections.${linkName}.hosts`),
    async resolve(_, user) {
      const whose = stoodIn?.level === 'user' && user !== undefined ? `-user-${user}` : '';
      const count = renewals === 0 ? '' : `-${renewals + 1}`;
      return standsAt(toToken(`stand-in-for-${linkName}${whose}${count}`), stoodIn?.placement);
    },
    async refused(_, __, again) {
      if (!again) renewals += 1;
      return undefined;
    },
  };
}

function standsAt(token: string, placement: CredentialPlacement | undefined): Credential {
  return placement?.in === 'basic' ? basicCredential(token, token) : placed(token, placement);
}

/** Link names are free text, a token is not (RFC 6750, section 2.1). */
function toToken(text: string): string {
  return text.replace(/[^A-Za-z0-9._~+/-]/g, '-');
}
