import { ZfappsError } from '../protocol/index.js';
import { contentCodings } from './content-encoding.js';
import { badResponse, hostAndPort, networkFailure, timedOut } from './transport-errors.js';
import type { Transport } from './upstream.js';
import { fromResponse, toRequestInit } from './web-messages.js';

/** What some implementation of `fetch` decodes by itself. */
const DECODED_BY_FETCH = new Set(['gzip', 'x-gzip', 'deflate', 'br', 'zstd']);

/**
 * A transport over the global `fetch`, for browsers and edge runtimes. `fetch` is looked up at every
 * call, so that whoever replaces it later (a test, an instrumentation) is obeyed.
 *
 * Weaker than `nodeTransport`: it sees no addresses, so names that resolve to private ones are not
 * refused; header names arrive in lower case and repeated ones joined, `set-cookie` excepted; `fetch`
 * does not tell when it is connected, so that a connection that takes too long is `timeout_response`.
 *
 * @example
 * const backend = createBackend({ transports: [fetchTransport()] });
 */
export function fetchTransport(): Transport {
  return async (request, context) => {
    const url = new URL(request.url);
    const { signal, limits } = context;
    if (signal.aborted) throw timedOut('response', url, limits);
    let response: Response;
    try {
      response = await fetch(request.url, { ...toRequestInit(request, signal), ...withoutCookies() });
    } catch (error) {
      throw signal.aborted ? timedOut('response', url, limits) : networkFailure(error, url);
    }
    if (response.type === 'opaqueredirect') throw unreadableRedirect(url);
    const unknown = contentCodings([...response.headers]).find((coding) => !DECODED_BY_FETCH.has(coding));
    if (unknown !== undefined) {
      await response.body?.cancel();
      throw badResponse(url, `its Content-Encoding ${JSON.stringify(unknown)} is unknown`);
    }
    return fromResponse(response, url, context);
  };
}

/** The page's own cookies stay out. Edge runtimes have no such option and throw when it is given. */
function withoutCookies(): RequestInit {
  return 'credentials' in Request.prototype ? { credentials: 'omit' } : {};
}

function unreadableRedirect(url: URL): ZfappsError {
  return new ZfappsError(
    'redirect_refused',
    `${hostAndPort(url)} answered with a redirect, and a browser does not let a page see where it leads. ` +
      'Request the final URL, or run zfapps-shim with its server (`zfapps-shim dev`), which can follow redirects.',
  );
}
