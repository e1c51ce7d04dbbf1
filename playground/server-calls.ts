import { ROUTES, TOKEN_HEADER, ZfappsError } from '../src/core/protocol/index.js';
import type {
  BridgeAnswer,
  ConnectionCommand,
  ConnectionCommandAnswer,
  ConnectionInfo,
  ConnectionsAnswer,
  DeskAnswer,
  DeskCommand,
  DeskCommandAnswer,
  DeskResults,
  RecordsCommand,
  RecordsCommandAnswer,
  StorageAnswer,
  StorageCommand,
} from '../src/core/protocol/index.js';
import type { StoragePort } from '../src/host/index.js';
import type { ConnectionsPort } from './connection-store.js';

/**
 * Asks a route of the server.
 *
 * @throws Error with a message for the widget's author
 */
export async function getJson<Answer>(route: string, token: string): Promise<Answer> {
  return toAnswer<Answer>(route, await ask(route, token));
}

/** Fetches the connections; there are none where the server has no such route. */
export async function loadConnections(token: string): Promise<readonly ConnectionInfo[]> {
  const response = await ask(ROUTES.connections, token);
  if (response.status === 404) return [];
  return toAnswer<ConnectionsAnswer>(ROUTES.connections, response).connections;
}

/** Has the server connect, disconnect or force a connection. Throws a ZfappsError with what it says. */
export async function sendConnection(
  token: string,
  command: ConnectionCommand,
): Promise<{ url?: string; note?: string }> {
  return unwrap((await post(ROUTES.connections, token, command)) as ConnectionCommandAnswer);
}

/** Both, for a store. */
export function connectionsPort(token: string): ConnectionsPort {
  return { load: () => loadConnections(token), send: (command) => sendConnection(token, command) };
}

/** Fetches the Desk extension; there is none where the server has no such route. */
export async function loadDesk(token: string): Promise<DeskAnswer> {
  const response = await ask(ROUTES.desk, token);
  if (response.status === 404)
    return { on: false, reason: 'This server knows nothing of Desk.', isExtension: false };
  return toAnswer<DeskAnswer>(ROUTES.desk, response);
}

/** Has the server carry out what its Desk is to do. Throws a ZfappsError with what it says. */
export async function sendDesk<Command extends DeskCommand>(
  token: string,
  command: Command,
): Promise<DeskResults[Command['type']]> {
  return unwrap((await post(ROUTES.desk, token, command)) as DeskCommandAnswer<Command['type']>);
}

function toAnswer<Answer>(route: string, { answer, status, ok }: Awaited<ReturnType<typeof ask>>): Answer {
  if (ok && answer !== undefined) return answer as Answer;
  const reason = (answer as { error?: { message?: string } } | undefined)?.error?.message;
  throw new Error(
    `The zfapps-shim server answered ${status} to ${route}. ${reason ?? 'Its terminal says more.'}`,
  );
}

/** Has the server save or remove a record, or switch the organisation. Throws a ZfappsError with what it says. */
export async function sendRecords(
  token: string,
  command: RecordsCommand,
): Promise<{ record?: Record<string, unknown> }> {
  return unwrap((await post(ROUTES.records, token, command)) as RecordsCommandAnswer);
}

/** What is kept by key, at the server: all tabs share it. */
export function serverStorage(token: string): StoragePort {
  const send = async (command: StorageCommand) =>
    unwrap((await post(ROUTES.storage, token, command)) as StorageAnswer);
  return {
    async get(area, key) {
      const kept = await send({ type: 'get', area, key });
      return 'value' in kept ? { value: kept.value } : undefined;
    },
    async set(area, key, value) {
      await send({ type: 'set', area, key, value });
    },
  };
}

async function post(route: string, token: string, body: unknown): Promise<unknown> {
  const { answer, status } = await ask(route, token, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) return answer;
  throw new ZfappsError(
    'internal',
    `The zfapps-shim server answered ${status} with something else than an answer. Its terminal says more.`,
  );
}

function unwrap<Value>(answer: BridgeAnswer<Value>): Value {
  if (answer.ok) return answer.value;
  throw new ZfappsError(answer.error.code, answer.error.message);
}

async function ask(route: string, token: string, init: RequestInit = {}) {
  const headers = { ...init.headers, [TOKEN_HEADER]: token };
  const response = await fetch(route, { ...init, headers }).catch((cause: unknown) => {
    throw new ZfappsError(
      'network_error',
      'The zfapps-shim server does not answer. Start it again, then reload this page.',
      { cause },
    );
  });
  const answer: unknown = await response.json().catch(() => undefined);
  return { answer, status: response.status, ok: response.ok };
}
