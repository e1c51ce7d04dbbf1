import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, before anybody made sense of it. */
export interface RecordedRequest {
  method: string;
  /** Path and query, byte for byte. */
  target: string;
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** A plain HTTP server on 127.0.0.1 that records what arrives. */
export interface RecordingServer {
  origin: string;
  port: number;
  requests: RecordedRequest[];
  /** How many TCP connections were opened. */
  connections(): number;
  close(): Promise<void>;
}

/** @param respond answers a request once it has been recorded; default 200 and `{}` */
export async function recordingServer(
  respond: (request: RecordedRequest, response: Parameters<RequestListener>[1]) => void = (_, response) =>
    response.setHeader('Content-Type', 'application/json').end('{}'),
): Promise<RecordingServer> {
  const requests: RecordedRequest[] = [];
  let connections = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const recorded = {
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        rawHeaders: incoming.rawHeaders,
        headers: incoming.headers,
        body: Buffer.concat(chunks),
      };
      requests.push(recorded);
      respond(recorded, response);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
