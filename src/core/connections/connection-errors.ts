import { ZfappsError } from '../protocol/index.js';
import type { OAuth2Connection } from '../project/index.js';
import type { AccountFailure } from './stored-account.js';

/**
 * The error of a connection that nobody has signed in to.
 *
 * @param signInFailed why the last try came to nothing
 */
export function notConnected(linkName: string, signInFailed?: string): ZfappsError {
  const why =
    signInFailed === undefined ? 'nobody has signed in yet.' : `the last sign-in failed. ${signInFailed}`;
  return new ZfappsError(
    'connection_not_connected',
    `No connections are provided: the connection "${linkName}" is not connected, because ${why} ${connectHint(linkName)} Nothing was sent.`,
  );
}

/** What has happened to a call, and what to do about it, in sentences. */
interface LostCall {
  sent: string;
  hint: string;
}

/** The error of a connection that could not renew its token. */
export function connectionLost(
  { state, message, limited }: AccountFailure,
  linkName: string,
  { sent, hint }: LostCall,
): ZfappsError {
  switch (state) {
    case 'expired':
      return new ZfappsError(
        'connection_expired',
        `The connection "${linkName}" has expired. ${message} ${hint} ${sent}`,
      );
    case 'revoked':
      return new ZfappsError(
        'connection_revoked',
        `The connection "${linkName}" was revoked. ${message} ${hint} ${sent}`,
      );
    case 'error':
      return new ZfappsError(
        limited ? 'connection_limited' : 'connection_failed',
        `The connection "${linkName}" could not get a token. ${message} ${sent}`,
      );
  }
}

/** The sentence that says how to connect. */
export function connectHint(linkName: string): string {
  const name = /^[\w.-]+$/.test(linkName) ? linkName : JSON.stringify(linkName);
  return `Run "npx zfapps-shim connect ${name}", or click Connect under Connections in the playground.`;
}

/** The sentence that says how to get a working token again. */
export function renewHint(linkName: string, { grant }: Pick<OAuth2Connection<string>, 'grant'>): string {
  switch (grant) {
    case 'refresh_token':
      return 'Give it another refreshToken in zfapps.config: that of now is no longer good.';
    case 'client_credentials':
      return 'Check its clientId and clientSecret in zfapps.config.';
    default:
      return `To connect again: ${connectHint(linkName)}`;
  }
}
