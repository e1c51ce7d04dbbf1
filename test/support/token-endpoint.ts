import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OddAnswer, OddRequest } from './odd-token-endpoint.js';

/** A provider on this machine that signs everybody in at once, and whose answers a test scripts. */
export interface TokenEndpoint {
  /** `host:port`. */
  host: string;
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  /** The query of each sign-in that came to the provider's page, in order. */
  signIns: URLSearchParams[];
  /** Each token request, in order. */
  requests: OddRequest[];
  /** The `token` of each revocation, in order. */
  revoked: (string | null)[];
  /** All that arrived, as text: address, headers and body of each request. */
  arrived(): string;
  /** Sets what the provider's redirect carries beside the `state`. */
  redirectsWith(params: Record<string, string>): void;
  /** Sets the answer to every token request from now on. */
  answers(answer: OddAnswer): void;
  /** Sets the answer to every revocation from now on. */
  answersRevocations(answer: OddAnswer): void;
  close(): Promise<void>;
}

/**
 * Starts one.
 *
 * @param code what its redirect carries
 * @param first its answer to token requests
 */
export async function tokenEndpoint(code: string, first: OddAnswer): Promise<TokenEndpoint> {
  const signIns: URLSearchParams[] = [];
  const requests: OddRequest[] = [];
  const revoked: (string | null)[] = [];
  const arrived: string[] = [];
  let carried: Record<string, string> = { code };
  let answer = first;
  let revocation: OddAnswer = (_, response) => void response.writeHead(200).end();

  const server = createServer(async (incoming, response) => {
    const body = await bodyOf(incoming);
    const { url = '', rawHeaders } = incoming;
    arrived.push(url, ...rawHeaders, body);
    const { pathname, searchParams } = new URL(url, 'http://provider');
    const request = { params: new URLSearchParams(body), authorization: incoming.headers.authorization };
    if (pathname === '/authorize') {
      signIns.push(searchParams);
      redirect(response, searchParams, carried);
    } else if (pathname === '/token') {
      requests.push(request);
      answer(request, response);
    } else if (pathname === '/revoke') {
      revoked.push(request.params.get('token'));
      revocation(request, response);
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    host: `127.0.0.1:${port}`,
    authorizeUrl: `${origin}/authorize`,
    tokenUrl: `${origin}/token`,
    revokeUrl: `${origin}/revoke`,
    signIns,
    requests,
    revoked,
    arrived: () => arrived.join('\n'),
    redirectsWith(params) {
      carried = params;
    },
    answers(next) {
      answer = next;
    },
    answersRevocations(next) {
      revocation = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** RFC 6749, section 4.1.2. */
function redirect(response: ServerResponse, asked: URLSearchParams, carried: Record<string, string>): void {
  const target = new URL(asked.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries({ state: asked.get('state') ?? '', ...carried }))
    target.searchParams.set(name, value);
  response.writeHead(302, { Location: target.href }).end();
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
