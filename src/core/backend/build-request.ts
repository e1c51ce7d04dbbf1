import { describeValue, ZfappsError, toUrl } from '../protocol/index.js';
import { encodeBody } from './request-body.js';
import { headerValue, toHeaders, withoutHeaders } from './request-headers.js';
import { withQuery } from './url-query.js';
import type { Limits, WireOptions } from '../protocol/index.js';
import type { UpstreamRequest } from './upstream.js';

/**
 * Makes the upstream request that wire options describe, without any credential.
 *
 * @throws ZfappsError `invalid_options` or `request_too_large`; nothing was sent
 */
export function buildRequest(
  wire: WireOptions,
  limits: Readonly<Limits>,
  warnings: string[],
): UpstreamRequest {
  const method = wire.method ?? 'GET';
  const url = withQuery(
    parseUrl(wire.url ?? ''),
    (wire.url_query ?? []).map(({ key, value }) => [key, value]),
  );
  const headers = toHeaders(wire.header ?? [], warnings);
  if (wire.body === undefined) return { method, url, headers };
  if (method === 'GET') {
    warnings.push('The body was not sent: a GET request carries none.');
    return { method, url, headers };
  }
  const { bytes, contentType, decidesType } = encodeBody(wire.body);
  if (bytes.byteLength > limits.requestBytes) {
    throw new ZfappsError(
      'request_too_large',
      `The body has ${bytes.byteLength} bytes; at most ${limits.requestBytes} are sent. Send less, or raise limits: { requestBytes: … } in zfapps.config. Nothing was sent.`,
    );
  }
  const keepsType = !decidesType && headerValue(headers, 'content-type') !== undefined;
  return {
    method,
    url,
    headers: keepsType
      ? headers
      : [...withoutHeaders(headers, ['content-type']), ['Content-Type', contentType]],
    body: bytes,
  };
}

/** Reads a widget's URL by the WHATWG standard; what a destination may be is checked at each hop. */
function parseUrl(text: string): URL {
  const url = toUrl(text);
  if (url !== undefined) return url;
  const hint = text.startsWith('/') ? " The path alone is not enough: begin with the API's root." : '';
  throw new ZfappsError(
    'invalid_options',
    `url is ${describeValue(withoutSecrets(text))}; expected an absolute URL such as "https://api.example.com/v1/items".${hint} Nothing was sent.`,
  );
}

/** A query may hold a key: messages quote a URL only up to it. */
function withoutSecrets(text: string): string {
  return text.replace(/\?.*$/s, '?…').replace(/\/\/[^/]*@/, '//…@');
}
