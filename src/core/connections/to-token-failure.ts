import * as oauth from 'oauth4webapi';
import { maskSecrets } from './mask-secrets.js';
import { TokenFailure } from './token-failure.js';

/**
 * A failed token request as one for people.
 *
 * SECURITY: what the library throws carries whole answers as its cause; only sentences go on.
 *
 * @param endpoint the URL that was asked
 * @param secrets what no message may hold
 */
export function toTokenFailure(
  error: unknown,
  endpoint: string,
  secrets: readonly string[] = [],
): TokenFailure {
  if (error instanceof TokenFailure) return error;
  const { host } = new URL(endpoint);
  if (error instanceof oauth.AuthorizationResponseError) {
    // SECURITY: masked before it is cut, which would leave the beginning of a secret.
    const shown = (text: string, most: number) => maskSecrets(text, secrets).slice(0, most);
    const description =
      error.error_description === undefined ? '' : `: ${shown(error.error_description, 300)}`;
    return new TokenFailure('denied', `The provider answered "${shown(error.error, 100)}${description}".`);
  }
  if (error instanceof oauth.OperationProcessingError)
    return new TokenFailure('malformed', `${host} answered what OAuth does not allow: ${error.message}.`);
  if (error instanceof oauth.UnsupportedOperationError)
    return new TokenFailure(
      'malformed',
      `${host} answered with something that is not supported: ${error.message}.`,
    );
  const message = error instanceof Error ? error.message : String(error);
  return new TokenFailure('unreachable', `${host} did not answer: ${message}`);
}
