import type { UpstreamResponse } from '../backend/index.js';
import type { DeskError } from './desk-error.js';

const JSON_TYPE: [string, string] = ['Content-Type', 'application/json;charset=utf-8'];

/** What Desk answers itself, as an upstream would: JSON, or an empty body. */
export function toUpstream(
  status: number,
  body: unknown,
  headers: [string, string][] = [],
): UpstreamResponse {
  const text = body === undefined ? '' : JSON.stringify(body);
  return {
    status,
    statusText: '',
    headers: [...headers, ...(body === undefined ? [] : [JSON_TYPE])],
    body: new TextEncoder().encode(text),
  };
}

/** A refusal, as an upstream would answer it. */
export function refusal(error: DeskError): UpstreamResponse {
  const { retryAfter } = error;
  return toUpstream(
    error.status,
    error.toBody(),
    retryAfter === undefined ? [] : [['Retry-After', String(retryAfter)]],
  );
}

/** The same over HTTP. */
export function toResponse({ status, headers, body }: UpstreamResponse): Response {
  return new Response(body.byteLength === 0 ? null : new Uint8Array(body), { status, headers });
}
