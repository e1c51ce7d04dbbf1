import type { TransportContext, UpstreamRequest, UpstreamResponse } from './upstream.js';
import { contentCodings, withoutCoding } from './content-encoding.js';
import { BodyTooLarge, readBody } from './read-body.js';
import { networkFailure, responseTooLarge, timedOut } from './transport-errors.js';

/** A request as the web's `fetch` takes it; one with a body on GET or HEAD it would not take at all. */
export function toRequestInit({ method, headers, body }: UpstreamRequest, signal: AbortSignal): RequestInit {
  return {
    method,
    headers,
    signal,
    redirect: 'manual',
    // Bodies are never shared memory here; the type of `body` just does not say so.
    ...(body === undefined || BODILESS.has(method) ? {} : { body: body as Uint8Array<ArrayBuffer> }),
  };
}

const BODILESS = new Set(['GET', 'HEAD']);

/**
 * Reads a web response whole. Where a Content-Encoding is named the body counts as decoded already,
 * as `fetch` leaves it.
 */
export async function fromResponse(
  response: Response,
  url: URL,
  { limits, signal }: TransportContext,
): Promise<UpstreamResponse> {
  const headers = [...response.headers];
  try {
    return {
      status: response.status,
      statusText: response.statusText,
      headers: contentCodings(headers).length > 0 ? withoutCoding(headers) : headers,
      body: await readBody(response.body, limits.responseBytes, signal),
    };
  } catch (error) {
    if (error instanceof BodyTooLarge) throw responseTooLarge(url, limits);
    if (signal.aborted) throw timedOut('body', url, limits);
    throw networkFailure(error, url);
  }
}
