import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach } from 'vitest';

/** A server that speaks bytes, so that it can do what no HTTP server would. */
export interface RawServer {
  port: number;
  origin: string;
  /** Every connection that was accepted, in order. */
  connections: Socket[];
  /** Calls back for each connection from now on. */
  onConnection(callback: (socket: Socket) => void): void;
  /** All that came over each connection, as Latin-1. */
  received: string[];
}

/** Listens on a free port of this machine until the test ends. */
export async function listening<S extends Server>(server: S, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  open.push(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  return (server.address() as AddressInfo).port;
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/**
 * Starts a raw server.
 *
 * @param onRequest called with each piece that comes: the socket, the number of the connection from 0,
 *   and how many pieces it has had, from 0. A small request comes in one piece.
 */
export async function rawServer(
  onRequest: (socket: Socket, connection: number, piece: number) => void = () => {},
): Promise<RawServer> {
  const connections: Socket[] = [];
  const received: string[] = [];
  const server = createServer((socket) => {
    const connection = connections.push(socket) - 1;
    let piece = 0;
    received[connection] = '';
    // Resets are what some tests are about; the client's side of them is asserted there.
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received[connection] += bytes.toString('latin1');
      onRequest(socket, connection, piece++);
    });
  });
  const port = await listening(server);
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    connections,
    onConnection: (callback) => server.on('connection', callback),
    received,
  };
}

/** A whole response with a body, framed by its length. */
export function httpResponse(body: string | Buffer, headers: string[] = [], status = '200 OK'): Buffer {
  const head = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', ''];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), Buffer.from(body)]);
}
