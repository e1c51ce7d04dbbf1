import { DeskError } from './desk-error.js';
import { fieldRefusal } from './field-refusal.js';
import { methodError, toInvokeMethod } from './invoke-method.js';
import { placeholderReader } from './placeholder-values.js';
import { substituteBody } from './placeholders-body.js';
import { substituteHeaders, substituteQueryParams } from './placeholders-members.js';
import { substituteUrl } from './placeholders-url.js';
import type { HashedField, InvokePayload } from './invoke-payload.js';
import type { PlaceholderValues, Unresolved } from './placeholder-values.js';
import type { Pair } from './placeholders-members.js';

/** Options of {@link substitutePlaceholders}. */
export interface SubstituteOptions {
  /** What happens to a placeholder without a value: a 422, or it stays as text. */
  unresolved: Unresolved;
  /** Where a requestURL such as `/api/v1/tickets` leads: Desk's own origin. */
  base: string;
}

/** What an invoke request asks to send, with values for its placeholders. */
export interface SubstitutedRequest {
  method: string;
  /** Absolute, with queryParams, without a fragment. */
  url: string;
  headers: Pair[];
  /** Absent where none was sent. */
  postBody?: string;
  /** Names of the config params whose values are in it. */
  usedParams: string[];
  warnings: string[];
}

/**
 * Puts values for the placeholders of an invoke request, each encoded for the place it lands in, so that no value
 * changes what the request is made of. A value is not substituted again. Where the request may go, and which headers it
 * may have, is checked later.
 *
 * `{{installationId}}`, `{{configParam}}` and `{{fields.<resourceName>.id}}` or `.apiName` stand in requestURL,
 * queryParams and headers; postBody knows those of fields alone. Source: "Specifying Placeholders in Invoke API".
 *
 * @throws DeskError `INVALID_DATA`, naming the field and the placeholder, never a value
 */
export function substitutePlaceholders(
  payload: InvokePayload,
  values: PlaceholderValues,
  { unresolved, base }: SubstituteOptions,
): SubstitutedRequest {
  const reader = placeholderReader(values, unresolved);
  const valueIn = (field: HashedField) => (written: string) => reader.valueFor(written, field);
  const warnings: string[] = [];
  const method = toMethod(payload.requestType);
  if (!payload.requestURL)
    throw fieldRefusal('requestURL', 'The invoke request lacks requestURL.', 'missing');
  const url = substituteUrl(payload.requestURL, base, valueIn('requestURL'), warnings);
  const pairs = substituteQueryParams(payload.queryParams, valueIn('queryParams'));
  const headers = substituteHeaders(payload.headers, valueIn('headers'));
  const { postBody } = payload;
  return {
    method,
    url: appendPairs(url.href, pairs),
    headers,
    ...(postBody === undefined ? {} : { postBody: substituteBody(postBody, valueIn('postBody')) }),
    usedParams: [...reader.usedParams],
    warnings,
  };
}

function toMethod(requestType: string | undefined): string {
  if (!requestType) throw fieldRefusal('requestType', 'The invoke request lacks requestType.', 'missing');
  const method = toInvokeMethod(requestType);
  if (method !== undefined) return method;
  const error = methodError(requestType);
  throw new DeskError('INVALID_DATA', error.errorMessage ?? '', { errors: [error] });
}

/** What the URL's query already holds stays as it is. */
function appendPairs(url: string, pairs: readonly Pair[]): string {
  const query = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  if (query === '') return url;
  const separator = !url.includes('?') ? '?' : /[?&]$/.test(url) ? '' : '&';
  return `${url}${separator}${query}`;
}
