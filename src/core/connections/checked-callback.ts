import * as oauth from 'oauth4webapi';
import { dataCenterNamed } from '../project/index.js';
import { toUrl } from '../protocol/index.js';
import { maskSecrets } from './mask-secrets.js';
import { TokenFailure } from './token-failure.js';

/** What a redirect must fit. */
export interface CallbackCheck {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  state: string;
  /** What no message may hold. */
  secrets: readonly string[];
  /** Whether the redirect has to name its issuer: the connection says which. */
  needsIssuer: boolean;
}

/**
 * What a provider's redirect carries, once it is known to answer a sign-in.
 *
 * @throws TokenFailure `denied`, and what oauth4webapi throws where the provider says no
 */
export function checkedCallback(
  callback: URLSearchParams,
  { server, client, state, secrets, needsIssuer }: CallbackCheck,
): URLSearchParams {
  const at = new URL(server.token_endpoint ?? server.issuer);
  // Zoho's: the account may be in another data centre than the client's.
  const accounts = toUrl(callback.get('accounts-server') ?? '');
  // SECURITY: compared and never followed: the code and the secret go to the configured address only.
  if (accounts !== undefined && accounts.origin !== at.origin)
    throw new TokenFailure(
      'denied',
      `The account is at ${accounts.host}, and the connection at ${at.host}. ${otherDataCenter(callback.get('location'))}`,
    );
  const iss = callback.get('iss');
  // SECURITY: without it, one provider could hand on a person to another one, and be given that one's code (RFC 9700, section 4.4).
  if (iss === null && needsIssuer)
    throw new TokenFailure(
      'denied',
      `The answer does not say who it comes from (iss, RFC 9207), and the connection's issuer is ${JSON.stringify(server.issuer)}. If the provider never says it, remove issuer.`,
    );
  if (iss !== null && iss !== server.issuer)
    throw new TokenFailure(
      'denied',
      `The answer says that it comes from ${JSON.stringify(maskSecrets(iss, secrets).slice(0, 200))}, and ${JSON.stringify(server.issuer)} was expected (RFC 9207). If the first is right, set the connection's issuer.`,
    );
  if (callback.get('error') === null && callback.getAll('code').length !== 1)
    throw new TokenFailure('denied', 'The redirect of the sign-in has no code, or more than one.');
  try {
    return oauth.validateAuthResponse(server, client, callback, state);
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw error;
    throw new TokenFailure(
      'denied',
      'The redirect of the sign-in is none with an authorization code: it has one code and one state (RFC 6749, section 4.1.2).',
    );
  }
}

/** Zoho's `location` has names of its own, such as `us`. */
function otherDataCenter(location: string | null): string {
  const name = dataCenterNamed(location ?? '');
  const setting = name === undefined ? 'its dataCenter to that of the account' : `dataCenter: '${name}'`;
  return `Set ${setting} in zfapps.config. The client must be of that data centre too, or be turned on for it (multi-DC in the API console).`;
}
