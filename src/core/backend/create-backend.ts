import { z } from 'zod';
import { createConnections, maskSecrets } from '../connections/index.js';
import { apiConfigurationSchema, checkedConfig, limitsSchema } from '../project/index.js';
import { toRejection, toWireOptions } from '../protocol/index.js';
import { askTransports } from './ask-transports.js';
import { authorize } from './authorize.js';
import { buildRequest } from './build-request.js';
import { withDeadline } from './deadline.js';
import { undeclaredWarnings } from './declared-connections.js';
import { checkDestination, privateDestinations } from './destination.js';
import { layer, recordHop } from './exchange.js';
import { fetchTransport } from './fetch-transport.js';
import { followRedirects } from './follow-redirects.js';
import { resolveApiConfiguration } from './resolve-api-configuration.js';
import { retryOnceAfter401 } from './retry-after-401.js';
import { tokenRequestSender } from './send-token-request.js';
import { shapeZfapps } from './shape-zfapps.js';
import { createTurnstile } from './turnstile.js';
import type {
  AnyConnection,
  ConnectionManager,
  Connections,
  Declarations,
  ForcedStates,
  StandIn,
} from '../connections/index.js';
import type { StateStore } from '../store/index.js';
import type { Limits, WireOptions, ZfappsResponse } from '../protocol/index.js';
import type { BinaryBody } from './body-text.js';
import type { Destinations } from './destination.js';
import type { BackendCaller, BackendEntry, CallRecord } from './entry.js';
import type { Exchange, Hop, Stage } from './exchange.js';
import type { ApiConfigurations } from './resolve-api-configuration.js';
import type { Transport, UpstreamResponse } from './upstream.js';

/** Options of {@link createBackend}. Every member is optional. */
export interface BackendOptions {
  /** Connections by link name. Default: none, so that a call with a link name rejects. */
  connections?: Readonly<Record<string, AnyConnection>>;
  /** Gives a stand-in for a link name that is missing or off, and for one that needs a provider. Default: none. */
  standIn?: StandIn;
  /** Where tokens of OAuth connections are kept: `fileStore({ folder })` of `zfapps-shim/node`. Default: in memory. */
  store?: StateStore;
  /** States that are forced upon connections, by link name, for backends that follow one another. Default: none. */
  forced?: ForcedStates;
  /**
   * Asked in order; the first that answers wins. Default: `nodeTransport()` in Node; elsewhere
   * `fetchTransport()`, which cannot see what addresses a name resolves to.
   */
  transports?: readonly Transport[];
  /** The widget's manifest: a connection that it does not declare gives a warning. */
  manifest?: Declarations;
  /** Stored requests by key, for `api_configuration_key`. */
  apiConfigurations?: ApiConfigurations;
  /** Where requests may go beyond public addresses. Default: nowhere. */
  destinations?: Destinations;
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
  /** The connections: to show, connect and disconnect. A backend of one's own may have none. */
  connections?: ConnectionManager;
}

/** A backend whose connections can be managed, and that sends what other faces than ZFAPPS ask for. */
export interface ManagedBackend extends Backend {
  connections: ConnectionManager;
  /**
   * Carries out a request as {@link Backend.perform} does, and gives the upstream's answer as it came. It is
   * not told to `onEntry`, and takes no API configuration.
   */
  send(options: unknown, caller?: SendingCaller): Promise<CallRecord<UpstreamResponse>>;
}

