import { DEFAULT_LIMITS, isLocalHostname, ZfappsError } from '../core/protocol/index.js';
import type { Transport } from '../core/backend/index.js';
import type { DeliverCallback } from '../core/desk/index.js';

const CALLBACK_MS = 10_000;

/**
 * Takes callbacks to an extension: offline to this machine only, as nothing else leaves it.
 *
 * @param network asked for once there is a callback
 */
export function deliverCallbacks(mode: 'offline' | 'live', network: () => Transport): DeliverCallback {
  return async (request) => {
    const { hostname, host } = new URL(request.url);
    const isHere = isLocalHostname(hostname);
    if (mode === 'offline' && !isHere)
      throw new ZfappsError(
        'not_mocked',
        `Offline, nothing leaves this machine, and ${host} is another. Send callbacks to your own server: desk: { callbackOrigin: 'http://127.0.0.1:3000' } in zfapps.config; or start with --mode live.`,
      );
    const response = await network()(request, {
      signal: AbortSignal.timeout(CALLBACK_MS),
      limits: { ...DEFAULT_LIMITS, timeoutMs: CALLBACK_MS },
      // The author's own server, on the author's own machine.
      allowsPrivate: () => isHere,
    });
    if (response === undefined)
      throw new ZfappsError('network_error', `Nothing took the callback to ${host}.`);
    return response;
  };
}
