import type { RequestHandler } from 'msw';
import { ZfappsError } from '../protocol/index.js';
import { unlessAborted } from './read-body.js';
import { hostAndPort, timedOut } from './transport-errors.js';
import type { MockHandler } from '../project/index.js';
import type { Transport, UpstreamRequest } from './upstream.js';
import { fromResponse, toRequestInit } from './web-messages.js';

/**
 * A transport that MSW handlers answer. What no handler matches, or one passes through, is left to
 * the next transport. msw is an optional peer dependency, loaded at the first call.
 *
 * A mock's body counts as decoded: handlers that hand on a fetched response, or one out of a HAR,
 * keep a Content-Encoding that no longer holds, so that header is dropped.
 *
 * @param handlers handlers as MSW's `http.get(…)` and its siblings make them; read at every call, so
 *   that a list may grow
 *
 * @example
 * const handlers = [http.get('https://api.example.com/ping', () => HttpResponse.json({ ok: true }))];
 * const backend = createBackend({ transports: [mswTransport(handlers)] });
 */
export function mswTransport(handlers: readonly MockHandler[]): Transport {
  return async (request, context) => {
    if (handlers.length === 0) return undefined;
    const url = new URL(request.url);
    const { signal, limits } = context;
    if (signal.aborted) throw timedOut('response', url, limits);
    const { getResponse } = await loadMsw();
    const asked = new Request(request.url, toRequestInit(request, signal));
    let response: Response | undefined;
    try {
      response = await unlessAborted(
        getResponse([...handlers] as unknown as RequestHandler[], asked),
        signal,
      );
    } catch (error) {
      throw signal.aborted ? timedOut('response', url, limits) : mockFailed(error, request, url);
    }
    if (response === undefined || isPassthrough(response)) return undefined;
    if (response.type === 'error') throw mockedNetworkError(request, url);
    return fromResponse(response, url, context);
  };
}

async function loadMsw(): Promise<typeof import('msw')> {
  try {
    return await import('msw');
  } catch {
    // Whatever keeps it from loading, the way out is the same.
    throw new ZfappsError(
      'mock_failed',
      'Mocks need MSW, and it could not be loaded. Install it: npm install --save-dev msw',
    );
  }
}

/** MSW marks `passthrough()` by a header of a response that is never sent. */
function isPassthrough(response: Response): boolean {
  return response.headers.get('x-msw-intention') === 'passthrough';
}

/** Which request it was, without its query: that may hold a credential. */
function nameOf({ method }: UpstreamRequest, url: URL): string {
  return `${method} ${url.origin}${url.pathname}`;
}

function mockFailed(error: unknown, request: UpstreamRequest, url: URL): ZfappsError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ZfappsError(
    'mock_failed',
    `A mock handler threw at ${nameOf(request, url)}: ${reason}. Mend the handler, or have it return a response.`,
    { cause: error },
  );
}

function mockedNetworkError(request: UpstreamRequest, url: URL): ZfappsError {
  return new ZfappsError(
    'network_error',
    `The network failed on the way to ${hostAndPort(url)}: a mock handler answered ${nameOf(request, url)} ` +
      'with HttpResponse.error().',
  );
}