/** Who has a request sent. */
export interface SendingCaller extends BackendCaller {
  /** Asked before the backend's transports, at each hop. Default: none. */
  first?: Transport;
  /** Secrets that the options may hold already: the record has none of them, and no options. Default: none. */
  hidden?: readonly string[];
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
export function createBackend(options: BackendOptions = {}): ManagedBackend {
  const limits = checkedConfig(limitsSchema, options.limits ?? {}, ['limits']);
  const apiConfigurations = checkedConfig(
    z.record(z.string(), apiConfigurationSchema),
    options.apiConfigurations ?? {},
    ['apiConfigurations'],
  );
  const allowsPrivate = privateDestinations(options.destinations ?? {});
  const transports = options.transports ?? [fetchTransport()];
  const connections: Connections = createConnections({
    ...options,
    send: tokenRequestSender(transports, limits, options.destinations?.closedPorts),
  });
  const undeclared = undeclaredWarnings(connections.declared);
  const throughTurnstile = createTurnstile(limits);

  const checkHop: Stage = (next) => async (exchange) => {
    checkDestination(new URL(exchange.request.url), exchange.context.allowsPrivate);
    return next(exchange);
  };
  const onion = (asked: readonly Transport[]) =>
    layer([followRedirects, retryOnceAfter401, recordHop, checkHop, authorize], askTransports(asked));
  const sendAll = onion(transports);

  /** In: `toWireOptions → resolveApiConfiguration → buildRequest`. Out: `shapeZfapps`. */
  async function carryOut(wire: WireOptions, caller: BackendCaller, trace: Trace): Promise<ZfappsResponse> {
    const resolved = resolveApiConfiguration(wire, apiConfigurations);
    if ('data' in resolved) return resolved;
    return shapeZfapps(await exchange(resolved, caller, trace), options.binaryBody);
  }

  async function exchange(wire: WireOptions, caller: SendingCaller, trace: Trace): Promise<UpstreamResponse> {
    const request = buildRequest(wire, limits, trace.warnings);
    const linkName = wire.connection_link_name;
    const send = caller.first === undefined ? sendAll : onion([caller.first, ...transports]);
    const connection = linkName === undefined ? undefined : connections.find(linkName);
    if (linkName !== undefined) trace.warnings.push(...undeclared(linkName));
    return throughTurnstile(caller.signal, () =>
      withDeadline(limits.timeoutMs, caller.signal, (signal) =>
        send({
          ...trace,
          request,
          hop: 0,
          context: { signal, limits, allowsPrivate },
          user: async () => (typeof caller.user === 'function' ? caller.user() : caller.user),
          connection,
        }),
      ),
    );
  }

  async function perform(given: unknown, caller: BackendCaller = {}): Promise<BackendEntry> {
    const entry = await record(given, caller, carryOut);
    report(entry, options.onEntry);
    return entry;
  }

  /** Does the work of a call, and keeps its record. */
  async function record<Value>(
    given: unknown,
    caller: SendingCaller,
    work: (wire: WireOptions, caller: SendingCaller, trace: Trace) => Promise<Value>,
  ): Promise<CallRecord<Value>> {
    const startedAt = Date.now();
    const from = performance.now();
    const trace: Trace = { hops: [], warnings: [], secrets: [] };
    let wire: WireOptions | undefined;
    let outcome: CallRecord<Value>['outcome'];
    try {
      wire = toWireOptions(given);
      outcome = { ok: true, value: await work(wire, caller, trace) };
    } catch (thrown) {
      const { code, message } = toRejection(thrown);
      const known = [...trace.secrets, ...(caller.hidden ?? [])];
      outcome = { ok: false, error: { code, message: maskSecrets(message, known) } };
    }
    const warnings = trace.warnings.map((one) => maskSecrets(one, caller.hidden ?? []));
    const hops = trace.hops.map((hop) => withoutSecrets(hop, trace.secrets, caller.hidden ?? []));
    const duration = performance.now() - from;
    const told = caller.hidden === undefined ? wire : undefined;
    return { caller, options: told, hops, warnings, startedAt, duration, outcome };
  }

  return {
    perform,
    connections,
    send: (given, caller = {}) => record(given, caller, exchange),
    async request(given, caller) {
      const { outcome } = await perform(given, caller);
      if (outcome.ok) return outcome.value;
      throw outcome.error;
    },
  };
}

/** SECURITY: a redirect within the connection's hosts may repeat the credential in its address. */
function withoutSecrets(hop: Hop, secrets: readonly string[], hidden: readonly string[]): Hop {
  if (secrets.length + hidden.length === 0) return hop;
  const url = maskSecrets(hop.url, [...secrets, ...hidden]);
  if (hidden.length === 0) return { ...hop, url };
  return { ...hop, url, headers: hop.headers.map(([name, value]) => [name, maskSecrets(value, hidden)]) };
}

/** What is gathered of a call on its way. */
type Trace = Pick<Exchange, 'hops' | 'warnings' | 'secrets'>;

/** A listener's own fault does not become the widget's. */
function report(entry: BackendEntry, onEntry: BackendOptions['onEntry']): void {
  try {
    onEntry?.(entry);
  } catch (error) {
    console.error('onEntry threw:', error);
  }
}
