import { timedOut } from '../core/backend/index.js';
import { guardAddresses } from './address-guard.js';
import { closedAgents, createAgents } from './agents.js';
import { exchangeOnce, StaleConnection } from './node-exchange.js';
import type { Transport } from '../core/backend/index.js';
import type { ResolveName } from './address-guard.js';

/** Options of {@link nodeTransport}. */
export interface NodeTransportOptions {
  /** Certificates (PEM) to trust beside Node's own and those of `NODE_EXTRA_CA_CERTS`. Default: none. */
  ca?: string | Buffer;
  /**
   * How host names are resolved, as `dns.lookup` with `all: true`, which is the default.
   * Whatever it answers, private addresses are refused.
   */
  lookup?: ResolveName;
  /**
   * Opens no connection: a request that nothing intercepts before it leaves, as MSW's `setupServer`
   * does, rejects with what this gives. Default: requests go out.
   */
  refuse?: () => Error;
}

/** A transport that holds connections open. */
export type NodeTransport = Transport & {
  /** Ends every connection; calls in flight reject with `connection_reset`. */
  close(): void;
};

/** Methods that may be sent again when no one knows whether they arrived (RFC 9110 §9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/**
 * A transport over `node:http` and `node:https` that keeps connections open, decodes gzip, deflate
 * and brotli, and refuses private addresses, whether they are written out or a name resolves to them.
 *
 * @example
 * const transport = nodeTransport({ ca: readFileSync('company-ca.pem') });
 * const backend = createBackend({ transports: [transport] });
 * // …
 * transport.close();
 */
export function nodeTransport(options: NodeTransportOptions = {}): NodeTransport {
  const agents = options.refuse === undefined ? createAgents(options.ca) : closedAgents(options.refuse);

  const transport: Transport = async (request, context) => {
    const url = new URL(request.url);
    const guard = guardAddresses(url, context, options.lookup);
    const send = (kind: 'kept' | 'fresh') => {
      if (context.signal.aborted) throw timedOut('connect', url, context.limits);
      return exchangeOnce(request, url, { agent: agents.pick(url.protocol, kind), guard }, context);
    };
    let outcome = await send('kept');
    // The server may close a kept connection in the moment in which we send over it (RFC 9112 §9.3.1).
    if (outcome instanceof StaleConnection && IDEMPOTENT.has(request.method)) outcome = await send('fresh');
    if (outcome instanceof StaleConnection) throw outcome.error;
    return outcome;
  };

  return Object.assign(transport, { close: () => agents.close() });
}
