import { toRejection, ZfappsError } from '../core/protocol/index.js';
import { createProjectProblems } from './project-problems.js';
import { untilWritten } from './until-written.js';
import type { ServerChanges } from '../server/index.js';
import type { LoadConfigOptions, LoadConfigResult, ProjectFiles } from './load-config.js';
import type { ProblemTopic, ProjectNotice } from './project-problems.js';
import type { PartsServing, ProjectParts } from './serve-parts.js';
import type { ProjectChanges } from './watch-project.js';
import type { WidgetPackage } from './widget-package.js';

/** Options of {@link createReload}. */
export interface ReloadOptions {
  /** What is in use. A reload replaces its members. */
  parts: ProjectParts;
  /** Reads the package anew. Throws where its manifest is not right. */
  readWidgets(): Promise<WidgetPackage>;
  /** Gives a sentence for each widget whose page is missing. */
  missingPages(widgets: WidgetPackage): Promise<string[]>;
  /** Loads the configuration anew. Throws where it is not right. */
  loadConfiguration(options: LoadConfigOptions): Promise<LoadConfigResult>;
  /** Makes what the server needs of what is another. Throws where that cannot be. */
  serve: PartsServing['changed'];
  /** Hands changes to the server. */
  update(changes: ServerChanges): void;
  /** Watches other files than before. */
  follow(files: ProjectFiles, since: number): void;
  onNotice(notice: ProjectNotice): void;
}

/** Keeps a running project up to date. */
export interface ProjectReload {
  /** Takes what changed; resolves once it is in use, or is known to be wrong. Never rejects. */
  take(changes: Partial<ProjectChanges>): Promise<void>;
  /** Says what is wrong with the record files, as they were just read. */
  recordsAre(problem: string | undefined): void;
}

/** How long a configuration may take: one that awaits for ever must not keep the next from being loaded. */
const LONGEST_MS = 10_000;

/**
 * Makes what takes changes into use. Only what changed is read anew; what is wrong is told, and what
 * was in use stays so.
 */
export function createReload(options: ReloadOptions): ProjectReload {
  const { parts, serve, update, onNotice } = options;
  const problems = createProjectProblems(onNotice);
  let waiting: Partial<ProjectChanges> | undefined;
  let working: Promise<void> | undefined;

  async function attempt(topic: ProblemTopic, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      problems.set(topic, undefined);
    } catch (error) {
      problems.set(topic, toRejection(error).message);
    }
  }

  /** The manifest, in what the server then needs. */
  async function reloadWidgets(): Promise<ServerChanges> {
    let served: ServerChanges = {};
    await attempt('manifest', async () => {
      const widgets = await options.readWidgets();
      if (isSame(widgets.manifest, parts.widgets.manifest)) return;
      served = serve({ ...parts, widgets }, 'widgets');
      parts.widgets = widgets;
    });
    return served;
  }

  async function reloadConfiguration(): Promise<ServerChanges> {
    let served: ServerChanges = {};
    const since = Date.now();
    // While it is wrong, what mends it may also be a file of the one that is in use.
    const files = {
      configuration: new Set(parts.configuration.files.configuration),
      records: new Set(parts.configuration.files.records),
    };
    await attempt('configuration', async () => {
      const onFile = (file: string, kind: keyof ProjectFiles) => void files[kind].add(file);
      const configuration = await inTime(options.loadConfiguration({ onFile }));
      served = serve({ ...parts, configuration }, 'configuration');
      parts.configuration = configuration;
      problems.set('records', undefined);
    });
    options.follow(problems.has('configuration') ? files : parts.configuration.files, since);
    return served;
  }

  async function reloadRecords(): Promise<ServerChanges> {
    await attempt('records', async () => void (await parts.configuration.readRecords()));
    return serve(parts, 'records');
  }

  async function reload(changes: Partial<ProjectChanges>): Promise<void> {
    const former = problems.list();
    await untilWritten(wholeFiles(parts, changes));
    const served: ServerChanges = {};
    if (changes.manifest) Object.assign(served, await reloadWidgets());
    // A record file may be what is wrong with a configuration that is not in use.
    if (changes.configuration || (changes.records && problems.has('configuration')))
      Object.assign(served, await reloadConfiguration());
    if (changes.records) Object.assign(served, await reloadRecords());
    const missing = await options.missingPages(parts.widgets);
    problems.set('pages', missing.length === 0 ? undefined : missing.join('\n'));
    if (!isSame(problems.list(), former)) served.problems = problems.list();
    if (Object.keys(served).length > 0) update(served);
  }

  async function work(): Promise<void> {
    while (waiting !== undefined) {
      const changes = waiting;
      waiting = undefined;
      // What is left is a fault of ours; the next change is to be taken all the same.
      await reload(changes).catch((error: unknown) =>
        onNotice({ kind: 'problem', message: toRejection(error).message }),
      );
    }
    working = undefined;
  }

  return {
    take(changes) {
      waiting = merged(waiting, changes);
      working ??= work();
      return working;
    },
    recordsAre(problem) {
      if (problems.set('records', problem)) update({ problems: problems.list() });
    },
  };
}

/** Files that were there and are to be read whole. */
function wholeFiles({ widgets, configuration }: ProjectParts, changes: Partial<ProjectChanges>): string[] {
  const files = [
    changes.manifest ? widgets.manifestFile : undefined,
    changes.configuration ? configuration.file : undefined,
  ];
  return files.filter((file) => file !== undefined);
}

function merged(
  former: Partial<ProjectChanges> | undefined,
  changes: Partial<ProjectChanges>,
): Partial<ProjectChanges> {
  return {
    manifest: former?.manifest || changes.manifest || false,
    configuration: former?.configuration || changes.configuration || false,
    records: former?.records || changes.records || false,
  };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function inTime<Value>(loading: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const seconds = LONGEST_MS / 1_000;
      const message = `The configuration has not loaded within ${seconds} s: it, or what it imports, awaits something that does not come.`;
      reject(new ZfappsError('invalid_config', message));
    }, LONGEST_MS);
    timer.unref();
    loading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
