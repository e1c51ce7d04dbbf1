import http from 'node:http';
import https from 'node:https';
import { effectivePort } from '../core/protocol/index.js';
import { lookupLoopback } from './loopback.js';
import type { ClientRequest } from 'node:http';

/** What is asked of a dev server. */
export interface LoopbackRequest {
  method: string;
  /** Path and query. */
  path: string;
  /** A flat list of names and values, without Host. */
  headers: readonly string[];
  signal?: AbortSignal;
}

/** The way to one dev server on this machine. */
export interface LoopbackClient {
  readonly server: URL;
  /**
   * Starts a request; whoever starts it ends it.
   *
   * @param connection `kept` may take one that was used before, and that the server has closed meanwhile
   */
  request(request: LoopbackRequest, connection: 'kept' | 'fresh'): ClientRequest;
  /** Ends every connection but those that were upgraded. */
  close(): void;
}

/** As much as our own listener takes: cookies of other servers under this name come along. */
const MOST_HEADER_BYTES = 1_000_000;

/**
 * Makes the way to a dev server. Redirects are not followed, and no proxy of the environment is used.
 *
 * @param server as `readLoopbackUrl` gave it
 */
export function createLoopbackClient(server: URL): LoopbackClient {
  const { Agent, request: start } = server.protocol === 'https:' ? https : http;
  const options = {
    lookup: lookupLoopback,
    autoSelectFamily: true,
    // A busy process here must not read as a server that does not answer.
    autoSelectFamilyAttemptTimeout: 2_000,
    // Self-signed certificates are what dev servers have, and the bytes do not leave this machine.
    rejectUnauthorized: false,
  };
  const agents = { kept: new Agent({ ...options, keepAlive: true }), fresh: new Agent(options) };
  return {
    server,
    request({ method, path, headers, signal }, connection) {
      return start({
        method,
        host: server.hostname.replace(/^\[|\]$/g, ''),
        port: effectivePort(server),
        path,
        headers: ['Host', server.host, ...headers],
        agent: agents[connection],
        maxHeaderSize: MOST_HEADER_BYTES,
        ...(signal === undefined ? {} : { signal }),
      });
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}
