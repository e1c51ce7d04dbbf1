import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { HEALTH } from '../server/index.js';
import { shownProblem, shownUrl } from './shown-in-log.js';
import type { BackendEntry } from '../core/backend/index.js';
import type { DeskCall } from '../core/protocol/index.js';

/** A line of the log: one JSON object. It never holds a secret, a body, a query, or a header. */
export interface LogLine {
  level: 'info' | 'warn' | 'error';
  /** `ready`, `request`, `invoke`, `direct`, `callback`, `note`, `stopping` or `stopped`. */
  event: string;
  [fact: string]: unknown;
}

/** The log of a server. */
export interface ServeLog {
  write(line: LogLine): void;
  /** Has a request answered, and writes its line. The answer has the request's id. */
  around(request: Request, answer: (request: Request) => Promise<Response>): Promise<Response>;
  /** What happened on the way: `onEntry` and `onDeskCall` of the project. */
  entry(entry: BackendEntry): void;
  deskCall(call: DeskCall): void;
}

type Facts = Record<string, unknown>;

const REQUEST_ID = 'x-request-id';
/** What is one line in any log. An id of another shape is replaced. */
const PLAIN_ID = /^[\w.:+/=-]{1,128}$/;
/** A refusal, not an upstream's answer. */
const MOST_REFUSAL_BYTES = 100_000;

/** @param print takes each line, its end not among it */
export function createServeLog(print: (text: string) => void): ServeLog {
  // A call's own facts, while many are under way.
  const current = new AsyncLocalStorage<Facts>();

  function write({ level, event, ...facts }: LogLine): void {
    print(JSON.stringify({ time: new Date().toISOString(), level, event, ...facts }));
  }

  return {
    write,
    async around(request, answer) {
      const given = request.headers.get(REQUEST_ID);
      const requestId = given !== null && PLAIN_ID.test(given) ? given : randomUUID();
      const { pathname } = new URL(request.url);
      const facts: Facts = {};
      const from = performance.now();
      const response = await current.run(facts, () => answer(request));
      response.headers.set(REQUEST_ID, requestId);
      const { status } = response;
      // A load balancer asks every few seconds: only what is wrong is news.
      if (pathname === HEALTH && status === 200) return response;
      const isStopping = pathname === HEALTH && (await jsonIn(response.clone()))?.status === 'stopping';
      if (facts.code === undefined && status >= 400) facts.code = codeOf(await jsonIn(response.clone()));
      const { event = 'request', ...others } = facts;
      write({
        level: isStopping ? 'info' : levelOf(status, others),
        event: String(event),
        method: request.method,
        path: shownUrl(pathname),
        status,
        ...others,
        durationMs: Math.round(performance.now() - from),
        requestId,
      });
      return response;
    },
    entry({ caller, options, hops, outcome, warnings }) {
      const facts = current.getStore() ?? {};
      const { connection_link_name: connection } = (options ?? {}) as { connection_link_name?: unknown };
      const first = hops[0];
      Object.assign(facts, {
        ...(first === undefined ? {} : { upstream: `${first.method} ${shownUrl(first.url)}` }),
        ...(hops.at(-1)?.status === undefined ? {} : { upstreamStatus: hops.at(-1)?.status }),
        ...(caller.widget ? { widget: caller.widget.slice(0, 100) } : {}),
        ...(typeof connection === 'string' ? { connection: connection.slice(0, 100) } : {}),
        ...(outcome.ok ? {} : { code: outcome.error.code, problem: shownProblem(outcome.error.message) }),
        ...(warnings.length === 0 ? {} : { warnings: warnings.map(shownProblem) }),
      });
    },
    deskCall({ kind, method, url, upstreamStatus, user, connection, problem, warnings, status, duration }) {
      const facts: Facts = {
        event: kind,
        ...(kind === 'direct' || url === '' || isInvoke(url)
          ? {}
          : { upstream: `${method} ${shownUrl(url)}` }),
        ...(upstreamStatus === undefined ? {} : { upstreamStatus }),
        ...(user === undefined ? {} : { user }),
        ...(connection === undefined ? {} : { connection: connection.slice(0, 100) }),
        ...(problem === undefined ? {} : { problem: shownProblem(problem) }),
        ...(warnings.length === 0 ? {} : { warnings: warnings.map(shownProblem) }),
      };
      const call = current.getStore();
      if (call !== undefined) Object.assign(call, facts);
      else {
        const level = levelOf(status, facts);
        write({ ...facts, level, event: kind, status, durationMs: Math.round(duration) });
      }
    },
  };
}

function levelOf(status: number, { code, problem }: Facts): LogLine['level'] {
  if (status >= 500) return 'error';
  return status >= 400 || code !== undefined || problem !== undefined ? 'warn' : 'info';
}

/** The code of a refusal, of ours or in Desk's shape. */
function codeOf(body: Refusal | undefined): string | undefined {
  const code = body?.errorCode ?? body?.error?.code;
  return typeof code === 'string' ? code : undefined;
}

interface Refusal {
  errorCode?: unknown;
  error?: { code?: unknown };
  status?: unknown;
}

async function jsonIn(response: Response): Promise<Refusal | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > MOST_REFUSAL_BYTES) return undefined;
  // Not JSON: it says nothing that we know.
  return (await response.json().catch(() => undefined)) ?? undefined;
}

/** The route itself: a call that was refused before its requestURL was read has gone nowhere. */
function isInvoke(url: string): boolean {
  return /^\/+api\/v1\/invoke\/?$/i.test(url);
}
