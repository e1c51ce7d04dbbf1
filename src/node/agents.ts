import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Socket } from 'node:net';
import { createSecureContext, rootCertificates } from 'node:tls';
import type { Duplex } from 'node:stream';

/** Where the connections of one transport come from. */
export interface Agents {
  /** The agent for a URL: `kept` reuses connections, `fresh` makes one for each request. */
  pick(protocol: string, kind: 'kept' | 'fresh'): HttpAgent;
  /** Ends every connection, those in use too. */
  close(): void;
}

/**
 * Makes the agents of one transport.
 *
 * @param ca certificates (PEM) to trust beside Node's own and those of NODE_EXTRA_CA_CERTS
 */
export function createAgents(ca?: string | Buffer): Agents {
  // Made once: reading some 140 root certificates for every connection takes longer than the handshake.
  const tls = ca === undefined ? {} : { secureContext: createSecureContext({ ca: withTrusted(ca) }) };
  const agents = {
    'http:': { kept: new HttpAgent({ keepAlive: true }), fresh: new HttpAgent() },
    'https:': { kept: new HttpsAgent({ keepAlive: true, ...tls }), fresh: new HttpsAgent(tls) },
  };
  return {
    pick: (protocol, kind) => agents[protocol === 'https:' ? 'https:' : 'http:'][kind],
    close() {
      for (const { kept, fresh } of Object.values(agents)) {
        kept.destroy();
        fresh.destroy();
      }
    },
  };
}

/** Agents that open no socket: whatever comes as far as a connection rejects. */
export function closedAgents(refuse: () => Error): Agents {
  class ClosedAgent extends HttpAgent {
    constructor(protocol: string) {
      super();
      // Node refuses an agent of another protocol.
      Object.assign(this, { protocol });
    }

    override createConnection(): Duplex {
      // A socket that fails, and none that is missing: MSW looks at what it is handed.
      const socket = new Socket();
      process.nextTick(() => socket.destroy(refuse()));
      return socket;
    }
  }
  return {
    pick: (protocol) => new ClosedAgent(protocol),
    close() {
      // It holds nothing.
    },
  };
}

/** Node's `ca` option replaces what Node trusts otherwise, so that has to be given with it. */
function withTrusted(ca: string | Buffer): (string | Buffer)[] {
  return [...rootCertificates, ...extraCertificates(), ca];
}

function extraCertificates(): Buffer[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (file === undefined || file === '') return [];
  try {
    return [readFileSync(file)];
  } catch {
    // Node itself only warns, once, about a file that it cannot read.
    return [];
  }
}
