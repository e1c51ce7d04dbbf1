import { effectivePort } from '../core/protocol/index.js';
import { answerBadGateway, explainSilence } from './proxy-failure.js';
import { requestHeaders, responseHeaders } from './proxy-headers.js';
import { passUpgrade } from './proxy-upgrade.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoopbackClient } from './loopback-client.js';
import type { WidgetSource } from './widget-listener.js';

/** A dev server of this machine as the source of a widget's files. */
export interface ProxySource extends WidgetSource {
  /** The dev server's address. */
  server: URL;
}

/**
 * Makes a dev server of this machine the source of a widget's files. Everything streams, in both
 * directions, and nothing is kept here: `widget-listener.ts` holds pages back to swap their SDK.
 *
 * @param closedPorts ports that are never asked: our own, which would ask themselves
 */
export function createProxy(client: LoopbackClient, closedPorts: () => readonly number[]): ProxySource {
  const { server } = client;
  const leadsBack = () => closedPorts().includes(effectivePort(server));
  return {
    server,
    connects: connectSources(server),
    pass(request, response, url) {
      if (leadsBack()) {
        answerBadGateway(
          request,
          response,
          `${server.origin} is zfapps-shim itself. Start it with --port 0.`,
        );
        return;
      }
      passRequest(client, request, response, url, 'kept');
    },
    upgrade(request, socket, head, url) {
      if (leadsBack()) socket.destroy();
      else passUpgrade(client, request, url, socket, head);
    },
  };
}

/**
 * What pages may connect to beside production's sources: the dev server by its usual names, and
 * sockets of this machine, since live reload may have a port of its own.
 */
function connectSources(server: URL): string[] {
  const names = new Set([server.hostname, 'localhost', '127.0.0.1']);
  return (
    [...names]
      // A policy's grammar has no IPv6 addresses.
      .filter((name) => !name.startsWith('['))
      .flatMap((name) => [
        `${server.protocol}//${name}:${effectivePort(server)}`,
        `ws://${name}:*`,
        `wss://${name}:*`,
      ])
  );
}

function passRequest(
  client: LoopbackClient,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  connection: 'kept' | 'fresh',
): void {
  const { server } = client;
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  const hasBody = coding !== undefined || (length !== undefined && length !== '0');
  // A kept connection may turn out to be closed: then the request is sent again, which not all can be.
  const isRepeatable = !hasBody && ['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '');
  const outgoing = client.request(
    {
      method: request.method ?? 'GET',
      path: url.pathname + url.search,
      headers: [
        ...requestHeaders(request, url.origin, server),
        // The bytes stay on this machine, and pages are read on the way.
        ...['Accept-Encoding', 'identity'],
        ...framing(request, length, coding),
      ],
    },
    isRepeatable ? connection : 'fresh',
  );
  let answered = false;
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  outgoing.on('error', (error) => {
    // What breaks off an answer is told by the answer.
    if (answered || response.destroyed) return;
    if (outgoing.reusedSocket) passRequest(client, request, response, url, 'fresh');
    else answerBadGateway(request, response, explainSilence(error, server));
  });
  outgoing.on('response', (incoming) => {
    answered = true;
    try {
      passAnswer(incoming, response, responseHeaders(incoming, url.origin, server));
    } catch (error) {
      incoming.destroy();
      const reason = error instanceof Error ? error.message : String(error);
      answerBadGateway(request, response, `The answer of ${server.origin} cannot be passed on: ${reason}.`);
      return;
    }
    incoming.once('close', () => {
      if (!incoming.complete && !response.destroyed)
        answerBadGateway(request, response, `The dev server at ${server.origin} broke off its answer.`);
    });
  });
  if (hasBody) request.pipe(outgoing);
  else outgoing.end();
}

/** Node writes no framing of its own beside a list of headers. */
function framing(
  { method }: IncomingMessage,
  length: string | undefined,
  coding: string | undefined,
): string[] {
  if (coding !== undefined) return ['Transfer-Encoding', 'chunked'];
  const saysItHasNone = length === undefined && ['POST', 'PUT', 'PATCH'].includes(method ?? '');
  return saysItHasNone ? ['Content-Length', '0'] : [];
}

function passAnswer(
  incoming: IncomingMessage,
  response: ServerResponse,
  headers: readonly [name: string, value: string][],
): void {
  // Its 'close' follows.
  incoming.on('error', () => {});
  const { statusCode: status = 0, statusMessage = '' } = incoming;
  if (status < 200) throw new Error(`its status is ${status}`);
  for (const [name, value] of headers) response.appendHeader(name, value);
  // Node reads more than it writes.
  response.writeHead(status, statusMessage.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''));
  // An EventSource is open once it has the headers, whenever the first event comes.
  if (incoming.headers['content-length'] === undefined) response.flushHeaders();
  incoming.pipe(response);
}
