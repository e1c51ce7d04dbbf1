import { connectionNamed, withConnections } from './with-connections.js';
import type { ConnectionInfo } from '../core/protocol/index.js';

/** Options of `zfapps-shim connections`. */
export interface ConnectionsOptions {
  user?: string;
  database?: string;
  json?: boolean;
}

/** `zfapps-shim connections`: shows how the connections of a folder stand. */
export function connections(folder: string, { user, json, database }: ConnectionsOptions): Promise<void> {
  return withConnections(folder, database, async (project) => {
    const all = await project.connections.list(user ?? project.user);
    if (json) process.stdout.write(`${JSON.stringify({ connections: all })}\n`);
    else process.stdout.write(all.length === 0 ? NONE : `\n${all.map(inWords).join('\n')}\n`);
  });
}

const NONE = `
  This project has no connections. Declare them in the manifest's usedConnections, and define them in
  zfapps.config, for example:

    connections: {
      zoho_books: zohoOAuth({
        clientId: { env: 'ZOHO_CLIENT_ID' },
        clientSecret: { env: 'ZOHO_CLIENT_SECRET' },
        scopes: ['ZohoBooks.invoices.READ'],
      }),
    },

`;

function inWords(info: ConnectionInfo): string {
  const { linkName, state, level, user, type, hosts, scopes, missingScopes, reason, expiresAt } = info;
  const facts: (string | undefined)[] = [
    level === 'user' ? `account of the user ${user ?? '(none)'}` : undefined,
    hosts.length === 0 ? undefined : `hosts   ${hosts.join(', ')}`,
    scopes.length === 0 ? undefined : `scopes  ${scopes.join(', ')}`,
    missingScopes.length === 0
      ? undefined
      : `lacks   ${missingScopes.join(', ')} (the manifest declares them)`,
    info.declared ? undefined : "not declared in the manifest's usedConnections",
    expiresAt === undefined
      ? undefined
      : `token   until ${new Date(expiresAt).toISOString()}, renewed before`,
    reason,
  ];
  const lines = facts.filter((fact) => fact !== undefined).map((fact) => `    ${fact}\n`);
  return `  ${linkName}  ${state.replaceAll('_', ' ')}${type === undefined ? '' : ` (${type})`}\n${lines.join('')}`;
}

/** Options of `zfapps-shim disconnect`. */
export interface DisconnectOptions {
  user?: string;
  database?: string;
  revoke?: boolean;
}

/** `zfapps-shim disconnect`: forgets the tokens of a connection, or has the provider withdraw them too. */
export function disconnect(
  linkName: string,
  folder: string,
  { user, database, revoke = false }: DisconnectOptions,
): Promise<void> {
  return withConnections(folder, database, async (project) => {
    const whose = user ?? project.user;
    await connectionNamed(project, linkName, whose);
    const had = await project.connections.disconnect(linkName, whose, revoke);
    const what = revoke ? 'The provider has withdrawn its tokens' : 'Its tokens are forgotten here';
    process.stdout.write(
      had
        ? `  The connection "${linkName}" is disconnected. ${what}.\n`
        : `  The connection "${linkName}" was not connected: there was nothing to forget or revoke.\n`,
    );
  });
}
