import { didYouMean } from '../core/project/index.js';
import { CommandError } from './exit-codes.js';
import { moment, print, withDesk } from './with-desk.js';
import type { Desk, Grant } from '../core/desk/index.js';
import type { DeskCommandOptions } from './with-desk.js';

/** Options of `zfapps-shim desk token`. */
export interface DeskTokenOptions extends DeskCommandOptions {
  scope: string[];
}

const SCOPES = [
  'Desk.extensions.READ',
  'Desk.extensions.CREATE',
  'Desk.extensions.DELETE',
  'Desk.extensions.ALL',
];

/**
 * `zfapps-shim desk token`: mints a token for the extension's data, as Zoho's OAuth would.
 *
 * @throws CommandError `usage` for a scope that opens nothing
 */
export async function deskToken(folder: string, options: DeskTokenOptions): Promise<void> {
  const scopes = [...new Set(options.scope)];
  const unknown = scopes.find((one) => !SCOPES.includes(one));
  if (unknown !== undefined)
    throw new CommandError(
      'usage',
      `The scope ${JSON.stringify(unknown)} opens nothing here${didYouMean(unknown, SCOPES) || `; there are ${SCOPES.join(', ')}.`}`,
    );
  return withDesk(folder, options, async ({ desk, user }) => {
    const { installationId, orgId, limits } = desk.installation;
    const { text: token, id, expiresAt } = await desk.tokens.mint(user, scopes, limits.tokenMs);
    print(
      options.json,
      { token, id, user, scopes, expiresAt, orgId, installationId },
      `
  A token of the user ${user} for ${scopes.join(', ')}, until ${moment(expiresAt)}:

    ${token}

  Send it as  Authorization: Zoho-oauthtoken …  to  /api/v1/installedExtensions/${installationId}/storage
  and the like, with the header  orgId: ${orgId}

`,
    );
  });
}

/** Options of `zfapps-shim desk context`. */
export interface DeskContextOptions extends DeskCommandOptions {
  minutes?: number;
}

/** `zfapps-shim desk context`: mints a security context, as it comes with each callback. */
export function deskContext(folder: string, options: DeskContextOptions): Promise<void> {
  return withDesk(folder, options, async ({ desk, user }) => {
    const { installationId, orgId, limits } = desk.installation;
    const ms = options.minutes === undefined ? limits.contextMs : Math.round(options.minutes * 60_000);
    const { text: securityContext, id, expiresAt } = await desk.contexts.mint(user, null, ms);
    print(
      options.json,
      { securityContext, id, user, expiresAt, orgId, installationId },
      `
  A security context of the user ${user}, until ${moment(expiresAt)}:

    ${securityContext}

  Send it to  /api/v1/invoke?orgId=${orgId}&securityContext=…

`,
    );
  });
}

/** `zfapps-shim desk contexts`: lists the security contexts and tokens. Their texts were shown once. */
export function deskContexts(folder: string, options: DeskCommandOptions): Promise<void> {
  return withDesk(folder, options, async ({ desk }) => {
    const contexts = (await desk.contexts.list()).map(({ data: _, ...info }) => info);
    const tokens = (await desk.tokens.list()).map(({ data: scopes, ...info }) => ({ ...info, scopes }));
    const lines = [
      ...contexts.map((one) => inWords('context', one)),
      ...tokens.map((one) => inWords('token  ', one, ` for ${one.scopes.join(', ')}`)),
    ];
    print(
      options.json,
      { contexts, tokens },
      lines.length === 0
        ? '  There are no security contexts, and no tokens. Mint one: zfapps-shim desk context\n'
        : `\n${lines.join('')}\n`,
    );
  });
}

type Shown = Pick<Grant<unknown>, 'id' | 'state' | 'user' | 'expiresAt'>;

function inWords(kind: string, { id, state, user, expiresAt }: Shown, more = ''): string {
  return `  ${id.slice(0, SHOWN_ID)}  ${kind}  ${state.padEnd(7)}  until ${moment(expiresAt)}, of the user ${user}${more}\n`;
}

const SHOWN_ID = 12;
/** What a beginning of an id is to have, so that no slip of the finger revokes another. */
const SHORTEST_ID = 8;

/**
 * `zfapps-shim desk revoke`: takes a security context or token back, or `all` that are valid.
 *
 * @param which the id, or its beginning
 */
export function deskRevoke(which: string, folder: string, options: DeskCommandOptions): Promise<void> {
  return withDesk(folder, options, async ({ desk }) => {
    const found = await grantsOf(desk, which);
    for (const { id, kind } of found) await desk[kind].end(id, 'revoked');
    const revoked = found.map(({ id }) => id);
    const words = found.map(({ id }) => id.slice(0, SHOWN_ID)).join(', ') || 'none: none was valid';
    print(options.json, { revoked }, `  Revoked: ${words}.\n`);
  });
}

async function grantsOf(desk: Desk, which: string): Promise<{ id: string; kind: 'contexts' | 'tokens' }[]> {
  const all = (
    await Promise.all(
      (['contexts', 'tokens'] as const).map(async (kind) =>
        (await desk[kind].list()).map(({ id, state }) => ({ id, state, kind })),
      ),
    )
  ).flat();
  if (which === 'all') return all.filter(({ state }) => state === 'valid');
  const found = which.length < SHORTEST_ID ? [] : all.filter(({ id }) => id.startsWith(which));
  if (found.length === 1) return found;
  throw new CommandError(
    'usage',
    found.length > 1
      ? `Several have an id that begins with ${JSON.stringify(which)}: write more of it.`
      : `No security context or token has the id ${JSON.stringify(which)}. zfapps-shim desk contexts lists them; at least ${SHORTEST_ID} characters are needed.`,
  );
}
