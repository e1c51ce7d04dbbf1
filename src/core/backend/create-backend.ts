import { createConnections } from '../connections/index.js';
import { DEFAULT_LIMITS, toRejection, toWireOptions, ZfappsError } from '../protocol/index.js';
import { authorize } from './authorize.js';
import { buildRequest } from './build-request.js';
import { withDeadline } from './deadline.js';
import { checkDestination, privateDestinations } from './destination.js';
import { layer, recordHop } from './exchange.js';
import { fetchTransport } from './fetch-transport.js';
import { followRedirects } from './follow-redirects.js';
import { resolveApiConfiguration } from './resolve-api-configuration.js';
import { shapeZfapps } from './shape-zfapps.js';
import { createTurnstile } from './turnstile.js';
import type { AnyConnection, Connection, Connections } from '../connections/index.js';
import type { Manifest } from '../project/index.js';
import type { Limits, WireOptions, ZfappsResponse } from '../protocol/index.js';
import type { BinaryBody } from './body-text.js';
import type { BackendCaller, BackendEntry } from './entry.js';
import type { Handler, Hop, Stage } from './exchange.js';
import type { ApiConfigurations } from './resolve-api-configuration.js';
import type { Transport, UpstreamRequest, UpstreamResponse } from './upstream.js';

/** Options of {@link createBackend}. Every member is optional. */
export interface BackendOptions {
  /** Connections by link name. Default: none, so that a call with a link name rejects. */
  connections?: Readonly<Record<string, AnyConnection>>;
  /** Gives a stand-in for a link name that is missing or off. Default: none. */
  standIn?: (linkName: string) => Connection;
  /** Asked in order; the first that answers wins. Default: the global `fetch`. */
  transports?: readonly Transport[];
  /** The widget's manifest: a connection that it does not declare gives a warning. */
  manifest?: Partial<Pick<Manifest, 'usedConnections' | 'config'>>;
  /** Stored requests by key, for `api_configuration_key`. */
  apiConfigurations?: ApiConfigurations;
  /** Private addresses that requests may reach, such as `127.0.0.1:9000`. Default: none. */
  destinations?: { private?: readonly string[] };
  /** Default: {@link DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
  /** How binary bodies arrive. Default `base64`. */
  binaryBody?: BinaryBody;
  /** Told of every call once it has ended. */
  onEntry?: (entry: BackendEntry) => void;
}

/** Carries out the calls of widgets. */
export interface Backend {
  /**
   * Takes options as a widget writes them.
   *
   * @returns the response, whatever status the upstream answered
   * @throws a plain `{code, message}`; nothing was sent unless the code says otherwise
   */
  request(options: unknown, caller?: BackendCaller): Promise<ZfappsResponse>;
  /** The same, and never rejects: the whole record of the call. */
  perform(options: unknown, caller?: BackendCaller): Promise<BackendEntry>;
}

/**
 * Makes a backend: the pipeline from a widget's options to an upstream and back.
 *
 * @throws ZfappsError `invalid_config` for a wrong definition, naming its path
 * @example
 * const backend = createBackend({
 *   connections: { books: { type: 'bearer', token: 't', scheme: 'Zoho-oauthtoken', hosts: ['www.zohoapis.com'] } },
 * });
 * const { data } = await backend.request({ url: 'https://www.zohoapis.com/books/v3/items', connection_link_name: 'books' });
 */
export function createBackend(options: BackendOptions = {}): Backend {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const allowsPrivate = privateDestinations(options.destinations?.private ?? []);
  const connections = createConnections(options);
  const declared = declaredLinkNames(options.manifest);
  const throughTurnstile = createTurnstile(limits);

  const checkHop: Stage = (next) => async (exchange) => {
    checkDestination(new URL(exchange.request.url), exchange.context.allowsPrivate);
    return next(exchange);
  };
  const send = layer(
    [followRedirects, recordHop, checkHop, authorize],
    askTransports(options.transports ?? [fetchTransport()]),
  );

  /** In: `toWireOptions → resolveApiConfiguration → buildRequest`. Out: `shapeZfapps`. */
  async function carryOut(
    wire: WireOptions,
    caller: BackendCaller,
    hops: Hop[],
    warnings: string[],
  ): Promise<ZfappsResponse> {
    const resolved = resolveApiConfiguration(wire, options.apiConfigurations ?? {});
    if ('data' in resolved) return resolved;
    const request = buildRequest(resolved, limits, warnings);
    checkDestination(new URL(request.url), allowsPrivate);
    const connection = findConnection(connections, resolved.connection_link_name);
    if (connection !== undefined) warnings.push(...declared(connection.linkName));
    const response = await throughTurnstile(() =>
      withDeadline(limits.timeoutMs, caller.signal, (signal) =>
        send({
          request,
          hop: 0,
          context: { signal, limits, allowsPrivate },
          user: caller.user,
          hops,
          connection,
        }),
      ),
    );
    return shapeZfapps(response, options.binaryBody);
  }

  async function perform(given: unknown, caller: BackendCaller = {}): Promise<BackendEntry> {
    const startedAt = Date.now();
    const from = performance.now();
    const hops: Hop[] = [];
    const warnings: string[] = [];
    let wire: WireOptions | undefined;
    let outcome: BackendEntry['outcome'];
    try {
      wire = toWireOptions(given);
      outcome = { ok: true, value: await carryOut(wire, caller, hops, warnings) };
    } catch (thrown) {
      outcome = { ok: false, error: toRejection(thrown) };
    }
    const entry: BackendEntry = {
      caller,
      options: wire,
      hops,
      warnings,
      startedAt,
      duration: performance.now() - from,
      outcome,
    };
    options.onEntry?.(entry);
    return entry;
  }

  return {
    perform,
    async request(given, caller) {
      const { outcome } = await perform(given, caller);
      if (outcome.ok) return outcome.value;
      throw outcome.error;
    },
  };
}

function findConnection(connections: Connections, linkName: string | undefined) {
  return linkName === undefined ? undefined : connections.find(linkName);
}

/** Asks each transport in turn; a request that none takes rejects. */
function askTransports(transports: readonly Transport[]): Handler {
  return async ({ request, context }): Promise<UpstreamResponse> => {
    for (const transport of transports) {
      const response = await transport(request, context);
      if (response !== undefined) return response;
    }
    throw notMocked(request);
  };
}

function notMocked(request: UpstreamRequest): ZfappsError {
  const { origin, pathname } = new URL(request.url);
  const handler = `http.${request.method.toLowerCase()}('${origin}${pathname}', () => HttpResponse.json({}))`;
  return new ZfappsError(
    'not_mocked',
    `Nothing answers ${request.method} ${origin}${pathname} here: no mock matches, and nothing leaves this machine in offline mode. Add a handler to the file that zfapps.config names as mocks: ${handler}, or run with --mode live. Nothing was sent.`,
  );
}

/** Warns once of each link name that the manifest does not declare. */
function declaredLinkNames(manifest: BackendOptions['manifest']): (linkName: string) => string[] {
  if (manifest === undefined) return () => [];
  const known = new Set(declarations(manifest).map((declared) => declared?.connectionLinkName));
  return (linkName) => {
    if (known.has(linkName)) return [];
    known.add(linkName);
    return [
      `The manifest's usedConnections do not declare the connection "${linkName}"; in production it would be missing.`,
    ];
  };
}

/** Widgets exist that declare their connections under `config`. */
function declarations(manifest: NonNullable<BackendOptions['manifest']>) {
  const config = manifest.config as ({ connectionLinkName?: unknown } | null)[] | undefined;
  return [...(manifest.usedConnections ?? []), ...(config ?? [])];
}
