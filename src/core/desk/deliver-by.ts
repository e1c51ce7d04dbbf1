import { DEFAULT_LIMITS, ZfappsError } from '../protocol/index.js';
import type { Transport, TransportContext } from '../backend/index.js';
import type { DeliverCallback } from './callbacks.js';

/** How long an extension may take to answer a callback. */
const CALLBACK_MS = 10_000;

/** Takes callbacks by a transport. */
export function deliverBy(
  transport: () => Transport,
  allowsPrivate: TransportContext['allowsPrivate'],
): DeliverCallback {
  return async (request) => {
    const response = await transport()(request, {
      signal: AbortSignal.timeout(CALLBACK_MS),
      limits: { ...DEFAULT_LIMITS, timeoutMs: CALLBACK_MS },
      allowsPrivate,
    });
    if (response !== undefined) return response;
    throw new ZfappsError('network_error', `Nothing took the callback to ${new URL(request.url).host}.`);
  };
}
