import { ZfappsError } from '../core/protocol/index.js';
import { createServer } from '../server/index.js';
import { folderFiles } from './folder-files.js';
import { withFreshManifest } from './fresh-manifest.js';
import { loadConfig } from './load-config.js';
import { isAddress } from './loopback.js';
import { pageFiles, preludeFile, sdkFile } from './page-files.js';
import { createProxy } from './proxy.js';
import { createReload } from './reload-project.js';
import { createPartsServing } from './serve-parts.js';
import { openStores } from './serve-stores.js';
import { loadServedPackage } from './served-package.js';
import { servedTranslations } from './served-translations.js';
import { folderTranslations } from './translation-files.js';
import { watchProject } from './watch-project.js';
import { loadWidgetPackage, missingPages, readWidgetPackage } from './widget-package.js';
import type { BackendEntry } from '../core/backend/index.js';
import type { Server, ServerChanges } from '../server/index.js';
import type { ProjectNotice } from './project-problems.js';
import type { ProxySource } from './proxy.js';
import type { ProjectParts } from './serve-parts.js';
import type { ProjectWatch } from './watch-project.js';

/** What {@link createProjectServer} takes beside the folder. Each member wins over the configuration. */
export interface ProjectServerOptions {
  mode?: 'offline' | 'live';
  /** The location whose widget is shown first. */
  location?: string;
  /**
   * Whether changed files are taken into use while the server runs: widget files, manifest, configuration
   * and mocks; with `files: false` all but the widget files. It does not hold the process open. Default true.
   */
  watch?: boolean | { files: boolean };
  /**
   * Whether somebody else serves the widget's files, such as Vite. What it serves is its own affair: that
   * a widget's page is not in the folder is then no error. Default false.
   */
  filesElsewhere?: boolean;
  /** A folder whose files are served as if they lay in the package's, such as Vite's `public`. Default: none. */
  publicFolder?: string;
  /** Told of every call once it has ended. */
  onEntry?: (entry: BackendEntry) => void;
  /** Told what is wrong with a changed file, and what else there is to say while the server runs. */
  onNotice?: (notice: ProjectNotice) => void;
  /** Told once, in a sentence, that the dev server does not listen yet. */
  onWaiting?: (sentence: string) => void;
}

/** The server of a widget package, and what there is to say of it. */
export interface ProjectServer {
  server: Server;
  /** The package's name. */
  name: string;
  /** What answers requests at present. */
  readonly mode: 'offline' | 'live';
  /** Whether it answers Desk's routes. */
  readonly desk: boolean;
  /** Sentences for the widget's author. */
  readonly notes: readonly string[];
  /** The dev server that serves the widget's files, for `listen()`. Absent for a folder. */
  source?: ProxySource;
  /** Stops watching, and closes connections to upstreams and to a dev server. */
  close(): void;
}

/**
 * Makes the server of a folder: reads its manifest and configuration, joins backend, widget files and
 * host page, and takes changed files into use while it runs.
 *
 * @param folder or the address of a dev server on this machine that serves the widget; the
 *   configuration is then the current folder's
 * @throws PackageError where the folder is no widget package, or the dev server does not answer
 * @throws ZfappsError `invalid_config` where the configuration is wrong
 * @throws DatabaseError where `ZFAPPS_DATABASE` names a database that cannot be used
 */
export async function createProjectServer(
  folder: string,
  options: ProjectServerOptions = {},
): Promise<ProjectServer> {
  const since = Date.now();
  const { watch: watches = true, filesElsewhere = isAddress(folder), onNotice = () => {} } = options;
  const served = isAddress(folder) ? await loadServedPackage(folder, options) : undefined;
  const widgets = served ?? (await loadWidgetPackage(folder, options));
  const home = widgets.folder;
  const location = served?.location ?? options.location;
  checkLocation(location, widgets.manifest.modules.widgets);
  const parts: ProjectParts = { widgets, configuration: await loadConfig(home) };

  const serving = createPartsServing({
    folder: home,
    stores: await openStores(home),
    mode: options.mode,
    notes: served?.notes ?? [],
    onEntry: options.onEntry,
    // SECURITY: what a widget requests must not be this server: its page holds the token.
    closedPorts: () => portsOf(server),
    onRecords: watches === false ? undefined : (problem) => reload.recordsAre(problem),
  });
  const start = serving.all(parts);
  let { mode, notes, desk } = start;
  const server: Server = createServer({
    ...start,
    files: served === undefined ? folderFiles(home) : async () => undefined,
    translations:
      served === undefined
        ? folderTranslations([home, ...(options.publicFolder === undefined ? [] : [options.publicFolder])])
        : servedTranslations(served.client),
    pageFiles,
    sdk: sdkFile,
    prelude: preludeFile,
    name: widgets.name,
    ...(location === undefined ? {} : { location }),
  });

  function update(changes: ServerChanges): void {
    const others = (changes.notes ?? []).filter((note) => !notes.includes(note));
    if (changes.mode !== undefined && changes.mode !== mode) others.unshift(MODE_NOTES[changes.mode]);
    for (const message of others) onNotice({ kind: 'note', message });
    mode = changes.mode ?? mode;
    notes = changes.notes ?? notes;
    desk = changes.desk ?? desk;
    server.update(changes);
  }

  let watch: ProjectWatch | undefined;
  const reload = createReload({
    parts,
    async readWidgets() {
      if (served === undefined) return readWidgetPackage(parts.widgets);
      return { ...parts.widgets, manifest: await served.readManifest() };
    },
    missingPages: filesElsewhere ? async () => [] : missingPages,
    loadConfiguration: (more) => loadConfig(home, more),
    serve: serving.changed,
    update,
    follow: (files, at) => watch?.follow(files, at),
    onNotice,
  });
  if (watches !== false) {
    watch = watchProject({
      folder: home,
      files: served === undefined && (watches === true || watches.files),
      onChanges(changes) {
        const [first, ...more] = changes.files;
        if (first !== undefined) server.fileChanged(first, ...more);
        void reload.take(changes);
      },
      onTrouble: (message) => update({ notes: [...notes, message] }),
    });
    watch.follow(parts.configuration.files, since);
  }

  return {
    server: served === undefined ? server : withFreshManifest(server, () => reload.take({ manifest: true })),
    name: widgets.name,
    get mode() {
      return mode;
    },
    get desk() {
      return !('off' in desk);
    },
    get notes() {
      return notes;
    },
    ...(served === undefined ? {} : { source: createProxy(served.client, () => portsOf(server)) }),
    close() {
      watch?.close();
      serving.close();
      served?.client.close();
    },
  };
}

const MODE_NOTES = {
  offline: 'The mode is offline now: mocks answer, and nothing leaves this machine.',
  live: 'The mode is live now: requests reach their upstreams.',
} as const;

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
