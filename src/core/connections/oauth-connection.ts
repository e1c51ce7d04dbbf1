import { hostMatcher } from './host-rules.js';
import type { OAuth2Connection, TokenPlacement } from '../project/index.js';
import type { Credential } from '../project/index.js';
import type { Connection } from './connection.js';
import type { TokenAccount } from './token-account.js';

/** Makes the connection that sends an account's token. */
export function oauthConnection(
  linkName: string,
  definition: OAuth2Connection<string>,
  account: TokenAccount,
): Connection {
  const { hosts, placement } = definition;
  /** By account, the token that was refused though it was new: the reason is not its age. */
  const refusedAnew = new Map<string | undefined, { token: string; at: number }>();
  const ownerOf = (user: string | undefined) => (definition.level === 'user' ? user : undefined);
  return {
    linkName,
    hosts,
    allowsHost: hostMatcher(hosts, `connections.${linkName}.hosts`),
    async resolve(_, user) {
      const { accessToken, expiresAt } = await account.tokens(user);
      return {
        ...placed(accessToken, placement),
        ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
      };
    },
    async refused(credential, user, again) {
      const token = tokenIn(credential, placement);
      const { token: former, at = 0 } = refusedAnew.get(ownerOf(user)) ?? {};
      const isKnown = former === token && Date.now() - at < REFUSED_ANEW_MS;
      if (token === undefined || isKnown) return undefined;
      // SECURITY: otherwise every call that lacks a scope would cost two token requests, up to the provider's limit.
      if (!again) return account.renew(user, token);
      refusedAnew.set(ownerOf(user), { token, at: Date.now() });
      return undefined;
    },
  };
}

/** How long a new token that was refused is not renewed: later, it may be refused for its age. */
const REFUSED_ANEW_MS = 300_000;

/** A token where the definition wants it. */
export function placed(token: string, placement: TokenPlacement = { in: 'header' }): Credential {
  if (placement.in === 'query') return { headers: {}, params: { [placement.name]: token } };
  const { name = 'Authorization', scheme = 'Bearer' } = placement;
  return { headers: { [name]: scheme === '' ? token : `${scheme} ${token}` }, params: {} };
}

/** The token in a credential that {@link placed} made. */
function tokenIn(credential: Credential, placement: TokenPlacement = { in: 'header' }): string | undefined {
  const mark = '\0';
  const { headers, params } = placed(mark, placement);
  const [name = '', prefix = ''] = Object.entries(placement.in === 'query' ? params : headers)[0] ?? [];
  const value = (placement.in === 'query' ? credential.params : credential.headers)[name];
  return value?.slice(prefix.length - mark.length);
}
