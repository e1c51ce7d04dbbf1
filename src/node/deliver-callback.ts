import { deliverBy } from '../core/desk/index.js';
import { isLocalHostname, ZfappsError } from '../core/protocol/index.js';
import type { Transport } from '../core/backend/index.js';
import type { DeliverCallback } from '../core/desk/index.js';

/**
 * Takes callbacks to an extension: offline to this machine only, as nothing else leaves it.
 *
 * @param network asked for once there is a callback
 */
export function deliverCallbacks(mode: 'offline' | 'live', network: () => Transport): DeliverCallback {
  // The author's own server, on the author's own machine.
  const deliver = deliverBy(network, isLocalHostname);
  return async (request) => {
    const { hostname, host } = new URL(request.url);
    if (mode === 'offline' && !isLocalHostname(hostname))
      throw new ZfappsError(
        'not_mocked',
        `Offline, nothing leaves this machine, and ${host} is another. Send callbacks to your own server: desk: { callbackOrigin: 'http://127.0.0.1:3000' } in zfapps.config; or start with --mode live.`,
      );
    return deliver(request);
  };
}
