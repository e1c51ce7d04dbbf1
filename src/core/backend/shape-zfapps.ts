import { bodyText } from './body-text.js';
import { joinHeaders } from './join-headers.js';
import { headerValue } from './request-headers.js';
import { statusText } from './status-texts.js';
import type { ZfappsResponse } from '../protocol/index.js';
import type { BinaryBody } from './body-text.js';
import type { UpstreamResponse } from './upstream.js';

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
