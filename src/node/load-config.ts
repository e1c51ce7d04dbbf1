import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { defaultOrganization, defaultUser } from '../core/page/index.js';
import { configProblems, configSchema, pathText } from '../core/project/index.js';
import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import { loadEnvLocal } from './env-local.js';
import { loadMocks } from './load-mocks.js';
import { loadModule } from './load-module.js';
import { readJson } from './read-json.js';
import { resolveSecrets } from './resolve-secrets.js';
import type {
  CheckedConfig,
  ConfigProblem,
  ConfiguredConnection,
  MockHandler,
} from '../core/project/index.js';

/** A configuration, complete: every default, file and secret is in it. */
export interface LoadedConfig extends Omit<CheckedConfig, 'connections' | 'records' | 'mocks'> {
  /** By link name. One whose secret is missing is `{ off }`. */
  connections: Record<string, ConfiguredConnection>;
  /** By module; only those that the configuration names. */
  records: Record<string, Record<string, unknown> | Record<string, unknown>[]>;
  mocks: MockHandler[];
  /** The sample organisation with the configuration's changes. */
  organization: Record<string, unknown>;
  /** The sample user with the configuration's changes. */
  user: Record<string, unknown>;
}

/** What {@link loadConfig} found. */
export interface LoadConfigResult {
  config: LoadedConfig;
  /** Absolute path of the file. Absent where the folder has none. */
  file?: string;
  /** Sentences for the widget's author, such as a connection that is off for want of its secret. */
  notes: string[];
  /** Reads the record files anew. Throws as {@link loadConfig} does. */
  readRecords(): Promise<LoadedConfig['records']>;
}

const FILES = ['zfapps.config.ts', 'zfapps.config.js', 'zfapps.config.mjs', 'zfapps.config.json'];

/** A file's content, and what names a path in it. */
interface ConfigSource {
  value: unknown;
  /** `zfapps.config.json:7:12 connections.books.hosts[0]` */
  nameOf(problem: Pick<ConfigProblem, 'path' | 'atKey'>): string;
  /** Environment variables that it reads itself. */
  reads: string[];
}

/**
 * Loads the configuration beside a widget's `plugin-manifest.json`, and `.env.local` into the
 * environment before it. A folder without one has the defaults.
 *
 * @throws ZfappsError `invalid_config`, a line for each problem, naming the file and the path in it
 * @example
 * const { config, notes } = await loadConfig('./my-widget');
 */
export async function loadConfig(folder: string): Promise<LoadConfigResult> {
  const home = resolve(folder);
  const file = await findConfig(home);
  await loadEnvLocal(home);
  const source =
    file === undefined ? EMPTY : file.endsWith('.json') ? await jsonSource(file) : await moduleSource(file);
  const checked = configSchema.safeParse(source.value);
  if (!checked.success) {
    const lines = configProblems(checked.error).map(
      (problem) => `${source.nameOf(problem)}: ${problem.message}`,
    );
    throw new ZfappsError('invalid_config', lines.join('\n'), { cause: checked.error });
  }
  const name = file === undefined ? '' : displayPath(file);
  const { connections, problems } = resolveSecrets(checked.data.connections, {
    file: name,
    readByFile: source.reads,
  });
  const readRecords = () => loadRecords(checked.data.records, home, source, []);
  const records = await loadRecords(checked.data.records, home, source, problems);
  const config: LoadedConfig = {
    ...checked.data,
    connections,
    records,
    mocks: await loadMocks(checked.data.mocks, home),
    organization: defaultOrganization(checked.data.organization),
    user: defaultUser(checked.data.user),
  };
  const notes = Object.entries(connections).flatMap(([linkName, connection]) =>
    'off' in connection ? [`The connection "${linkName}" is off. ${connection.off}`] : [],
  );
  return { config, notes, readRecords, ...(file === undefined ? {} : { file }) };
}

async function findConfig(folder: string): Promise<string | undefined> {
  // A missing folder has no configuration; whoever loads the widget package says that it is missing.
  const names = await readdir(folder).catch((): string[] => []);
  const [first, ...others] = FILES.filter((name) => names.includes(name));
  if (others.length > 0) {
    throw new ZfappsError(
      'invalid_config',
      `${displayPath(folder)} has more than one configuration: ${[first, ...others].join(', ')}. Keep one.`,
    );
  }
  return first === undefined ? undefined : join(folder, first);
}

const EMPTY: ConfigSource = { value: {}, nameOf: ({ path }) => pathText(path), reads: [] };

async function jsonSource(file: string): Promise<ConfigSource> {
  // SECURITY: the line that is wrong may hold a secret.
  const { name, value, locate } = await readJson(file, { excerpt: false });
  return {
    value,
    nameOf({ path, atKey }) {
      const { line, column } = locate(path, atKey ? 'key' : 'value');
      return `${name}:${line}:${column} ${pathText(path)}`.trim();
    },
    reads: [],
  };
}

async function moduleSource(file: string): Promise<ConfigSource> {
  const name = displayPath(file);
  const module = await loadModule(file);
  const value = module.default;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Promise) {
    const given = value === undefined ? 'has no default export' : `exports ${describeValue(value)}`;
    throw new ZfappsError('invalid_config', `${name} ${given}; write: export default defineConfig({ … })`);
  }
  return {
    value,
    nameOf: ({ path }) => `${name} ${pathText(path)}`.trim(),
    reads: variablesIn(await readFile(file, 'utf8')),
  };
}

/** The names in `process.env.NAME` and `process.env['NAME']`: to name a suspect, nothing more. */
function variablesIn(text: string): string[] {
  const found = text.matchAll(/\bprocess\.env(?:\.([A-Za-z_]\w*)|\[\s*['"]([^'"]+)['"]\s*\])/g);
  return [...new Set(Array.from(found, ([, dotted, quoted]) => dotted ?? quoted ?? ''))];
}

async function loadRecords(
  sources: CheckedConfig['records'],
  folder: string,
  source: ConfigSource,
  earlier: readonly string[],
): Promise<LoadedConfig['records']> {
  const problems = [...earlier];
  const records: LoadedConfig['records'] = {};
  for (const [module, given] of Object.entries(sources)) {
    if (typeof given !== 'string') {
      records[module] = given;
      continue;
    }
    const place = source.nameOf({ path: ['records', module], atKey: false });
    try {
      const { value, name } = await readJson(resolve(folder, given));
      if (isRecords(value)) records[module] = value;
      else
        problems.push(
          `${place}: ${name} holds ${describeValue(value)}; expected an object, or a list of objects`,
        );
    } catch (error) {
      if (!(error instanceof ZfappsError)) throw error;
      problems.push(`${place}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new ZfappsError('invalid_config', problems.join('\n'));
  return records;
}

function isRecords(value: unknown): value is LoadedConfig['records'][string] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
}
