import { bodyText, joinHeaders } from '../backend/index.js';
import type { UpstreamResponse } from '../backend/index.js';
import type { DeskParity } from '../project/index.js';

/** #INVOKE_API_RESPONSE_OBJECT. */
export interface InvokeResponse {
  /** The upstream's: a number, or text where `parity.statusCode` says so. */
  statusCode: number | string;
  /** The body as text; base64 for binary ones. Around it the envelope, where a connection was used. */
  response: string;
  /** An object, or its JSON text where `parity.responseHeaders` says so. */
  responseHeaders: Readonly<Record<string, string>> | string;
}

/** Shapes an upstream's answer as the Invoke API does. */
export function shapeDesk(
  { status, headers, body }: Pick<UpstreamResponse, 'status' | 'headers' | 'body'>,
  parity: Readonly<DeskParity>,
  usesConnection: boolean,
): InvokeResponse {
  const joined = joinHeaders(headers);
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  const text = bodyText(body, contentType);
  const wrapped = usesConnection && parity.connectionEnvelope === 'wrapped';
  return {
    statusCode: parity.statusCode === 'integer' ? status : String(status),
    response: wrapped ? inEnvelope(text) : text,
    responseHeaders: parity.responseHeaders === 'object' ? joined : JSON.stringify(joined),
  };
}

/** What live extensions see of a call through a connection: an object as it is, anything else as text. */
function inEnvelope(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON is an ordinary answer.
  }
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  // An object's own text: its long ids are more than a number of JavaScript can hold.
  return isPlain
    ? `{"statusMessage":${text},"status":"true"}`
    : JSON.stringify({ statusMessage: text, status: 'true' });
}
