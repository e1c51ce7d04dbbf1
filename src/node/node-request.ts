import http from 'node:http';
import https from 'node:https';
import { hostAndPort } from '../core/backend/index.js';
import { effectivePort, ZfappsError } from '../core/protocol/index.js';
import { ACCEPTED_CODINGS } from './content-coding.js';
import type { Agent, ClientRequest } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { UpstreamRequest } from '../core/backend/index.js';

/** SECURITY: framing is ours. A second Content-Length or Host would split what two servers read. */
const FRAMING = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'expect',
  'upgrade',
]);

/** Methods whose request says that it has no body rather than leaving it open (RFC 9110 §8.6). */
const EXPECTS_BODY = new Set(['POST', 'PUT', 'PATCH']);
const BODILESS = new Set(['GET', 'HEAD']);

/**
 * Starts a request and hands its whole body over; what is written waits for the connection.
 *
 * @throws ZfappsError `invalid_options` for a header that HTTP cannot carry
 */
export function startRequest(
  sent: UpstreamRequest,
  url: URL,
  agent: Agent,
  lookup: LookupFunction,
): ClientRequest {
  // Looked up at call time, not imported by name: that is where MSW's `setupServer` puts itself.
  const { request: start } = url.protocol === 'https:' ? https : http;
  const body = BODILESS.has(sent.method) ? undefined : sent.body;
  const options = {
    method: sent.method,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: effectivePort(url),
    path: url.pathname + url.search,
    headers: wireHeaders(sent, url, body),
    agent,
    lookup,
  };
  let request: ClientRequest;
  try {
    request = start(options);
  } catch (error) {
    // SECURITY: only the code is quoted, not the value that Node refused.
    throw new ZfappsError(
      'invalid_options',
      `The request to ${hostAndPort(url)} has a method or header that HTTP cannot carry ` +
        `(${(error as NodeJS.ErrnoException).code}): a line break, a control character, or one beyond Latin-1. ` +
        'Nothing was sent.',
    );
  }
  request.end(body);
  return request;
}

/** A flat list, the one form in which Node keeps order, letter case and repeated names. */
function wireHeaders(sent: UpstreamRequest, url: URL, body: Uint8Array | undefined): string[] {
  const given = sent.headers.filter(([name]) => !FRAMING.has(name.toLowerCase()));
  const length = body?.byteLength ?? (EXPECTS_BODY.has(sent.method) ? 0 : undefined);
  return [
    'Host',
    url.host,
    ...given.flat(),
    'Accept-Encoding',
    ACCEPTED_CODINGS,
    ...(length === undefined ? [] : ['Content-Length', String(length)]),
  ];
}
