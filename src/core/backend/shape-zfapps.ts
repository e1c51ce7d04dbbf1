import { bodyText } from './body-text.js';
import { headerValue } from './request-headers.js';
import { statusText } from './status-texts.js';
import type { ZfappsResponse } from '../protocol/index.js';
import type { BinaryBody } from './body-text.js';
import type { Header, UpstreamResponse } from './upstream.js';

/** Shapes an upstream's answer as `ZFAPPS.request` resolves it. */
export function shapeZfapps(response: UpstreamResponse, binaryBody?: BinaryBody): ZfappsResponse {
  return {
    code: 0,
    message: 'success',
    data: {
      status_code: response.status,
      status_message: response.statusText || statusText(response.status),
      header: joinHeaders(response.headers),
      body: bodyText(response.body, headerValue(response.headers, 'content-type'), binaryBody),
    },
  };
}

/** Names as the upstream sent them first; repeated ones joined in any letter case. */
function joinHeaders(headers: readonly Header[]): Record<string, string> {
  const joined = new Map<string, Header>();
  for (const [name, value] of headers) {
    const earlier = joined.get(name.toLowerCase());
    if (earlier === undefined) joined.set(name.toLowerCase(), [name, value]);
    else earlier[1] = `${earlier[1]}, ${value}`;
  }
  return Object.fromEntries(joined.values());
}
