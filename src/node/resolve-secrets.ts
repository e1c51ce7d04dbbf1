import {
  configProblems,
  connectionDefinitionSchema,
  pathText,
  SECRET_MEMBERS,
  shapeOf,
} from '../core/project/index.js';
import type { ConfiguredConnection, ConnectionSetting } from '../core/project/index.js';

/** Options of {@link resolveSecrets}. */
interface SecretsOptions {
  /** The file's name in reasons, such as `zfapps.config.ts`. */
  file: string;
  /** Names that the file reads from the environment itself, for the reason where a secret is undefined. */
  readByFile: readonly string[];
}

/** Connections with their secrets; what is wrong with a secret that was found is a problem. */
interface ResolvedConnections {
  connections: Record<string, ConfiguredConnection>;
  problems: string[];
}

/**
 * Fills `{ env: 'NAME' }` from the environment. A missing secret turns off that one connection.
 * Nothing here quotes a secret.
 */
export function resolveSecrets(
  settings: Readonly<Record<string, ConnectionSetting>>,
  options: SecretsOptions,
): ResolvedConnections {
  const connections: [string, ConfiguredConnection][] = [];
  const problems: string[] = [];
  for (const [linkName, setting] of Object.entries(settings)) {
    const { filled, missing } = fill(setting, options);
    if (missing.length > 0) {
      connections.push([
        linkName,
        {
          off: `${missing.join(' ')} Set it in .env.local, or in the environment and start again.`,
          shape: shapeOf(setting),
        },
      ]);
      continue;
    }
    const result = connectionDefinitionSchema.safeParse(filled);
    if (result.success) connections.push([linkName, result.data]);
    else problems.push(...secretProblems(linkName, setting, result.error, options.file));
  }
  return { connections: Object.fromEntries(connections), problems };
}

function fill(setting: ConnectionSetting, options: SecretsOptions): { filled: unknown; missing: string[] } {
  const filled: Record<string, unknown> = { ...setting };
  const missing: string[] = [];

  function filledIn(given: unknown, member: string): unknown {
    const variable = variableOf(given);
    const value = variable === undefined ? given : process.env[variable];
    // A password may be empty: many services take a key as the user name alone.
    if (value === undefined || (value === '' && !member.startsWith('password')))
      missing.push(reason(member, variable, value, options));
    return value;
  }

  for (const member of SECRET_MEMBERS) {
    if (!Object.hasOwn(filled, member)) continue;
    const given = filled[member];
    const users = usersOf(given);
    filled[member] =
      users === undefined
        ? filledIn(given, member)
        : {
            users: Object.fromEntries(
              users.map(([user, one]) => [user, filledIn(one, `${member} of the user ${user}`)]),
            ),
          };
  }
  return { filled, missing };
}

function usersOf(secret: unknown): [user: string, secret: unknown][] | undefined {
  return typeof secret === 'object' && secret !== null && 'users' in secret
    ? Object.entries(secret.users as object)
    : undefined;
}

function variableOf(secret: unknown): string | undefined {
  return typeof secret === 'object' && secret !== null && 'env' in secret ? String(secret.env) : undefined;
}

function reason(
  member: string,
  variable: string | undefined,
  value: unknown,
  { file, readByFile }: SecretsOptions,
): string {
  const state = value === '' ? 'empty' : 'not set';
  if (variable !== undefined)
    return `Its ${member} is missing: the environment variable ${variable} is ${state}.`;
  const unset = readByFile.filter((name) => !process.env[name]);
  const suspects =
    unset.length === 0
      ? ''
      : ` (${file} reads ${unset.join(', ')}, which ${unset.length === 1 ? 'is' : 'are'} not set)`;
  return `Its ${member} is ${value === '' ? 'empty' : 'undefined'}${suspects}.`;
}

function secretProblems(
  linkName: string,
  setting: ConnectionSetting,
  error: Parameters<typeof configProblems>[0],
  file: string,
): string[] {
  const members: Record<string, unknown> = { ...setting };
  return configProblems(error).map(({ path, message }) => {
    const [member = '', , user] = path;
    const users = usersOf(members[String(member)]);
    const given = users === undefined ? members[String(member)] : users.find(([one]) => one === user)?.[1];
    const variable = variableOf(given);
    const source = variable === undefined ? '' : ` (from ${variable})`;
    return `${file} ${pathText(['connections', linkName, ...path])}${source}: ${message}`;
  });
}
