import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A request to send again and again. */
export interface Shot {
  port: number;
  path: string;
  headers: Record<string, string>;
  body: string;
  /** What stands in every good answer. */
  expected: string;
}

/**
 * Sends a request over kept connections, one at a time on each, for a while.
 *
 * Bare sockets: a client of `node:http` would cost as much as what is measured, on the same machine.
 *
 * @returns answers per second
 * @throws where an answer is not a 200 with a Content-Length and the expected text
 */
export async function answersPerSecond(
  shot: Shot,
  connections: number,
  milliseconds: number,
): Promise<number> {
  const bytes = written(shot);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(shot.port, '127.0.0.1').setNoDelay();
      await once(socket, 'connect');
      return socket;
    }),
  );
  const from = performance.now();
  const counts = await Promise.all(
    sockets.map((socket) => fire(socket, bytes, shot.expected, from + milliseconds)),
  );
  const seconds = (performance.now() - from) / 1000;
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function written({ port, path, headers, body }: Shot): string {
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    ...headers,
    'Content-Length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** Resolves with the number of answers that one connection got. */
function fire(socket: Socket, bytes: string, expected: string, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += chunk;
      if (received.length < lengthOf(received)) return;
      if (!received.startsWith('HTTP/1.1 200 ') || !received.includes(expected)) {
        socket.destroy(new Error(`Not the expected answer: ${received.slice(0, 500)}`));
        return;
      }
      received = '';
      count += 1;
      if (performance.now() < until) socket.write(bytes);
      else socket.end(() => resolve(count));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The server closed the connection.')));
    socket.write(bytes);
  });
}

/** The length of an answer with its head: not known, so infinite, before the head is complete. */
function lengthOf(received: string): number {
  const head = received.indexOf('\r\n\r\n') + 4;
  if (head < 4) return Number.POSITIVE_INFINITY;
  const body = /\r\ncontent-length: (\d+)\r\n/i.exec(received.slice(0, head))?.[1];
  // Without one it cannot be the expected answer, and is taken as it stands.
  return body === undefined ? head : head + Number(body);
}
