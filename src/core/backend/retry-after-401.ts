import { resolveCredential } from '../connections/index.js';
import type { Credential } from '../project/index.js';
import type { Stage } from './exchange.js';

/**
 * Sends an authorised request once more where the upstream answers 401 and the connection then has another
 * credential than the one that was refused. 401 means that nothing was done (RFC 9110, section 15.5.2), so
 * any method may be repeated.
 */
export const retryOnceAfter401: Stage = (next) => async (exchange) => {
  const response = await next(exchange);
  const { connection, credential: refused, user } = exchange;
  if (response.status !== 401 || refused === undefined || connection === undefined) return response;
  const problem = await connection.refused?.(refused, await user(), false);
  if (problem !== undefined)
    exchange.warnings.push(`The upstream answered 401, and the token could not be renewed: ${problem}`);
  const renewed = await resolveCredential(connection, await user());
  if (isSame(renewed, refused)) return response;
  exchange.credential = renewed;
  const second = await next(exchange);
  if (second.status === 401) await connection.refused?.(renewed, await user(), true);
  return second;
};

function isSame(one: Credential, other: Credential): boolean {
  return JSON.stringify([one.headers, one.params]) === JSON.stringify([other.headers, other.params]);
}
