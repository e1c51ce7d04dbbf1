import type { OddRequest } from '../../support/odd-token-endpoint.js';
import type { RecordedRequest } from '../../support/recording-server.js';

/** All of a token request, in each form in which a provider may have it at hand. */
export function allOfTokenRequest({ params, authorization = '' }: OddRequest): string {
  const basic = authorization.replace(/^Basic /, '');
  const pair = Buffer.from(basic, 'base64').toString();
  const values = [...params.values()];
  return [
    ...values,
    ...values.map(encodeURIComponent),
    String(params),
    basic,
    authorization,
    pair,
    decoded(pair),
  ].join(' ');
}

/** All of a call that is secret, in each form in which an upstream may have it at hand. */
export function allOfCall({ target, headers }: RecordedRequest): string {
  const { search } = new URL(target, 'http://upstream');
  const { authorization = '', 'x-api-key': key = '' } = headers;
  return [search, decoded(search), authorization, authorization.replace(/^\w+ /, ''), key].join(' ');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not percent-encoded UTF-8.
    return text;
  }
}
