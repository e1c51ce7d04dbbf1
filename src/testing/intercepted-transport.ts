import { ZfappsError } from '../core/protocol/index.js';
import { nodeTransport } from '../node/index.js';
import type { Transport } from '../core/backend/index.js';

/**
 * The transport that real requests take, with no way out: MSW's `setupServer` sees and answers what it
 * would see of them, and what it lets pass rejects with `not_mocked`.
 */
export function interceptedTransport(): Transport {
  const node = nodeTransport({ refuse: notMocked });
  return async (request, context) => {
    try {
      return await node(request, { ...context, allowsPrivate: () => true });
    } catch (error) {
      // With `onUnhandledRequest: 'error'` MSW fails the request by an error of this name.
      if (error instanceof ZfappsError && error.message.includes('(InternalError)')) throw notMocked();
      throw error;
    }
  };
}

function notMocked(): ZfappsError {
  return new ZfappsError('not_mocked', 'Nothing answers this request, and no test reaches the network.');
}
