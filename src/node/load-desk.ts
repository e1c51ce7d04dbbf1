import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configProblems, pathText, resourcesSchema } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { readJson } from './read-json.js';
import type { CheckedConfig, DeskResources } from '../core/project/index.js';
import type { ConfigSource } from './config-source.js';

/** `desk` of a configuration, its files and secrets in it. */
export interface LoadedDesk {
  /** Undefined where the configuration has no `desk`. */
  settings: CheckedDesk | undefined;
  /** The secret; undefined where the manifest is to have it. */
  secret: string | undefined;
  /** Why the secret is missing, where the configuration names a variable for it. */
  missingSecret: string | undefined;
  configValues: Record<string, string>;
  resources: DeskResources;
  /** Sentences for the extension's author. */
  notes: string[];
}

type CheckedDesk = NonNullable<CheckedConfig['desk']>;

/** What {@link loadDesk} takes beside the settings. */
export interface LoadDeskOptions {
  /** The project's folder, absolute. */
  home: string;
  source: ConfigSource;
  onFile(file: string): void;
}

/**
 * Reads what an extension's settings name: `resources.json`, and the environment.
 *
 * @throws ZfappsError `invalid_config` for a file that is not right, where the configuration names it
 */
export async function loadDesk(
  settings: CheckedDesk | undefined,
  { home, source, onFile }: LoadDeskOptions,
): Promise<LoadedDesk> {
  const notes: string[] = [];
  const configValues: Record<string, string> = {};
  for (const [name, given] of Object.entries(settings?.configValues ?? {})) {
    const value = typeof given === 'string' ? given : process.env[given.env];
    if (value !== undefined) configValues[name] = value;
    else if (typeof given !== 'string')
      notes.push(`The config param ${name} has no value: the environment variable ${given.env} is not set.`);
  }
  const { secret } = settings ?? {};
  const variable = typeof secret === 'object' ? secret.env : undefined;
  const found = variable === undefined ? (secret as string | undefined) : process.env[variable] || undefined;
  const isMissing = variable !== undefined && found === undefined;
  return {
    settings,
    secret: found,
    missingSecret: isMissing
      ? `The extension's secret is missing: the environment variable ${variable} is not set. Set it in .env.local, or in the environment and start again.`
      : undefined,
    configValues,
    resources: await resourcesOf(settings?.resources, { home, source, onFile }, notes),
    notes,
  };
}

async function resourcesOf(
  given: CheckedDesk['resources'],
  { home, source, onFile }: LoadDeskOptions,
  notes: string[],
): Promise<DeskResources> {
  if (typeof given === 'object') return given;
  const file = given === undefined ? join(home, 'resources.json') : resolve(home, given);
  onFile(file);
  if (given === undefined && !existsSync(file)) return {};
  try {
    return await readResources(file);
  } catch (error) {
    if (!(error instanceof ZfappsError)) throw error;
    if (given !== undefined)
      throw new ZfappsError(
        'invalid_config',
        `${source.nameOf({ path: ['desk', 'resources'], atKey: false })}: ${error.message}`,
        { cause: error },
      );
    // It may be some other program's.
    notes.push(`${error.message}\nWithout it, the extension has no fields and no permissions.`);
    return {};
  }
}

async function readResources(file: string): Promise<DeskResources> {
  const { value, name, locate } = await readJson(file);
  const result = resourcesSchema.safeParse(value);
  if (result.success) return result.data;
  const lines = configProblems(result.error).map(({ path, message }) => {
    const { line, column } = locate(path, 'value');
    return `${name}:${line}:${column} ${pathText(path)}: ${message}`;
  });
  throw new ZfappsError('invalid_config', lines.join('\n'));
}
