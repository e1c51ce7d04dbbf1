import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/core/backend/index.js';
import { nodeTransport } from '../../../src/node/index.js';
import { vectors } from '../../support/vectors.js';

interface ResponseCase {
  name: string;
  upstream: { status: number; statusText: string; headers: [string, string][]; bodyBase64: string };
  expect: {
    code: number;
    status_code: number;
    status_message?: string;
    body: string;
    header?: Record<string, string>;
  };
}

/** Answers one request with exactly these bytes: names in their case, repeated headers, any reason phrase. */
async function rawUpstream({ status, statusText, headers, bodyBase64 }: ResponseCase['upstream']) {
  const body = Buffer.from(bodyBase64, 'base64');
  const lines = [
    ...headers,
    ...(status === 204 ? [] : [['Content-Length', String(body.length)]]),
    ['Connection', 'close'],
  ];
  const head = `HTTP/1.1 ${status} ${statusText}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  const server = createServer((socket) =>
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from(head), body]))),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

describe('response.json over a real socket', () => {
  it.each(vectors<ResponseCase[]>('response.json'))('$name', async ({
    upstream,
    expect: { code, ...data },
  }) => {
    const server = await rawUpstream(upstream);
    const transport = nodeTransport();
    const backend = createBackend({
      transports: [transport],
      destinations: { private: [`127.0.0.1:${server.port}`] },
    });
    const response = await backend.request({ url: `http://127.0.0.1:${server.port}/` });
    expect(response.code).toBe(code);
    expect(response.data).toMatchObject(data);
    transport.close();
    await server.close();
  });

  it('gives a binary string where that is configured', async () => {
    const server = await rawUpstream({
      status: 200,
      statusText: 'OK',
      headers: [['Content-Type', 'image/png']],
      bodyBase64: 'iVBO/w==',
    });
    const transport = nodeTransport();
    const backend = createBackend({
      transports: [transport],
      binaryBody: 'binary',
      destinations: { private: ['127.0.0.1'] },
    });
    const { data } = await backend.request({ url: `http://127.0.0.1:${server.port}/` });
    expect(data.body).toBe('\x89PN\xff');
    transport.close();
    await server.close();
  });
});
