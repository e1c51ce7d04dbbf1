import { effectivePort, ZfappsError } from '../protocol/index.js';
import type { Limits } from '../protocol/index.js';

/** How far a call has come: looking for a connection, waiting for headers, reading the body. */
export type TransportPhase = 'connect' | 'response' | 'body';

/** `host:port` for a message: all of a URL that may stand in one, since a path or a query may hold secrets. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${effectivePort(url)}`;
}

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
 * SECURITY: of what was thrown only its code or name is quoted, since a message may hold a header's value.
 */
export function networkFailure(thrown: unknown, url: URL): ZfappsError {
  const cause = failureCode(thrown) ?? (thrown instanceof Error ? thrown.name : 'no code was given');
  const [, code] = CODES_OF.find(([pattern]) => pattern.test(cause)) ?? [cause, 'network_error' as const];
  return code === 'bad_response'
    ? badResponse(url, cause)
    : new ZfappsError(code, EXPLANATIONS[code](url, cause));
}

const EXPLANATIONS = {
  connection_refused: (url: URL) =>
    `Nothing listens at ${hostAndPort(url)}: the connection was refused. ` +
    "Start the service, or correct the URL's host and port.",
  name_not_found: (url: URL, cause: string) =>
    `The host name of ${hostAndPort(url)} does not resolve (${cause}). ` +
    "Check its spelling, and your network's DNS or VPN.",
  tls_failed: (url: URL, cause: string) =>
    `No trusted TLS connection to ${hostAndPort(url)} could be made (${cause}): ${howToMendTls(cause)}`,
  connection_reset: (url: URL, cause: string) =>
    `${hostAndPort(url)} closed the connection before its response was complete (${cause}). ` +
    "Try again; if it stays so, the service's own log says why.",
  network_error: (url: URL, cause: string) =>
    `The network failed on the way to ${hostAndPort(url)} (${cause}). ` +
    'Check that this machine can reach that host; in a browser, that the host allows this page by CORS.',
};

/** What codes mean: those of the operating system, OpenSSL, Node's HTTP parser and zlib, and undici. */
const CODES_OF: [pattern: RegExp, code: keyof typeof EXPLANATIONS | 'bad_response'][] = [
  [/^ECONNREFUSED$/, 'connection_refused'],
  [/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/, 'name_not_found'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_SOCKET)$/, 'connection_reset'],
  [/^(UND_ERR_REQ|UND_ERR_RES)_CONTENT_LENGTH_MISMATCH$/, 'connection_reset'],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW$)/, 'bad_response'],
  [/^(Z_|ERR__|ERR_BROTLI|ERR_ZSTD)/, 'bad_response'],
  [/^(EPROTO$|ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/, 'tls_failed'],
  [/^(ERROR_IN_C|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/, 'tls_failed'],
];

function howToMendTls(cause: string): string {
  if (cause === 'CERT_HAS_EXPIRED' || cause === 'CERT_NOT_YET_VALID') {
    return "its certificate is not valid today. Renew it, or set this machine's clock right.";
  }
  if (cause === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'its certificate is for another host. Use a name that it was issued for.';
  }
  if (cause === 'EPROTO' || cause.startsWith('ERR_SSL_')) {
    return 'the two sides do not agree on TLS. If the port speaks plain HTTP, write http:// in the URL.';
  }
  return (
    'its certificate comes from no authority that Node trusts. Name the PEM file of that authority in the ' +
    'environment variable NODE_EXTRA_CA_CERTS, or give its text to `nodeTransport({ ca })`.'
  );
}

/** The first code along the causes; a connection tried on several addresses has one for each of them. */
function failureCode(thrown: unknown): string | undefined {
  let error: unknown = thrown;
  for (let depth = 0; depth < 5 && typeof error === 'object' && error !== null; depth++) {
    const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string') return code;
    error = Array.isArray(errors) ? errors[0] : cause;
  }
  return undefined;
}
