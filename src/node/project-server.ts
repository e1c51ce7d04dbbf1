import { createBackend, mswTransport } from '../core/backend/index.js';
import { standInConnection } from '../core/connections/index.js';
import { withSamples } from '../core/page/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { createServer } from '../server/index.js';
import { folderFiles } from './folder-files.js';
import { withFreshManifest } from './fresh-manifest.js';
import { loadConfig } from './load-config.js';
import { nodeTransport } from './node-transport.js';
import { pageFiles, preludeFile, sdkFile } from './page-files.js';
import { isAddress } from './loopback.js';
import { createProxy } from './proxy.js';
import { loadServedPackage } from './served-package.js';
import { loadWidgetPackage } from './widget-package.js';
import type { Backend, BackendEntry, BackendOptions, Destinations } from '../core/backend/index.js';
import type { Server } from '../server/index.js';
import type { LoadedConfig } from './load-config.js';
import type { ProxySource } from './proxy.js';

/** What {@link createProjectServer} takes beside the folder. Each member wins over the configuration. */
export interface ProjectServerOptions {
  mode?: 'offline' | 'live';
  /** The location whose widget is shown first. */
  location?: string;
  /** Told of every call once it has ended. */
  onEntry?: (entry: BackendEntry) => void;
  /** Told once, in a sentence, that the dev server does not listen yet. */
  onWaiting?: (sentence: string) => void;
}

/** The server of a widget package, and what there is to say of it. */
export interface ProjectServer {
  server: Server;
  /** The package's name. */
  name: string;
  mode: 'offline' | 'live';
  /** Sentences for the widget's author. */
  notes: string[];
  /** The dev server that serves the widget's files, for `listen()`. Absent for a folder. */
  source?: ProxySource;
  /** Closes connections to upstreams, and to a dev server. */
  close(): void;
}

/**
 * Makes the server of a folder: reads its manifest and configuration, and joins backend, widget
 * files and host page.
 *
 * @param folder or the address of a dev server on this machine that serves the widget; the
 *   configuration is then the current folder's
 * @throws PackageError where the folder is no widget package, or the dev server does not answer
 * @throws ZfappsError `invalid_config` where the configuration is wrong
 */
export async function createProjectServer(
  folder: string,
  options: ProjectServerOptions = {},
): Promise<ProjectServer> {
  const served = isAddress(folder) ? await loadServedPackage(folder, options) : undefined;
  const { folder: home, manifest, name } = served ?? (await loadWidgetPackage(folder));
  const { config, notes, readRecords } = await loadConfig(home);
  const mode = options.mode ?? config.mode;
  const location = served?.location ?? options.location;
  checkLocation(location, manifest.modules.widgets);
  // Offline, a connection without its secret has a stand-in: there is nothing to mend.
  const allNotes = [...(served?.notes ?? []), ...(mode === 'offline' ? [] : notes)];
  const { backend, close } = createProjectBackend(config, mode, {
    manifest,
    // SECURITY: what a widget requests must not be this server: its page holds the token.
    closedPorts: () => portsOf(server),
    ...(options.onEntry === undefined ? {} : { onEntry: options.onEntry }),
  });
  const server: Server = createServer({
    backend,
    files: served === undefined ? folderFiles(home) : async () => undefined,
    pageFiles,
    sdk: sdkFile,
    prelude: preludeFile,
    manifest,
    name,
    mode,
    records: async () => withSamples({ ...config, records: await readRecords() }),
    ...(location === undefined ? {} : { location }),
    notes: allNotes,
    callBytes: 2 * config.limits.requestBytes + 65_536,
  });
  const project = { server, name, mode, notes: allNotes, close };
  if (served === undefined) return project;
  return {
    ...project,
    server: withFreshManifest(server, manifest, served.readManifest),
    source: createProxy(served.client, () => portsOf(server)),
    close() {
      close();
      served.client.close();
    },
  };
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
