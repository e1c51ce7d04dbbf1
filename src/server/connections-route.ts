import { ROUTES, userId, ZfappsError } from '../core/protocol/index.js';
import { connectionCommandSchema } from './command-schemas.js';
import { readCommand } from './json-body.js';
import type { Context } from 'hono';
import type { ConnectionManager } from '../core/connections/index.js';
import type { ConnectionCommandAnswer, ConnectionsAnswer } from '../core/protocol/index.js';
import type { PageRecords } from './page-records.js';

/** Answers with the connections, as the user that pages show has them. */
export async function showConnections(
  context: Context,
  connections: ConnectionManager | undefined,
  records: PageRecords,
): Promise<Response> {
  const list = await connections?.list(userId((await records.read()).user), callbackOf(context));
  return context.json({ connections: list ?? [] } satisfies ConnectionsAnswer);
}

/** Carries out the `ConnectionCommand` in a request's body. */
export async function changeConnection(
  context: Context,
  connections: ConnectionManager | undefined,
  records: PageRecords,
): Promise<Response> {
  const command = await readCommand(context, connectionCommandSchema);
  if (connections === undefined)
    throw new ZfappsError('not_found', 'The backend of this server has no connections to manage.');
  const value = await carryOut(
    command,
    connections,
    userId((await records.read()).user),
    callbackOf(context),
  );
  return context.json({ ok: true, value } satisfies ConnectionCommandAnswer);
}

async function carryOut(
  command: ReturnType<typeof connectionCommandSchema.parse>,
  connections: ConnectionManager,
  user: string | undefined,
  redirectUri: string,
): Promise<{ url?: string; note?: string }> {
  const { linkName } = command;
  switch (command.type) {
    case 'connect':
      return connections.connect(linkName, user, redirectUri);
    case 'disconnect':
      return (await connections.disconnect(linkName, user, command.revoke ?? false))
        ? {}
        : { note: 'It was not connected, so there was nothing to forget or revoke.' };
    case 'force':
      connections.force(linkName, command.state ?? undefined);
      return {};
  }
}

/** Where providers redirect to: the origin by which the page was asked for, so that the person returns to it. */
function callbackOf({ req }: Context): string {
  return `${new URL(req.url).origin}${ROUTES.connectionsCallback}`;
}
