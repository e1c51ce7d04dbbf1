/**
 * Every code that a rejection of this project can carry, with the HTTP status that the server's
 * own routes answer with. Codes are stable: tests and widgets may compare them.
 */
export const ERROR_STATUSES = {
  // The call itself
  invalid_options: 400,
  unknown_api_configuration: 404,
  request_too_large: 413,
  too_busy: 503,
  // Connections
  connection_not_found: 404,
  connection_off: 409,
  connection_not_connected: 409,
  connection_expired: 409,
  connection_revoked: 409,
  connection_limited: 429,
  connection_failed: 502,
  sign_in_failed: 400,
  host_not_allowed: 403,
  insecure_credential: 403,
  // Where a call may go
  destination_refused: 403,
  redirect_refused: 502,
  too_many_redirects: 502,
  // The way there and back
  connection_refused: 502,
  name_not_found: 502,
  tls_failed: 502,
  connection_reset: 502,
  network_error: 502,
  timeout_connect: 504,
  timeout_response: 504,
  timeout_body: 504,
  bad_response: 502,
  response_too_large: 502,
  not_mocked: 501,
  mock_failed: 500,
  // The bridge and the page
  no_host: 503,
  frame_gone: 410,
  unknown_key: 404,
  invalid_property: 400,
  not_settable: 409,
  not_stored: 404,
  unknown_record: 404,
  unknown_action: 400,
  handler_failed: 500,
  not_emulated: 501,
  // The server's own routes
  forbidden: 403,
  not_found: 404,
  // Configuration and files
  invalid_config: 500,
  internal: 500,
} as const satisfies Record<string, number>;

/** A stable code of {@link ERROR_CODES}. */
export type ZfappsErrorCode = keyof typeof ERROR_STATUSES;

// Apart from the statuses: the SDK in the widget knows every code, and need not carry their explanations.
const MEANINGS: Record<ZfappsErrorCode, string> = {
  // The call itself
  invalid_options: 'An option has another shape than documented.',
  unknown_api_configuration: 'No API configuration has that key.',
  request_too_large: 'The body to send is over `limits.requestBytes`.',
  too_busy: 'More calls are waiting than `limits.waiting` allows, or somebody else holds what this needs.',
  // Connections
  connection_not_found: 'No connection has that link name.',
  connection_off: 'The connection is configured, but its secret is missing.',
  connection_not_connected: 'Nobody has signed in to the connection yet.',
  connection_expired: "The connection's token ran out and cannot be renewed.",
  connection_revoked: "The provider refuses to renew the connection's token.",
  connection_limited: 'The provider takes no more token requests for now.',
  connection_failed: 'The connection could not give a credential.',
  sign_in_failed: 'A sign-in did not lead to a token.',
  host_not_allowed: "The connection's `hosts` do not list this host.",
  insecure_credential: 'A credential would travel over plain http.',
  // Where a call may go
  destination_refused: 'The address is private, or not http(s).',
  redirect_refused: 'A redirect leads where this call must not go.',
  too_many_redirects: 'More redirects than `limits.redirects`.',
  // The way there and back
  connection_refused: 'Nothing listens at that address and port.',
  name_not_found: 'The host name does not resolve.',
  tls_failed: 'No trusted TLS connection could be made.',
  connection_reset: 'The upstream closed the connection too early.',
  network_error: 'The network failed in another way.',
  timeout_connect: 'No connection within `limits.timeoutMs`.',
  timeout_response: 'No response headers within `limits.timeoutMs`.',
  timeout_body: 'The body did not end within `limits.timeoutMs`.',
  bad_response: 'The upstream answered with something that is not HTTP, or cannot be decoded.',
  response_too_large: 'The body is over `limits.responseBytes`.',
  not_mocked: 'Nothing answers this request in the present mode.',
  mock_failed: 'A mock handler threw.',
  // The bridge and the page
  no_host: 'The widget runs outside a host page.',
  frame_gone: "The widget's frame reloaded, navigated or closed during the call.",
  unknown_key: 'The page has nothing at that path.',
  invalid_property: '`set` cannot write at that path.',
  not_settable: 'This page has no form, so `set` has nothing to write into.',
  not_stored: 'Nothing is stored by that key. Widgets see the code -1.',
  unknown_record: 'The page has no such record.',
  unknown_action: '`invoke` has no such action.',
  handler_failed: 'A handler that the widget subscribed to an event threw.',
  not_emulated: 'The real SDK has this; the emulation does not yet.',
  // The server's own routes
  forbidden: 'The caller is not the host page.',
  not_found: 'There is no such route or file.',
  // Configuration and files
  invalid_config: 'The configuration or the manifest is wrong.',
  internal: 'A fault of zfapps-shim itself.',
};

/** The table of codes: what each means, and its HTTP status. */
export const ERROR_CODES = /* @__PURE__ */ joinTables();

function joinTables(): Record<ZfappsErrorCode, { status: number; meaning: string }> {
  const rows = Object.entries(MEANINGS) as [ZfappsErrorCode, string][];
  return Object.fromEntries(
    rows.map(([code, meaning]) => [code, { status: ERROR_STATUSES[code], meaning }]),
  ) as ReturnType<typeof joinTables>;
}
