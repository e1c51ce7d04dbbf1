import { resolve } from 'node:path';
import { userId } from '../core/protocol/index.js';
import { loadConfig } from './load-config.js';
import { createProjectBackends } from './project-backend.js';
import { openStores } from './serve-stores.js';
import { loadWidgetPackage } from './widget-package.js';
import type { ConnectionManager } from '../core/connections/index.js';
import type { Manifest } from '../core/project/index.js';

/** The connections of a project, without a server. */
export interface ProjectConnections {
  connections: ConnectionManager;
  /** The user of the configuration. */
  user: string | undefined;
  /** What there is to say of where tokens are kept. Connections that are off say so themselves. */
  notes: readonly string[];
  /** Closes connections to providers, and a database. */
  close(): Promise<void>;
}

/**
 * Opens the connections of a folder as live mode has them. What is connected here is connected for a
 * server that runs on the same folder, too.
 *
 * @param database where tokens are kept in place of the project's own folder, as for `serve`
 * @throws PackageError where there is no such folder, or its manifest is wrong
 * @throws ZfappsError `invalid_config` where the configuration is wrong
 */
export async function openProjectConnections(folder: string, database?: string): Promise<ProjectConnections> {
  const home = resolve(folder);
  const manifest = await manifestOf(home);
  const { config } = await loadConfig(home);
  const stores = await openStores(home, database);
  const backends = createProjectBackends({
    onEntry: undefined,
    closedPorts: undefined,
    tokens: stores.tokens(),
  });
  const { connections } = backends.make(config, 'live', manifest);
  return {
    connections,
    user: userId(config.user),
    notes: stores.at(undefined).notes,
    close() {
      backends.close();
      return stores.close();
    },
  };
}

/** Undefined for the folder of a project that a dev server serves, where the manifest may be elsewhere. */
async function manifestOf(folder: string): Promise<Manifest | undefined> {
  const { manifest, manifestFile } = await loadWidgetPackage(folder, { widgetless: true });
  const isNone = manifestFile === undefined && manifest.modules.widgets.length === 0;
  return isNone ? undefined : manifest;
}
