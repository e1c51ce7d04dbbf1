/**
 * Every code that a rejection of this project can carry, with the HTTP status that the server's
 * own routes answer with. Codes are stable: tests and widgets may compare them.
 */
export const ERROR_CODES = {
  // The call itself
  invalid_options: { status: 400, meaning: 'An option has another shape than documented.' },
  unknown_api_configuration: { status: 404, meaning: 'No API configuration has that key.' },
  request_too_large: { status: 413, meaning: 'The body to send is over `limits.requestBytes`.' },
  too_busy: { status: 503, meaning: 'More calls are waiting than `limits.waiting` allows.' },
  // Connections
  connection_not_found: { status: 404, meaning: 'No connection has that link name.' },
  connection_off: { status: 409, meaning: 'The connection is configured, but its secret is missing.' },
  connection_failed: { status: 502, meaning: 'The connection could not give a credential.' },
  host_not_allowed: { status: 403, meaning: "The connection's `hosts` do not list this host." },
  insecure_credential: { status: 403, meaning: 'A credential would travel over plain http.' },
  // Where a call may go
  destination_refused: { status: 403, meaning: 'The address is private, or not http(s).' },
  redirect_refused: { status: 502, meaning: 'A redirect leads where this call must not go.' },
  too_many_redirects: { status: 502, meaning: 'More redirects than `limits.redirects`.' },
  // The way there and back
  connection_refused: { status: 502, meaning: 'Nothing listens at that address and port.' },
  name_not_found: { status: 502, meaning: 'The host name does not resolve.' },
  tls_failed: { status: 502, meaning: 'No trusted TLS connection could be made.' },
  connection_reset: { status: 502, meaning: 'The upstream closed the connection too early.' },
  network_error: { status: 502, meaning: 'The network failed in another way.' },
  timeout_connect: { status: 504, meaning: 'No connection within `limits.timeoutMs`.' },
  timeout_response: { status: 504, meaning: 'No response headers within `limits.timeoutMs`.' },
  timeout_body: { status: 504, meaning: 'The body did not end within `limits.timeoutMs`.' },
  bad_response: {
    status: 502,
    meaning: 'The upstream answered with something that is not HTTP, or cannot be decoded.',
  },
  response_too_large: { status: 502, meaning: 'The body is over `limits.responseBytes`.' },
  not_mocked: { status: 501, meaning: 'Nothing answers this request in the present mode.' },
  mock_failed: { status: 500, meaning: 'A mock handler threw.' },
  // The bridge and the page
  no_host: { status: 503, meaning: 'The widget runs outside a host page.' },
  frame_gone: { status: 410, meaning: "The widget's frame reloaded, navigated or closed during the call." },
  unknown_key: { status: 404, meaning: 'The page has nothing at that path.' },
  unknown_action: { status: 400, meaning: '`invoke` has no such action.' },
  not_emulated: { status: 501, meaning: 'The real SDK has this; the emulation does not yet.' },
  // The server's own routes
  forbidden: { status: 403, meaning: 'The caller is not the host page.' },
  not_found: { status: 404, meaning: 'There is no such route or file.' },
  // Configuration and files
  invalid_config: { status: 500, meaning: 'The configuration or the manifest is wrong.' },
  internal: { status: 500, meaning: 'A fault of zfapps-shim itself.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

/** A stable code of {@link ERROR_CODES}. */
export type ZfappsErrorCode = keyof typeof ERROR_CODES;

/** What a call rejects with: a plain object, as widgets expect, never an `Error` instance. */
export interface ZfappsRejection {
  code: ZfappsErrorCode;
  message: string;
}

/** The one error class of this project. It becomes a {@link ZfappsRejection} at every face. */
export class ZfappsError extends Error {
  override readonly name = 'ZfappsError';
  readonly code: ZfappsErrorCode;

  constructor(code: ZfappsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Tells whether a value is a rejection (or an error) of this project.
 *
 * @example
 * ZFAPPS.request(options).catch((error) => {
 *   if (isZfappsError(error) && error.code === 'not_mocked') console.info(error.message);
 * });
 */
export function isZfappsError(value: unknown): value is ZfappsRejection {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Partial<Record<'code' | 'message', unknown>>;
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code) && typeof message === 'string';
}

/** Turns whatever was thrown into the plain object that a caller may see. */
export function toRejection(thrown: unknown): ZfappsRejection {
  if (isZfappsError(thrown)) return { code: thrown.code, message: thrown.message };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message: `zfapps-shim failed: ${message}` };
}
