import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, relative, resolve, sep } from 'node:path';
import { CONFIG_NAMES } from './config-source.js';
import { createFolderWatches } from './folder-watches.js';
import { gather } from './gather.js';
import { watchTree } from './watch-tree.js';
import { troubleText } from './watch-trouble.js';
import type { ProjectFiles } from './load-config.js';
import type { EntryEvent } from './watch-folder.js';
import type { TreeWatch } from './watch-tree.js';

/** What changed of a widget package since it was told last. */
export interface ProjectChanges {
  /** `plugin-manifest.json` changed, came or went. */
  manifest: boolean;
  /** The configuration, `.env.local`, or a module of either or of the mocks did. */
  configuration: boolean;
  /** A record file did. */
  records: boolean;
  /** The URL paths of widget files that did; a folder stands for all that is in it. */
  files: string[];
}

/** Options of {@link watchProject}. */
export interface WatchProjectOptions {
  /** The package's folder, absolute. */
  folder: string;
  /** Whether the widget's files are watched too. */
  files: boolean;
  onChanges(changes: ProjectChanges): void;
  /** Told once of each reason why the system does not tell of changes, in words. */
  onTrouble(message: string): void;
}

/** A watched project. */
export interface ProjectWatch {
  /**
   * Watches these files in the place of those named before.
   *
   * @param since when reading them began, in milliseconds since the epoch: what changed after that is told
   */
  follow(files: Readonly<Record<keyof ProjectFiles, Iterable<string>>>, since: number): void;
  /** Resolves once every folder below `app/` is watched. */
  readonly ready: Promise<void>;
  close(): void;
}

/**
 * Watches a widget package on disk: what is in `app/`, the manifest, and the files that it is told to
 * follow. Folders that go away and come back are found again. It does not hold the process open.
 */
export function watchProject({ folder, files, onChanges, onTrouble }: WatchProjectOptions): ProjectWatch {
  const manifest = join(folder, 'plugin-manifest.json');
  const app = join(folder, 'app');
  const named = [...CONFIG_NAMES, '.env.local'].map((name) => join(folder, name));
  let configuration: readonly string[] = named;
  let records: readonly string[] = [];
  let tree: TreeWatch | undefined;
  let closed = false;

  const batches = gather<string>((paths) => void deliver(paths));
  const trouble = tellOnce((error) => onTrouble(troubleText(error, folder)));
  const folders = createFolderWatches({ onPath: note, onTrouble: trouble });

  const followed = () => [manifest, ...configuration, ...records];
  const isInApp = (path: string) => path.startsWith(app + sep);
  const appPlaces = () => (files ? [app, linked(app)] : []);

  function note(path: string, event: EntryEvent): void {
    const isOne = followed().some((file) => standsFor(file, path));
    // A folder is also written when something in it comes or goes, which says nothing of itself.
    const leadsToOne = () => [...followed(), ...appPlaces()].some((file) => isWithin(file, path));
    if (isOne || (event === 'rename' && leadsToOne())) batches.add(path);
  }

  /** Watches what there is to watch now. */
  function look(): string[] {
    return folders.watch([folder, ...[...followed(), ...appPlaces()].map((file) => dirname(file))]);
  }

  function lookIntoApp(): void {
    tree?.end();
    if (files) tree = watchTree(app, { onPath: batches.add, onTrouble: trouble });
  }

  async function deliver(batch: Set<string>): Promise<void> {
    // A folder that came, or came back, may hold anything.
    const paths = [...batch, ...look()];
    const leads = (file: string) => paths.some((path) => isWithin(file, path));
    const changed = (file: string) => leads(file) || paths.some((path) => standsFor(file, path));
    const whole = appPlaces().some(leads);
    if (whole) lookIntoApp();
    const changes: ProjectChanges = {
      manifest: changed(manifest),
      configuration: configuration.some(changed),
      records: records.some(changed),
      files: whole ? ['/app'] : paths.filter(isInApp).map((path) => urlPath(folder, path)),
    };
    // What is written until app/ is watched again is told with it.
    if (whole) await tree?.ready;
    const isAny = changes.manifest || changes.configuration || changes.records || changes.files.length > 0;
    if (isAny && !closed) onChanges(changes);
  }

  look();
  lookIntoApp();
  return {
    follow(next, since) {
      if (closed) return;
      configuration = [...new Set([...named, ...next.configuration])];
      records = [...next.records];
      look();
      for (const file of [manifest, ...configuration, ...records])
        if (changedSince(file, since)) batches.add(file);
    },
    get ready() {
      return tree?.ready ?? Promise.resolve();
    },
    close() {
      closed = true;
      batches.close();
      folders.close();
      tree?.end();
    },
  };
}

/** Whether a path is a file that is followed: the file itself, or, where that has no extension, with one. */
function standsFor(file: string, path: string): boolean {
  return path === file || (extname(file) === '' && path.startsWith(`${file}.`));
}

/** Whether a file is a folder or in it. */
function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Where a link leads, as far as it does; other paths lead to themselves. */
function linked(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return resolve(dirname(path), readlinkSync(path));
    } catch {
      // Not there at all.
      return path;
    }
  }
}

function changedSince(file: string, since: number): boolean {
  // Files have times in fractions of what `Date.now()` counts.
  return Math.floor(statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? 0) > since;
}

function urlPath(folder: string, path: string): string {
  return `/${relative(folder, path).split(sep).join('/')}`;
}

function tellOnce(tell: (error: NodeJS.ErrnoException) => void): (error: NodeJS.ErrnoException) => void {
  const told = new Set<string | undefined>();
  return (error) => {
    if (told.has(error.code)) return;
    told.add(error.code);
    tell(error);
  };
}
