import { ZfappsError, toUrl } from '../protocol/index.js';
import { headerValue, withoutHeaders } from './request-headers.js';
import { withoutParams } from './url-query.js';
import type { Exchange, Stage } from './exchange.js';
import type { UpstreamRequest, UpstreamResponse } from './upstream.js';

const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);

/** Headers that describe a body and go when the body goes (Fetch standard, "request-body-header name"). */
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type'];

/**
 * Follows redirects as the Fetch standard does ("HTTP-redirect fetch"): 301 and 302 turn POST into
 * GET, 303 everything but GET and HEAD, 307 and 308 keep method and body. Each hop goes through
 * the rest of the onion again.
 */
export const followRedirects: Stage = (next) => async (first) => {
  const authorised = first.connection !== undefined;
  let exchange = first;
  for (;;) {
    const response = await next(exchange);
    const location = REDIRECT_STATUSES.has(response.status)
      ? headerValue(response.headers, 'location')
      : undefined;
    if (location === undefined) return response;
    const { redirects } = exchange.context.limits;
    if (exchange.hop >= redirects) {
      throw new ZfappsError(
        'too_many_redirects',
        `${new URL(exchange.request.url).host} redirected more than ${redirects} times. If that is right, raise limits: { redirects: … } in zfapps.config.`,
      );
    }
    const target = readLocation(location, exchange.request.url);
    // SECURITY: whoever sits on a plain http connection could read or answer an authorised call.
    if (authorised && exchange.request.url.startsWith('https:') && target.protocol === 'http:') {
      throw new ZfappsError(
        'redirect_refused',
        `${new URL(exchange.request.url).host} redirected an authorised call from https to http (${target.host}); that was refused.`,
      );
    }
    const from = exchange;
    exchange = nextExchange(from, response, target);
    // SECURITY: a Location may echo the credential elsewhere than under its own name, as in
    // `/sign-in?continue=https%3A%2F%2F…%3Fapi_key%3D…`. An upstream that means to give it away can
    // disguise it, or send it by itself; this is for those that only repeat what they were sent.
    if (!from.connection?.allowsHost(target) && holdsAny(exchange.request.url, from.secrets)) {
      throw new ZfappsError(
        'redirect_refused',
        `${new URL(from.request.url).host} redirected to a host that the connection does not list, with the connection's credential in the Location; that was refused.`,
      );
    }
  }
};

/** Shorter ones are no secrets, and stand in many a URL by chance. */
const SHORTEST_SECRET = 8;

function holdsAny(url: string, secrets: readonly string[]): boolean {
  const text = plain(url);
  return secrets.some((secret) => secret.length >= SHORTEST_SECRET && text.includes(plain(secret)));
}

/**
 * What a text and its forms in a URL have in common: ASCII decoded, however often it was encoded, the
 * rest encoded, in lower case as a host is.
 */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\0-\x7f]+/g, encodeURIComponent)
    .replace(/%(?:25)*([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();
}

function readLocation(location: string, base: string): URL {
  const url = toUrl(location, base);
  if (url !== undefined) return url;
  throw new ZfappsError('redirect_refused', `${new URL(base).host} redirected to a Location that is no URL.`);
}

function nextExchange(exchange: Exchange, response: UpstreamResponse, target: URL): Exchange {
  const { credential: _, ...rest } = exchange;
  return { ...rest, hop: exchange.hop + 1, request: nextRequest(exchange, response.status, target) };
}

function nextRequest({ request, credential }: Exchange, status: number, target: URL): UpstreamRequest {
  const becomesGet =
    ((status === 301 || status === 302) && request.method === 'POST') ||
    (status === 303 && request.method !== 'GET' && request.method !== 'HEAD');
  const crossOrigin = new URL(request.url).origin !== target.origin;
  const headers = withoutHeaders(request.headers, [
    ...(becomesGet ? BODY_HEADERS : []),
    // SECURITY: a credential that the widget wrote itself stays with the origin that it was written for.
    ...(crossOrigin ? ['authorization'] : []),
  ]);
  // SECURITY: a Location may echo the query, and with it an API key, to another host; a hop that may have it gets it anew.
  const url = withoutParams(target, Object.keys(credential?.params ?? {}));
  if (becomesGet || request.body === undefined)
    return { method: becomesGet ? 'GET' : request.method, url, headers };
  return { method: request.method, url, headers, body: request.body };
}
