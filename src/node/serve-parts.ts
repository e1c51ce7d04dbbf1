import { withSamples } from '../core/page/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { createProjectBackends } from './project-backend.js';
import { createProjectStores } from './project-stores.js';
import type { RecordsAnswer } from '../core/protocol/index.js';
import type { ServerChanges } from '../server/index.js';
import type { LoadConfigResult } from './load-config.js';
import type { LoadedRecords } from './load-records.js';
import type { ProjectBackendsOptions } from './project-backend.js';
import type { WidgetPackage } from './widget-package.js';

/** A package and a configuration that are in use together. */
export interface ProjectParts {
  widgets: WidgetPackage;
  configuration: LoadConfigResult;
}

/** Options of {@link createPartsServing}. */
export interface PartsServingOptions extends Omit<ProjectBackendsOptions, 'tokens'> {
  /** The project's folder, absolute. */
  folder: string;
  /** Wins over the configuration's. */
  mode: 'offline' | 'live' | undefined;
  /** Sentences for the widget's author, beside the configuration's. */
  notes: readonly string[];
  /**
   * Told what is wrong with the record files when a page asks for them, or that nothing is. Pages then
   * get the records as they were read last. Without it, they get the error.
   */
  onRecords?: ((problem: string | undefined) => void) | undefined;
}

/** Makes what a server needs of a project's parts. */
export interface PartsServing {
  /** Everything. Throws a ZfappsError `invalid_config` for a connection that cannot be. */
  all(parts: ProjectParts): PartsServed;
  /** What is another where one part is: of the widgets, of the configuration, or of the record files. */
  changed(parts: ProjectParts, part: 'widgets' | 'configuration' | 'records'): ServerChanges;
  /** Closes connections to upstreams. */
  close(): void;
}

type PartsServed = Required<
  Pick<
    ServerChanges,
    | 'backend'
    | 'manifest'
    | 'mode'
    | 'notes'
    | 'records'
    | 'callBytes'
    | 'store'
    | 'locale'
    | 'rules'
    | 'preSaveMs'
  >
>;

export function createPartsServing(options: PartsServingOptions): PartsServing {
  const stores = createProjectStores(options.folder);
  const backends = createProjectBackends({ ...options, tokens: stores.tokens() });
  const lastRead = new WeakMap<LoadConfigResult, LoadedRecords>();
  let service: string | undefined;

  async function readRecords(configuration: LoadConfigResult): Promise<LoadedRecords> {
    try {
      const records = await configuration.readRecords();
      lastRead.set(configuration, records);
      options.onRecords?.(undefined);
      return records;
    } catch (error) {
      if (options.onRecords === undefined || !(error instanceof ZfappsError)) throw error;
      options.onRecords(error.message);
      return lastRead.get(configuration) ?? configuration.config.records;
    }
  }

  function all({ widgets: { manifest }, configuration }: ProjectParts): PartsServed {
    const { config, organizationOf } = configuration;
    service = manifest.service;
    const mode = options.mode ?? config.mode;
    const { store, notes } = stores.at(config.store);
    return {
      backend: backends.make(config, mode, manifest),
      manifest,
      mode,
      // Offline, a connection without its secret has a stand-in: there is nothing to mend.
      notes: [...options.notes, ...(mode === 'offline' ? [] : configuration.notes), ...notes],
      records: async (): Promise<RecordsAnswer> =>
        withSamples({
          organization: organizationOf(manifest.service),
          user: config.user,
          records: await readRecords(configuration),
        }),
      store,
      locale: config.locale,
      rules: { set: config.parity.set, lineItems: config.parity.lineItems },
      preSaveMs: config.limits.preSaveMs,
      callBytes: 2 * config.limits.requestBytes + 65_536,
    };
  }

  return {
    all,
    changed(parts, part) {
      const formerService = service;
      const { manifest, ...others } = all(parts);
      const { backend, records } = others;
      switch (part) {
        case 'widgets':
          // The organisation's API root is that of the manifest's service.
          return {
            manifest,
            backend,
            ...(parts.widgets.manifest.service === formerService ? {} : { records }),
          };
        case 'configuration':
          return others;
        case 'records':
          return { records };
      }
    },
    close: () => backends.close(),
  };
}
