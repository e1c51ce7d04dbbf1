import { ZfappsError } from '../protocol/index.js';
import type { Exchange } from './exchange.js';
import type { Transport, UpstreamRequest, UpstreamResponse } from './upstream.js';

/** Asks each transport in turn; a request that none takes rejects with what to do. */
export function askTransports(
  transports: readonly Transport[],
): (exchange: Pick<Exchange, 'request' | 'context'>) => Promise<UpstreamResponse> {
  return async ({ request, context }) => {
    for (const transport of transports) {
      const response = await transport(request, context).catch(explain);
      if (response !== undefined) return response;
    }
    throw notMocked(request);
  };
}

/** A transport of one's own may throw anything. */
function explain(thrown: unknown): never {
  if (thrown instanceof ZfappsError) throw thrown;
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  throw new ZfappsError('network_error', `A transport failed: ${reason}`, { cause: thrown });
}

function notMocked({ method, url }: UpstreamRequest): ZfappsError {
  const { origin, pathname } = new URL(url);
  const address = `${origin}${pathname}`;
  return new ZfappsError(
    'not_mocked',
    `Nothing answers ${method} ${address}: no mock does, and offline nothing leaves this machine. To answer it, put this into mocks.ts beside the manifest:

import { http, HttpResponse } from 'msw';

export default [
  http.${method.toLowerCase()}('${address}', () => HttpResponse.json({})),
];

and name the file in zfapps.config.ts: export default { mocks: './mocks.ts' };
Or reach the real API with --mode live.`,
  );
}
