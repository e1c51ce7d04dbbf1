import { explainSilence } from './proxy-failure.js';
import { requestHeaders, responseHeaders } from './proxy-headers.js';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { LoopbackClient } from './loopback-client.js';

/** Passes a request to upgrade on to a dev server, and joins the two sockets once it agrees. */
export function passUpgrade(
  client: LoopbackClient,
  request: IncomingMessage,
  url: URL,
  socket: Duplex,
  head: Buffer,
): void {
  const { server } = client;
  const headers = requestHeaders(request, url.origin, server);
  const outgoing = client.request(
    {
      method: request.method ?? 'GET',
      path: url.pathname + url.search,
      headers: [...headers, 'Connection', 'Upgrade', 'Upgrade', request.headers.upgrade ?? 'websocket'],
    },
    'fresh',
  );
  const leave = () => void outgoing.destroy();
  socket.once('close', leave);
  // Its 'close' follows.
  socket.on('error', () => {});
  outgoing.on('error', (error) => {
    socket.end(`${statusLine(502)}Connection: close\r\n\r\n${explainSilence(error, server)}`);
  });
  // It does not agree: its answer says why.
  outgoing.on('response', (answer) => {
    socket.write(headOf(answer, [...responseHeaders(answer, url.origin, server), ['Connection', 'close']]));
    answer.pipe(socket);
    answer.once('close', () => socket.end());
  });
  outgoing.on('upgrade', (answer, peer, first) => {
    socket.off('close', leave);
    const upgraded = [
      ...responseHeaders(answer, url.origin, server),
      ['Connection', 'Upgrade'],
      ['Upgrade', answer.headers.upgrade ?? ''],
    ];
    socket.write(headOf(answer, upgraded));
    if (first.length > 0) socket.write(first);
    if (head.length > 0) peer.write(head);
    join(socket, peer);
  });
  outgoing.end();
}

function headOf({ statusCode, statusMessage }: IncomingMessage, headers: readonly string[][]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  // As bytes: header values are Latin-1.
  return Buffer.from(`${statusLine(statusCode, statusMessage)}${lines.join('')}\r\n`, 'latin1');
}

function statusLine(status = 502, message = 'Bad Gateway'): string {
  return `HTTP/1.1 ${status} ${message}\r\n`;
}

/** Joins two sockets: what one says the other hears, and neither outlives the other. */
function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => {});
    // The last that was said still arrives.
    from.on('close', () => to.end(() => to.destroy()));
    from.pipe(to);
  }
}
