import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { afterEach } from 'vitest';
import { createLoopbackClient } from '../../src/node/loopback-client.js';
import { listen } from '../../src/node/listen.js';
import { createProxy } from '../../src/node/proxy.js';
import { serverUnderTest } from '../server/server-under-test.js';
import type { IncomingHttpHeaders, RequestListener, Server as HttpServer } from 'node:http';
import { listening } from './raw-server.js';
import { SELF_SIGNED } from './self-signed.js';
import type { Listening } from '../../src/node/listen.js';

/** A dev server, and zfapps-shim before it. */
export interface Proxied {
  http: HttpServer;
  /** The dev server's origin. */
  dev: string;
  /** The origin of the widget's files. */
  widget: string;
  /** The origin of the host page. */
  page: string;
  close: Listening['close'];
}

const toClose: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).reverse()) await close();
});

/** Starts a dev server with this listener, and zfapps-shim before it. */
export async function proxied(answer: RequestListener, { secure = false } = {}): Promise<Proxied> {
  const http = secure ? createHttpsServer(SELF_SIGNED, answer) : createHttpServer(answer);
  const port = await listening(http);
  const dev = `${secure ? 'https' : 'http'}://127.0.0.1:${port}`;
  return { http, dev, ...(await shimBefore(dev)) };
}

/**
 * Starts zfapps-shim before a dev server.
 *
 * @param closedPorts ports that it does not ask
 */
export async function shimBefore(
  dev: string,
  closedPorts: readonly number[] = [],
): Promise<Pick<Proxied, 'widget' | 'page' | 'close'>> {
  const { server } = serverUnderTest({ prelude: async () => 'let prelude;' });
  const client = createLoopbackClient(new URL(dev));
  const { url, widgetOrigin, close } = await listen(server, {
    source: createProxy(client, () => closedPorts),
  });
  toClose.push(async () => client.close(), close);
  return { widget: widgetOrigin, page: new URL(url).origin, close };
}

/** An answer as it came. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Names and values in turns, repeated ones too. */
  rawHeaders: string[];
  body: Buffer;
}

/** A request with headers that `fetch` does not let through, and whose answer it would decode. */
export function raw(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers: answered, rawHeaders } = response;
      const body = response.toArray();
      body.then(
        (chunks) => resolve({ status, headers: answered, rawHeaders, body: Buffer.concat(chunks) }),
        reject,
      );
    });
    request.on('error', reject).end(body);
  });
}
