import { ZfappsError } from '../protocol/index.js';
import type { Limits, ZfappsErrorCode } from '../protocol/index.js';
import { hostAndPort } from './authority.js';

/** How far a call has come: looking for a connection, waiting for headers, reading the body. */
export type TransportPhase = 'connect' | 'response' | 'body';

const MISSED: Record<TransportPhase, string> = {
  connect: 'there was no connection to it',
  response: 'it had sent no response headers',
  body: 'its response had not ended',
};

/** The error of a call whose time is over, by the phase that it was in. */
export function timedOut(phase: TransportPhase, url: URL, limits: Readonly<Limits>): ZfappsError {
  return new ZfappsError(
    `timeout_${phase}`,
    `${hostAndPort(url)}: ${MISSED[phase]} when the call's time was over (${limits.timeoutMs} ms, redirects included). ` +
      'Check that the service answers, or raise `limits.timeoutMs`.',
  );
}

/** The error of a response that is longer than `limits.responseBytes`. */
export function responseTooLarge(url: URL, limits: Readonly<Limits>): ZfappsError {
  return new ZfappsError(
    'response_too_large',
    `The response of ${hostAndPort(url)} is over ${limits.responseBytes} bytes (decompressed); the rest was not read. ` +
      'Ask for less, such as fewer records a page, or raise `limits.responseBytes`.',
  );
}

/** The error of a response whose body cannot be decoded, or that is no HTTP. */
export function badResponse(url: URL, reason: string): ZfappsError {
  return new ZfappsError(
    'bad_response',
    `${hostAndPort(url)} answered with something that cannot be read: ${reason}. ` +
      'Check that the URL leads to an HTTP service, and what stands between (a proxy, a gateway).',
  );
}

/**
 * The error of a call that the network ended, told by the code that Node or undici gave it.
 *
 * SECURITY: of what was thrown only its code is quoted, since a message may hold a header's value.
 */
export function networkFailure(thrown: unknown, url: URL): ZfappsError {
  const code = failureCode(thrown);
  const kind = kindOf(code);
  if (kind === 'bad_response') return badResponse(url, String(code));
  return new ZfappsError(kind, EXPLANATIONS[kind](url, code ?? 'no code was given'));
}

type NetworkFailure = keyof typeof EXPLANATIONS;

const EXPLANATIONS = {
  connection_refused: (url) =>
    `Nothing listens at ${hostAndPort(url)}: the connection was refused. ` +
    "Start the service, or correct the URL's host and port.",
  name_not_found: (url, code) =>
    `The host name of ${hostAndPort(url)} does not resolve (${code}). Check its spelling, and your network's DNS or VPN.`,
  tls_failed: (url, code) =>
    `No trusted TLS connection to ${hostAndPort(url)} could be made (${code}): ${mendTls(code)}`,
  connection_reset: (url, code) =>
    `${hostAndPort(url)} closed the connection before its response was complete (${code}). ` +
    "Try again; if it stays so, the service's own log says why.",
  network_error: (url, code) =>
    `The network failed on the way to ${hostAndPort(url)} (${code}). Check that this machine can reach that host; ` +
    'in a browser, that the host allows this page by CORS.',
} satisfies Partial<Record<ZfappsErrorCode, (url: URL, code: string) => string>>;

function mendTls(code: string): string {
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return "the certificate is not valid today. Renew it, or set this machine's clock right.";
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'the certificate is for another host name. Use the name that it was issued for.';
  }
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return 'the two sides do not agree on TLS. If the port speaks plain HTTP, write http:// in the URL.';
  }
  return (
    'its certificate has no authority that Node trusts. Name the PEM file of that authority in the environment ' +
    'variable NODE_EXTRA_CA_CERTS, or give its text to `nodeTransport({ ca })`.'
  );
}

const KINDS: [pattern: RegExp, kind: NetworkFailure | 'bad_response' | `timeout_${TransportPhase}`][] = [];
