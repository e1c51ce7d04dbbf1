import { withSamples } from '../core/page/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { deliverCallbacks } from './deliver-callback.js';
import { createDeskSamples } from './desk-sample.js';
import { createProjectBackends } from './project-backend.js';
import { createProjectDesk, isDeskExtension } from './project-desk.js';
import { createProjectStores } from './project-stores.js';
import type { ManagedBackend } from '../core/backend/index.js';
import type { DeskCall, RecordsAnswer } from '../core/protocol/index.js';
import type { ServerChanges } from '../server/index.js';
import type { DeskSample } from './desk-sample.js';
import type { LoadConfigResult } from './load-config.js';
import type { LoadedRecords } from './load-records.js';
import type { ProjectBackendsOptions } from './project-backend.js';
import type { ProjectDesk } from './project-desk.js';
import type { ProjectStores } from './project-stores.js';
import type { WidgetPackage } from './widget-package.js';

/** A package and a configuration that are in use together. */
export interface ProjectParts {
  widgets: WidgetPackage;
  configuration: LoadConfigResult;
}

/** Options of {@link createPartsServing}. */
export interface PartsServingOptions extends Omit<ProjectBackendsOptions, 'tokens'> {
  /** Told of every call to Desk's routes. */
  onDeskCall?: ((call: DeskCall) => void) | undefined;
  /** The project's folder, absolute. */
  folder: string;
  /** Default: the project's own. */
  stores?: ProjectStores;
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
    | 'desk'
  >
> & { backend: ManagedBackend };

export function createPartsServing(options: PartsServingOptions): PartsServing {
  const stores = options.stores ?? createProjectStores(options.folder);
  const backends = createProjectBackends({ ...options, tokens: stores.tokens() });
  const samples = createDeskSamples();
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

  function all({ widgets, configuration }: ProjectParts): PartsServed {
    const { manifest } = widgets;
    const { config, organizationOf } = configuration;
    service = manifest.service;
    const mode = options.mode ?? config.mode;
    const { store, notes } = stores.at(config.store);
    const sample = isDeskExtension(config.desk, manifest) ? samples.at(config.desk) : undefined;
    const backend = backends.make(config, mode, manifest, sample?.transport);
    const { desk, notes: deskNotes } = deskOf({ widgets, configuration }, { mode, backend, sample });
    return {
      backend,
      desk,
      manifest,
      mode,
      // Offline, a connection without its secret has a stand-in: there is nothing to mend.
      notes: [...options.notes, ...(mode === 'offline' ? [] : configuration.notes), ...notes, ...deskNotes],
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

  function deskOf(
    { widgets: { manifest, name }, configuration: { config } }: ProjectParts,
    { mode, backend, sample }: DeskParts,
  ): ProjectDesk {
    if (sample === undefined) return createProjectDesk(config, manifest, undefined);
    const { data, notes } = stores.data(config.store);
    const made = createProjectDesk(config, manifest, {
      name,
      backend,
      data,
      store: stores.tokens(),
      deliver: deliverCallbacks(mode, backends.network),
      users: sample.users,
      ...(options.onDeskCall === undefined ? {} : { onCall: options.onDeskCall }),
    });
    if ('off' in made.desk) return made;
    sample.has(made.desk.installation);
    return { ...made, notes: [...made.notes, ...notes] };
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
            desk: others.desk,
            ...(parts.widgets.manifest.service === formerService ? {} : { records }),
          };
        case 'configuration':
          return others;
        case 'records':
          return { records };
      }
    },
    close() {
      backends.close();
      // Whoever waits for it would wait for a write that is under way; the next start finds it whole or not at all.
      // It fails where the database is gone: nobody waits who could be told, and unheard it would end the process.
      stores.close().catch(() => {});
    },
  };
}

interface DeskParts {
  mode: 'offline' | 'live';
  backend: ManagedBackend;
  sample: DeskSample | undefined;
}
