import { ZfappsError } from '../protocol/index.js';
import type { AccountFailure } from './stored-account.js';

/** The error of a connection that nobody has signed in to. */
export function notConnected(linkName: string): ZfappsError {
  return new ZfappsError(
    'connection_not_connected',
    `No connections are provided: the connection "${linkName}" is not connected, because nobody has signed in yet. ${connectHint(linkName)} Nothing was sent.`,
  );
}

/**
 * The error of a connection that could not renew its token.
 *
 * @param sent what happened to the call, in a sentence
 */
export function connectionLost(
  { state, message, limited }: AccountFailure,
  linkName: string,
  sent: string,
): ZfappsError {
  const again = `To connect again: ${connectHint(linkName)} ${sent}`;
  switch (state) {
    case 'expired':
      return new ZfappsError(
        'connection_expired',
        `The connection "${linkName}" has expired. ${message} ${again}`,
      );
    case 'revoked':
      return new ZfappsError(
        'connection_revoked',
        `The connection "${linkName}" was revoked. ${message} ${again}`,
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
