import { resolve } from 'node:path';
import { defaultOrganization, defaultUser } from '../core/page/index.js';
import { configProblems, configSchema } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { findConfig, readConfig } from './config-source.js';
import { displayPath } from './display-path.js';
import { loadDesk } from './load-desk.js';
import { loadEnvLocal } from './env-local.js';
import { loadMocks } from './load-mocks.js';
import { createModuleLoader } from './load-module.js';
import { loadRecords } from './load-records.js';
import { resolveSecrets } from './resolve-secrets.js';
import { checkStore } from './store-setting.js';
import type { CheckedConfig, ConfiguredConnection, MockHandler } from '../core/project/index.js';
import type { ConfigSource } from './config-source.js';
import type { LoadedDesk } from './load-desk.js';
import type { LoadedRecords } from './load-records.js';

/** A configuration, complete: every default, file and secret is in it. */
export interface LoadedConfig
  extends Omit<CheckedConfig, 'connections' | 'records' | 'mocks' | 'store' | 'desk'> {
  /** By link name. One whose secret is missing is `{ off }`. */
  connections: Record<string, ConfiguredConnection>;
  /** By module; only those that the configuration names. */
  records: LoadedRecords;
  mocks: MockHandler[];
  /** What it says of a Desk extension, and `resources.json`. */
  desk: LoadedDesk;
  /** `memory`, or the absolute path of a folder. Undefined: the user's own state folder. */
  store: string | undefined;
  /** The sample organisation with the configuration's changes. */
  organization: Record<string, unknown>;
  /** The sample user with the configuration's changes. */
  user: Record<string, unknown>;
}

/** The files outside `app/` that a project is made of, absolute. Those that are missing are among them. */
export interface ProjectFiles {
  /** The configuration, the mocks, and what they import; installed packages left out. One without an extension stands for any. */
  configuration: ReadonlySet<string>;
  /** The record files. */
  records: ReadonlySet<string>;
}

/** Options of {@link loadConfig}. */
export interface LoadConfigOptions {
  /** Told of every file that the configuration is made of, as it is met, also where it is not right. Default: nobody. */
  onFile?: (file: string, kind: keyof ProjectFiles) => void;
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
  /** What it is made of. */
  files: ProjectFiles;
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
  { onFile }: LoadConfigOptions = {},
): Promise<LoadConfigResult> {
  const home = resolve(folder);
  const files = { configuration: new Set<string>(), records: new Set<string>() };
  const met = (kind: keyof ProjectFiles) => (file: string) => {
    files[kind].add(file);
    onFile?.(file, kind);
  };
  const file = await findConfig(home);
  if (file !== undefined) met('configuration')(file);
  await loadEnvLocal(home);
  const modules = await createModuleLoader(home, met('configuration'));
  const source = await readConfig(file, modules);
  const checked = checkConfig(source);
  filesIn([checked.mocks].flat(), home).forEach(met('configuration'));
  filesIn(Object.values(checked.records), home).forEach(met('records'));
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
    desk: await loadDesk(checked.desk, { home, source, onFile: met('configuration') }),
    store: checkStore(checked.store, home, source.nameOf({ path: ['store'], atKey: false })),
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
    files,
    organizationOf,
    ...(file === undefined ? {} : { file }),
  };
}

/** Of what may be a path or something else, the paths, absolute. */
function filesIn(given: readonly unknown[], folder: string): string[] {
  return given.flatMap((one) => (typeof one === 'string' ? [resolve(folder, one)] : []));
}

function checkConfig(source: ConfigSource): CheckedConfig {
  const checked = configSchema.safeParse(source.value);
  if (checked.success) return checked.data;
  const lines = configProblems(checked.error).map(
    (problem) => `${source.nameOf(problem)}: ${problem.message}`,
  );
  throw new ZfappsError('invalid_config', lines.join('\n'), { cause: checked.error });
}
