import { createBackend, mswTransport } from '../core/backend/index.js';
import { standInConnection } from '../core/connections/index.js';
import { withSamples } from '../core/page/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { createServer } from '../server/index.js';
import { folderFiles } from './folder-files.js';
import { loadConfig } from './load-config.js';
import { nodeTransport } from './node-transport.js';
import { pageFiles, preludeFile, sdkFile } from './page-files.js';
import { loadWidgetPackage } from './widget-package.js';
import type { Backend, BackendEntry, BackendOptions, Destinations } from '../core/backend/index.js';
import type { Server } from '../server/index.js';
import type { LoadedConfig } from './load-config.js';

/** What {@link createProjectServer} takes beside the folder. Each member wins over the configuration. */
export interface ProjectServerOptions {
  mode?: 'offline' | 'live';
  /** The location whose widget is shown first. */
  location?: string;
  /** Told of every call once it has ended. */
  onEntry?: (entry: BackendEntry) => void;
}

/** The server of a widget package, and what there is to say of it. */
export interface ProjectServer {
  server: Server;
  /** The package's name. */
  name: string;
  mode: 'offline' | 'live';
  /** Sentences for the widget's author. */
  notes: string[];
  /** Closes connections to upstreams. */
  close(): void;
}

/**
 * Makes the server of a folder: reads its manifest and configuration, and joins backend, widget
 * files and host page.
 *
 * @throws PackageError where the folder is no widget package
 * @throws ZfappsError `invalid_config` where the configuration is wrong
 */
export async function createProjectServer(
  folder: string,
  options: ProjectServerOptions = {},
): Promise<ProjectServer> {
  const { folder: home, manifest, name } = await loadWidgetPackage(folder);
  const { config, notes, readRecords } = await loadConfig(home);
  const mode = options.mode ?? config.mode;
  checkLocation(options.location, manifest.modules.widgets);
  const { backend, close } = createProjectBackend(config, mode, {
    manifest,
    // SECURITY: what a widget requests must not be this server: its page holds the token.
    closedPorts: () => portsOf(server),
    ...(options.onEntry === undefined ? {} : { onEntry: options.onEntry }),
  });
  const server: Server = createServer({
    backend,
    files: folderFiles(home),
    pageFiles,
    sdk: sdkFile,
    prelude: preludeFile,
    manifest,
    name,
    mode,
    records: async () => withSamples({ ...config, records: await readRecords() }),
    ...(options.location === undefined ? {} : { location: options.location }),
    // Offline, a connection without its secret has a stand-in: there is nothing to mend.
    notes: mode === 'offline' ? [] : notes,
    callBytes: 2 * config.limits.requestBytes + 65_536,
  });
  return { server, name, mode, notes: mode === 'offline' ? [] : notes, close };
}

function createProjectBackend(
  config: LoadedConfig,
  mode: 'offline' | 'live',
  {
    closedPorts,
    ...options
  }: Pick<BackendOptions, 'manifest' | 'onEntry'> & Pick<Destinations, 'closedPorts'>,
): { backend: Backend; close(): void } {
  const node = mode === 'live' ? nodeTransport() : undefined;
  const backend = createBackend({
    ...options,
    connections: config.connections,
    apiConfigurations: config.apiConfigurations,
    destinations: { ...config.destinations, ...(closedPorts === undefined ? {} : { closedPorts }) },
    limits: config.limits,
    binaryBody: config.parity.binaryBody,
    transports: node === undefined ? [mswTransport(config.mocks)] : [node],
    ...(node === undefined ? { standIn: standInConnection } : {}),
  });
  return { backend, close: () => node?.close() };
}

function portsOf({ addresses }: Server): number[] {
  return addresses === undefined ? [] : [addresses.pagePort, addresses.widgetPort];
}

function checkLocation(location: string | undefined, widgets: readonly { location: string }[]): void {
  const locations = [...new Set(widgets.map((widget) => widget.location))];
  if (location === undefined || locations.includes(location)) return;
  throw new ZfappsError(
    'invalid_options',
    `No widget of the manifest stands at ${location}. It has: ${locations.join(', ')}.`,
  );
}
