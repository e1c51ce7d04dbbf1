import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A token request as it arrived. */
export interface OddRequest {
  params: URLSearchParams;
  authorization: string | undefined;
}

/** Answers a token request, or does not. */
export type OddAnswer = (request: OddRequest, response: ServerResponse) => void;

/** A token endpoint on this machine that answers by a script. */
export interface OddTokenEndpoint {
  url: string;
  host: string;
  /** Every request that came, in order. */
  requests: OddRequest[];
  /** Sets the answer to every request from now on. */
  answers(answer: OddAnswer): void;
  close(): Promise<void>;
}

/** Starts one. */
export async function oddTokenEndpoint(first: OddAnswer): Promise<OddTokenEndpoint> {
  let answer = first;
  const requests: OddRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request = {
      params: new URLSearchParams(Buffer.concat(chunks).toString()),
      authorization: incoming.headers.authorization,
    };
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/token`,
    host: `127.0.0.1:${port}`,
    requests,
    answers(next) {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers with JSON. */
export function json(body: object, status = 200, headers: Record<string, string> = {}): OddAnswer {
  return text(JSON.stringify(body), 'application/json', status, headers);
}

/** Answers with a text. */
export function text(
  body: string,
  type: string,
  status = 200,
  headers: Record<string, string> = {},
): OddAnswer {
  return (_, response) => void response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
}

/** Takes the request, and never answers. */
export const never: OddAnswer = () => {};

/** Closes the connection in place of an answer. */
export const hangUp: OddAnswer = (_, response) => void response.socket?.destroy();

/** Says no, and repeats all that it was sent: as it is, and as it stands in a form. */
export const echo: OddAnswer = ({ params, authorization }, response) => {
  const said = `not ${params.get('refresh_token')} nor ${params.get('client_secret')} (${params}; ${authorization})`;
  json({ error: 'invalid_grant', error_description: said }, 400)({ params, authorization }, response);
};

/** What Zoho answers above ten token requests in ten minutes. */
export const zohoLimit: OddAnswer = json(
  {
    error_description: 'You have made too many requests continuously. Please try again after some time.',
    error: 'Access Denied',
    status: 'failure',
  },
  400,
);
