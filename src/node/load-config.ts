import { resolve } from 'node:path';
import { defaultOrganization, defaultUser } from '../core/page/index.js';
import { configProblems, configSchema } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { findConfig, readConfig } from './config-source.js';
import { displayPath } from './display-path.js';
import { loadEnvLocal } from './env-local.js';
import { loadMocks } from './load-mocks.js';
import { createModuleLoader } from './load-module.js';
import { loadRecords, recordFiles } from './load-records.js';
import { resolveSecrets } from './resolve-secrets.js';
import type { CheckedConfig, ConfiguredConnection, MockHandler } from '../core/project/index.js';
import type { ConfigSource } from './config-source.js';
import type { LoadedRecords } from './load-records.js';

/** A configuration, complete: every default, file and secret is in it. */
export interface LoadedConfig extends Omit<CheckedConfig, 'connections' | 'records' | 'mocks'> {
  /** By link name. One whose secret is missing is `{ off }`. */
  connections: Record<string, ConfiguredConnection>;
  /** By module; only those that the configuration names. */
  records: LoadedRecords;
  mocks: MockHandler[];
  /** The sample organisation with the configuration's changes. */
  organization: Record<string, unknown>;
  /** The sample user with the configuration's changes. */
  user: Record<string, unknown>;
}

/** Options of {@link loadConfig}. */
export interface LoadConfigOptions {
  /**
   * Told of every file that the configuration is made of, as it is met, those that are missing too.
   * Record files and installed packages are left out. Default: nobody.
   */
  onFile?: (file: string) => void;
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
  /** The record files, absolute. */
  recordFiles: string[];
  /** The organisation as a service of the manifest has it: its API root is the service's own. */
  organizationOf(service: string): Record<string, unknown>;
}

/**
 * Loads the configuration beside a widget's `plugin-manifest.json`, and `.env.local` into the
 * environment before it. A folder without one has the defaults. Every file is read anew.
 *
 * @throws ZfappsError `invalid_config`, a line for each problem, naming the file and the path in it
 * @example
 * const { config, notes } = await loadConfig('./my-widget');
 */
export async function loadConfig(
  folder: string,
  { onFile = () => {} }: LoadConfigOptions = {},
): Promise<LoadConfigResult> {
  const home = resolve(folder);
  const file = await findConfig(home);
  if (file !== undefined) onFile(file);
  await loadEnvLocal(home);
  const modules = await createModuleLoader(home, onFile);
  const source = await readConfig(file, modules);
  const checked = checkConfig(source);
  for (const mock of [checked.mocks].flat()) if (typeof mock === 'string') onFile(resolve(home, mock));
  const { connections, problems } = resolveSecrets(checked.connections, {
    file: file === undefined ? '' : displayPath(file),
    readByFile: source.reads,
  });
  const organizationOf = (service: string) =>
    defaultOrganization(checked.organization, { ...checked, service });
  const config: LoadedConfig = {
    ...checked,
    connections,
    records: await loadRecords(checked.records, home, source, problems),
    mocks: await loadMocks(checked.mocks, home, modules),
    organization: organizationOf('FINANCE'),
    user: defaultUser(checked.user),
  };
  const notes = Object.entries(connections).flatMap(([linkName, connection]) =>
    'off' in connection ? [`The connection "${linkName}" is off. ${connection.off}`] : [],
  );
  return {
    config,
    notes,
    readRecords: () => loadRecords(checked.records, home, source),
    recordFiles: recordFiles(checked.records, home),
    organizationOf,
    ...(file === undefined ? {} : { file }),
  };
}

function checkConfig(source: ConfigSource): CheckedConfig {
  const checked = configSchema.safeParse(source.value);
  if (checked.success) return checked.data;
  const lines = configProblems(checked.error).map(
    (problem) => `${source.nameOf(problem)}: ${problem.message}`,
  );
  throw new ZfappsError('invalid_config', lines.join('\n'), { cause: checked.error });
}
