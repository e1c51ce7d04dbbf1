import { ERROR_CODES } from '../protocol/index.js';
import { DeskError } from './desk-error.js';
import { toUpstream } from './own-answer.js';
import type { UpstreamResponse } from '../backend/index.js';
import type { ZfappsErrorCode, ZfappsRejection } from '../protocol/index.js';

/** What the caller has to mend before anything is sent, and the field that is about. */
const REFUSED: { readonly [Code in ZfappsErrorCode]?: string } = {
  invalid_options: '/requestURL',
  destination_refused: '/requestURL',
  request_too_large: '/postBody',
  connection_not_found: '/connectionLinkName',
  connection_off: '/connectionLinkName',
  connection_not_connected: '/connectionLinkName',
  connection_expired: '/connectionLinkName',
  connection_revoked: '/connectionLinkName',
  connection_limited: '/connectionLinkName',
  connection_failed: '/connectionLinkName',
  host_not_allowed: '/connectionLinkName',
  insecure_credential: '/connectionLinkName',
};

/**
 * What an invoke call answers where no upstream did. Desk answers 200 also where the upstream failed: what went
 * wrong on the way is then in the response, with the status that a gateway has for it.
 *
 * @param wasSent whether an upstream answered an earlier hop
 * @throws DeskError where the call was refused, so that nothing was sent
 */
export function upstreamProblem({ code, message }: ZfappsRejection, wasSent: boolean): UpstreamResponse {
  const fieldName = REFUSED[code];
  // It is about where an upstream's redirect leads: the caller has nothing to mend.
  if (fieldName !== undefined && wasSent)
    return toUpstream(ERROR_CODES.redirect_refused.status, { errorCode: code, message });
  if (fieldName !== undefined)
    throw new DeskError('UNPROCESSABLE_ENTITY', message, {
      errors: [{ fieldName, errorType: 'invalid', errorMessage: code }],
    });
  if (code === 'too_busy') throw new DeskError('TOO_MANY_REQUESTS', message, { retryAfter: 1 });
  if (code === 'internal') throw new DeskError('INTERNAL_SERVER_ERROR', message);
  return toUpstream(ERROR_CODES[code].status, { errorCode: code, message });
}
