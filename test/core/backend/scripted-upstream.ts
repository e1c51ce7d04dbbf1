import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http, HttpResponse } from 'msw';
import type { RequestHandler } from 'msw';
import type { Header } from '../../../src/core/backend/index.js';

/** A request as an upstream saw it: header names in lower case. */
export interface SeenRequest {
  method: string;
  /** Path and query, as they came. */
  target: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

/** What an upstream is to answer; `stall` names the part that never comes. */
export interface ScriptedAnswer {
  status?: number;
  statusText?: string;
  headers?: Header[];
  body?: Uint8Array;
  stall?: 'response' | 'body';
}

export type Script = (request: SeenRequest) => ScriptedAnswer;

export interface ScriptedUpstream {
  origin: string;
  close(): Promise<void>;
}

/** A real server on this machine that answers by a script. */
export async function scriptedServer(script: Script): Promise<ScriptedUpstream> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const answer = script({
      method: request.method ?? '',
      target: request.url ?? '',
      headers,
      body: new Uint8Array(Buffer.concat(chunks)),
    });
    if (answer.stall === 'response') return;
    response.sendDate = false;
    response.writeHead(answer.status ?? 200, answer.statusText ?? 'OK', (answer.headers ?? []).flat());
    if (answer.stall === 'body') response.write('begun');
    else response.end(answer.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** The same script as an MSW handler, at an origin that no server has. */
export function scriptedHandlers(script: Script, origin: string): RequestHandler[] {
  return [
    http.all(`${origin}/*`, async ({ request }) => {
      const answer = script({
        method: request.method,
        target: request.url.slice(origin.length),
        headers: Object.fromEntries(request.headers),
        body: new Uint8Array(await request.arrayBuffer()),
      });
      if (answer.stall === 'response') return new Promise<never>(() => {});
      const headers = new Headers(answer.headers ?? []);
      const body = answer.stall === 'body' ? endless() : nonEmpty(answer.body);
      return new HttpResponse(body, {
        status: answer.status ?? 200,
        statusText: answer.statusText ?? 'OK',
        headers,
      });
    }),
  ];
}

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('begun')) });
}

/** A 204 must have no body at all, not even an empty one. */
function nonEmpty(body: Uint8Array | undefined): Uint8Array<ArrayBuffer> | null {
  return body === undefined || body.length === 0 ? null : new Uint8Array(body);
}
