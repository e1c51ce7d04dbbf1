import { explainInvokeHash, invokeHash, recordProblems, textToHash } from '../core/desk/index.js';
import { userId, ZfappsError } from '../core/protocol/index.js';
import { deskCommandSchema } from './desk-schemas.js';
import { readCommand } from './json-body.js';
import type { Context } from 'hono';
import type { Desk, DeskUser, InvokePayload } from '../core/desk/index.js';
import type { DeskAnswer, DeskCommandAnswer, DeskResults } from '../core/protocol/index.js';
import type { PageRecords } from './page-records.js';

/** The emulated Desk of a server, or why there is none, in a sentence. */
export type DeskOrOff =
  | Desk
  | {
      off: string /** Whether the project is an extension all the same. Default false. */;
      isExtension?: boolean;
    };

/** What people see where nobody said more. */
export const NO_DESK: DeskOrOff = { off: 'This server was made without a Desk extension.' };

/** Answers with the extension as the portal shows it. */
export async function showDesk(context: Context, desk: DeskOrOff, records: PageRecords): Promise<Response> {
  if ('off' in desk) {
    const { off: reason, isExtension = false } = desk;
    return context.json({ on: false, reason, isExtension } satisfies DeskAnswer);
  }
  const { user, users } = await usersOf(desk, records);
  const state = await desk.portal.state(users, user);
  return context.json({ on: true, desk: state } satisfies DeskAnswer);
}

/** Carries out the `DeskCommand` in a request's body. */
export async function changeDesk(context: Context, desk: DeskOrOff, changed: () => void): Promise<Response> {
  const command = await readCommand(context, deskCommandSchema);
  if ('off' in desk) throw new ZfappsError('not_found', desk.off);
  const value = await carryOut(command, desk);
  if (!READING.includes(command.type)) changed();
  return context.json({ ok: true, value } satisfies DeskCommandAnswer);
}

/** Commands that change nothing; a call is told of by itself. */
const READING: readonly string[] = ['storage', 'logs', 'sign', 'explain', 'calls', 'fire'];

/** The page's user is one of them, whoever else there is. */
async function usersOf(desk: Desk, records: PageRecords): Promise<{ user: string; users: DeskUser[] }> {
  const { user: shown } = await records.read();
  const others = await desk.users();
  const id = userId(shown) ?? others[0]?.id ?? 'user';
  const own = { id, name: typeof shown.name === 'string' ? shown.name : id };
  return { user: id, users: [own, ...others.filter((one) => one.id !== id && one.name !== own.name)] };
}

type Command = ReturnType<typeof deskCommandSchema.parse>;

async function carryOut(command: Command, desk: Desk): Promise<DeskResults[Command['type']]> {
  const { installation, data, portal } = desk;
  const { installationId, secret, limits } = installation;
  switch (command.type) {
    case 'storage': {
      const { type: _, ...query } = command;
      return { records: await data.findRecords(installationId, query) };
    }
    case 'putRecord': {
      const [problem] = recordProblems(command.record, '', installation);
      if (problem !== undefined) throw new ZfappsError('invalid_options', problem.errorMessage ?? '');
      await data.putRecords(installationId, [command.record]);
      return {};
    }
    case 'deleteRecord':
      return { deleted: await data.deleteRecord(installationId, command.key) };
    case 'logs':
      return { logs: await portal.logs(command.from, command.limit) };
    case 'setParam':
      await portal.setParam(command.name, command.value);
      return {};
    case 'deleteParam':
      await portal.deleteParam(command.name);
      return {};
    case 'setPermission':
      await portal.setPermission(command.user, command.apiName, command.enabled);
      return {};
    case 'mintContext': {
      const { id, text, expiresAt } = await desk.contexts.mint(
        command.user,
        null,
        command.ms ?? limits.contextMs,
      );
      return { id, securityContext: text, expiresAt };
    }
    case 'revokeContext':
    case 'expireContext': {
      const state = command.type === 'revokeContext' ? 'revoked' : 'expired';
      if (!(await desk.contexts.end(command.id, state)))
        throw new ZfappsError('not_found', 'There is no such security context any more.');
      return {};
    }
    case 'mintToken': {
      const { text, expiresAt } = await desk.tokens.mint(command.user, command.scopes, limits.tokenMs);
      return { token: text, expiresAt };
    }
    case 'fire':
      return desk.fire(command.event, command.user);
    case 'sign': {
      const payload = command.payload as InvokePayload;
      return { text: textToHash(payload), hash: await invokeHash(payload, secret) };
    }
    case 'explain': {
      const { matches, causes } = await explainInvokeHash(
        command.payload as InvokePayload,
        secret,
        command.hash,
      );
      return { matches, causes: causes.map(({ message }) => message) };
    }
    case 'calls':
      return { calls: desk.calls() };
  }
}
