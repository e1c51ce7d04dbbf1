import { allOfCall } from './repeated-request.js';
import type { ServerResponse } from 'node:http';
import type { RecordedRequest } from '../../support/recording-server.js';

/** What an upstream repeats of a request. No body of an answer has it: a body is the widget's. */
interface Echo {
  search: string;
  all: string;
  /** The same server by a name that no connection lists. */
  elsewhere: string;
}

/** Where it answers by itself, well or badly. */
const ANSWERS = {
  '/ok': (response) => response.setHeader('Content-Type', 'application/json').end('{"items":[]}'),
  '/401': (response) => response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end('{"message":"no"}'),
  '/500': (response) => response.writeHead(500).end('oh'),
  '/hang-up': (response) => response.socket?.destroy(),
  '/garbage': (response, { all }) => response.socket?.end(`${all}\r\n\r\n`),
  '/garbage-header': (response, { all }) =>
    response.socket?.end(`HTTP/1.1 200 OK\r\n${all}\r\nContent-Length: x${all}\r\n\r\n`),
  '/compressed': (response, { all }) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(all),
} satisfies Record<string, Answer>;

/** Where it does not come to an end. */
const ENDLESS = {
  '/never': () => {},
  '/half': (response) => response.writeHead(200, { 'Content-Length': 100 }).write('half'),
} satisfies Record<string, Answer>;

const REDIRECTS = {
  '/away': (response, { elsewhere }) => redirect(response, `${elsewhere}/ok`),
  '/away-with-query': (response, { elsewhere, search }) => redirect(response, `${elsewhere}/ok${search}`),
  '/away-with-all': (response, { elsewhere, all }) =>
    redirect(response, `${elsewhere}/ok?continue=${encodeURIComponent(all)}`),
  '/away-as-host': (response, { search }) =>
    redirect(response, `http://${/key=(\w+)/.exec(search)?.[1] ?? 'nobody'}.invalid/`),
  '/away-as-user': (response, { all }) => redirect(response, `http://${encodeURIComponent(all)}@127.0.0.1/`),
  '/home-with-all': (response, { all }) => redirect(response, `/hang-up?continue=${encodeURIComponent(all)}`),
  '/nowhere': (response, { all }) => redirect(response, `http://[${all}`),
  '/other-scheme': (response, { all }) => redirect(response, `file:///${encodeURIComponent(all)}`),
  '/loop': (response, { all }) =>
    redirect(response, `/loop?again=${encodeURIComponent(all).slice(0, 2_000)}`),
} satisfies Record<string, Answer>;

type Answer = (response: ServerResponse, echo: Echo) => unknown;
const ALL: Record<string, Answer> = { ...ANSWERS, ...ENDLESS, ...REDIRECTS };

/** The paths that an upstream ends, and those that it leaves open. */
export const ENDING_PATHS = Object.keys({ ...ANSWERS, ...REDIRECTS });
export const ENDLESS_PATHS = Object.keys(ENDLESS);

/** The upstream: the path says what it answers. */
export function answerAsPathSays(request: RecordedRequest, response: ServerResponse): void {
  const { pathname, search } = new URL(request.target, 'http://upstream');
  const elsewhere = `http://localhost:${request.headers.host?.split(':')[1]}`;
  ALL[pathname]?.(response, { search, all: allOfCall(request), elsewhere });
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: Buffer.from(location).toString('latin1') }).end();
}
