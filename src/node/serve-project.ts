import { resolve } from 'node:path';
import { userId } from '../core/protocol/index.js';
import { loadConfig } from './load-config.js';
import { createPartsServing } from './serve-parts.js';
import { openStores, reach } from './serve-stores.js';
import { loadWidgetPackage } from './widget-package.js';
import type { BackendEntry, ManagedBackend } from '../core/backend/index.js';
import type { DeskCall } from '../core/protocol/index.js';
import type { DeskOrOff } from '../server/index.js';

/** What {@link openServedProject} takes beside the folder. */
export interface ServedProjectOptions {
  /** Where everything is kept that servers share. Default: the environment's, else the project's own place. */
  database?: string | undefined;
  /** Wins over the configuration's. */
  mode?: 'offline' | 'live' | undefined;
  /** Ports of this machine that requests may not reach: the server's own. Default none. */
  closedPorts?: () => number[];
  onEntry?: (entry: BackendEntry) => void;
  onDeskCall?: (call: DeskCall) => void;
}

/** A project without widgets and without a page: what a server, or a command, needs of it. */
export interface ServedProject {
  /** The folder's name. */
  name: string;
  mode: 'offline' | 'live';
  /** Sentences for whoever runs it. */
  notes: readonly string[];
  /** The user of the configuration. */
  user: string | undefined;
  backend: ManagedBackend;
  desk: DeskOrOff;
  /** Longest body of a call, in bytes. */
  callBytes: number;
  /** Resolves where the database answers. */
  ping(): Promise<void>;
  /** Closes connections to upstreams, and the database. */
  close(): Promise<void>;
}

/**
 * Opens a project as it is now: it is read once. Its folder holds a manifest, a configuration, or neither.
 *
 * @throws PackageError where there is no such folder, or its manifest is wrong
 * @throws ZfappsError `invalid_config` where the configuration is wrong
 * @throws DatabaseError where the database cannot be used
 */
export async function openServedProject(
  folder: string,
  { database, mode, closedPorts, onEntry, onDeskCall }: ServedProjectOptions = {},
): Promise<ServedProject> {
  const home = resolve(folder);
  const widgets = await loadWidgetPackage(home, { widgetless: true });
  const configuration = await loadConfig(home);
  const stores = await openStores(home, database);
  const serving = createPartsServing({
    folder: home,
    stores,
    mode,
    notes: [],
    onEntry,
    closedPorts,
    onDeskCall,
  });
  const close = async () => {
    serving.close();
    await stores.close();
  };
  try {
    const served = serving.all({ widgets, configuration });
    await reach(stores);
    return {
      name: widgets.name,
      mode: served.mode,
      notes: served.notes,
      user: userId(configuration.config.user),
      backend: served.backend,
      desk: served.desk,
      callBytes: served.callBytes,
      ping: () => stores.ping(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
