import { resolveCredential, secretTexts } from '../connections/index.js';
import { isLoopbackHostname, ZfappsError } from '../protocol/index.js';
import { withoutHeaders } from './request-headers.js';
import { withoutParams, withQuery } from './url-query.js';
import type { Connection } from '../connections/index.js';
import type { Credential } from '../project/index.js';
import type { Stage } from './exchange.js';
import type { UpstreamRequest, UpstreamResponse } from './upstream.js';

/**
 * Lays the connection's credential over the request. At the first hop a host that the connection
 * does not list rejects; after a redirect to such a host the call goes on without the credential,
 * and stays without it.
 */
export const authorize: Stage = (next) => async (exchange) => {
  const { connection, request } = exchange;
  if (connection === undefined) return next(exchange);
  const url = new URL(request.url);
  if (!connection.allowsHost(url)) {
    if (exchange.hop === 0) throw hostNotAllowed(connection, url);
    exchange.connection = undefined;
    return next(exchange);
  }
  // SECURITY: on plain http everyone on the way reads the credential.
  if (url.protocol === 'http:' && !isLoopbackHostname(url.hostname)) throw insecure(connection, url);
  const credential = exchange.credential ?? (await resolveCredential(connection, await exchange.user()));
  exchange.credential = credential;
  exchange.secrets.push(...secretTexts(credential));
  if (connection.takeForcedRefusal?.()) return FORCED_REFUSAL;
  return next({ ...exchange, request: withCredential(request, url, credential) });
};

/** What stands in for an upstream that refuses a token: nothing was sent. */
const FORCED_REFUSAL: UpstreamResponse = {
  status: 401,
  statusText: 'Unauthorized',
  headers: [['Content-Type', 'application/json']],
  body: new TextEncoder().encode('{"code":57,"message":"zfapps-shim was told to refuse this token once."}'),
};

function withCredential(
  request: UpstreamRequest,
  url: URL,
  { headers, params }: Credential,
): UpstreamRequest {
  const bare = new URL(withoutParams(url, Object.keys(params)));
  return {
    ...request,
    url: withQuery(bare, Object.entries(params)),
    headers: [...withoutHeaders(request.headers, Object.keys(headers)), ...Object.entries(headers)],
  };
}

function hostNotAllowed(connection: Connection, url: URL): ZfappsError {
  return new ZfappsError(
    'host_not_allowed',
    `The connection "${connection.linkName}" may not be used for ${url.host}: its hosts are ${connection.hosts.join(', ')}. If its credential belongs there, add it to zfapps.config: connections.${connection.linkName}.hosts: [${[...connection.hosts, url.host].map((host) => `'${host}'`).join(', ')}]. Nothing was sent.`,
  );
}

function insecure(connection: Connection, url: URL): ZfappsError {
  return new ZfappsError(
    'insecure_credential',
    `The connection "${connection.linkName}" may not be used for ${url.origin}: its credential would travel unencrypted. Use https. Nothing was sent.`,
  );
}
