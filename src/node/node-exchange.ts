import { badResponse, networkFailure, timedOut } from '../core/backend/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { startRequest } from './node-request.js';
import { readResponse } from './node-response.js';
import type { Agent } from 'node:http';
import type { Socket } from 'node:net';
import type {
  TransportContext,
  TransportPhase,
  UpstreamRequest,
  UpstreamResponse,
} from '../core/backend/index.js';
import type { AddressGuard } from './address-guard.js';

/** A kept connection turned out to be closed before any of the response had come. */
export class StaleConnection {
  readonly error: ZfappsError;

  constructor(error: ZfappsError) {
    this.error = error;
  }
}

/**
 * Sends one request over one connection and reads its response whole.
 *
 * @throws ZfappsError with the code of what failed; a timeout names the phase that it ended
 */
export function exchangeOnce(
  sent: UpstreamRequest,
  url: URL,
  { agent, guard }: { agent: Agent; guard: AddressGuard },
  { signal, limits }: TransportContext,
): Promise<UpstreamResponse | StaleConnection> {
  return new Promise((resolve, reject) => {
    let phase: TransportPhase = 'connect';
    let heard = false;
    let settled = false;
    const outgoing = startRequest(sent, url, agent, guard.lookup);

    const onAbort = () => fail(timedOut(phase, url, limits));
    const onData = () => {
      heard = true;
    };
    function settle(finish: () => void): void {
      if (settled) return;
      settled = true;
      signal.removeEventListener('abort', onAbort);
      outgoing.socket?.off('data', onData);
      finish();
    }
    function fail(thrown: unknown): void {
      settle(() => {
        const error = thrown instanceof ZfappsError ? thrown : networkFailure(thrown, url);
        const stale = outgoing.reusedSocket && !heard && error.code === 'connection_reset';
        outgoing.destroy();
        if (stale) resolve(new StaleConnection(error));
        else reject(error);
      });
    }
    function onSocket(socket: Socket): void {
      socket.on('data', onData);
      // SECURITY: Node has not written the request yet, neither here nor when 'connect' comes.
      if (socket.connecting) {
        socket.prependOnceListener('connect', () => checkPeer(socket));
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          phase = 'response';
        });
      } else {
        phase = 'response';
        checkPeer(socket);
      }
    }
    function checkPeer(socket: Socket): void {
      try {
        guard.checkSocket(socket);
      } catch (refused) {
        fail(refused);
      }
    }

    signal.addEventListener('abort', onAbort, { once: true });
    outgoing.on('error', fail);
    if (signal.aborted) onAbort();
    outgoing.on('socket', onSocket);
    outgoing.on('upgrade', (_, socket) => {
      socket.destroy();
      fail(badResponse(url, 'it switched to another protocol, which was not asked for'));
    });
    outgoing.on('response', (incoming) => {
      phase = 'body';
      readResponse(incoming, url, limits).then((response) => settle(() => resolve(response)), fail);
    });
  });
}
