import { ZfappsError } from '../protocol/index.js';
import { askTransports } from './ask-transports.js';
import { withDeadline } from './deadline.js';
import { checkDestination } from './destination.js';
import type { SendTokenRequest } from '../connections/index.js';
import type { Limits } from '../protocol/index.js';
import type { Destinations } from './destination.js';
import type { Transport } from './upstream.js';

/** The longest token answer. Real ones have a few kilobytes at most. */
const ANSWER_BYTES = 1_000_000;

/** What carries requests to providers: the transports of the widgets' requests, and none of their redirects. */
export function tokenRequestSender(
  transports: readonly Transport[],
  limits: Limits,
  closedPorts: Destinations['closedPorts'],
): SendTokenRequest {
  const ask = askTransports(transports);
  // The address stands in the configuration itself, so a private one is meant; our own ports never are.
  const allowsPrivate = (_: string, port: number) => !(closedPorts?.().includes(port) ?? false);
  return async (request) => {
    checkDestination(new URL(request.url), allowsPrivate);
    try {
      return await withDeadline(limits.tokenMs, undefined, (signal) =>
        ask({
          request,
          context: {
            signal,
            allowsPrivate,
            limits: { ...limits, timeoutMs: limits.tokenMs, responseBytes: ANSWER_BYTES },
          },
        }),
      );
    } catch (error) {
      if (error instanceof ZfappsError && error.code.startsWith('timeout_'))
        throw tooSlow(request.url, limits);
      if (error instanceof ZfappsError && error.code === 'response_too_large') throw tooLong();
      throw error;
    }
  };
}

function tooSlow(url: string, { tokenMs }: Limits): ZfappsError {
  return new ZfappsError(
    'timeout_response',
    `nothing came within ${tokenMs} ms. If ${new URL(url).host} needs longer, raise limits: { tokenMs: … } in zfapps.config.`,
  );
}

function tooLong(): ZfappsError {
  return new ZfappsError(
    'response_too_large',
    `what came is longer than ${ANSWER_BYTES} bytes, and no token answer is. Check the connection's tokenUrl.`,
  );
}
