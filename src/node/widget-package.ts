import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { configProblems, implicitManifest, manifestSchema, pathText } from '../core/project/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import { findServedFile } from './folder-files.js';
import { readJson } from './read-json.js';
import type { Manifest, ManifestWidget } from '../core/project/index.js';
import type { JsonFile } from './read-json.js';

/** Why a folder or a dev server is no widget package. */
export type PackageProblem =
  | 'folder_missing'
  | 'server_silent'
  | 'manifest_broken'
  | 'manifest_invalid'
  | 'file_missing';

/** A folder, or a dev server, that is no widget package. Its code is `invalid_config`; `problem` tells the cases apart. */
export class PackageError extends ZfappsError {
  readonly problem: PackageProblem;

  constructor(problem: PackageProblem, message: string, options?: ErrorOptions) {
    super('invalid_config', message, options);
    this.problem = problem;
  }
}

/** A widget package on disk. */
export interface WidgetPackage {
  /** Absolute. */
  folder: string;
  manifest: Manifest;
  /** The folder's name. */
  name: string;
  /** Where the manifest is, absolute. Absent where the folder has none. */
  manifestFile?: string;
}

/**
 * Loads the manifest of a widget package, and checks that each widget's page is there. A folder
 * with `app/widget.html` and no manifest is a package with that one widget.
 *
 * @param options with `filesElsewhere`, pages need not be in the folder; with `widgetless`, there need be neither
 *   a widget nor a manifest, as for a Desk extension that is a server only
 * @throws PackageError
 */
export async function loadWidgetPackage(
  folder: string,
  { filesElsewhere = false, widgetless = false }: { filesElsewhere?: boolean; widgetless?: boolean } = {},
): Promise<WidgetPackage> {
  const home = resolve(folder);
  await checkFolder(home);
  const found = await readFolder(home, widgetless);
  if (filesElsewhere || widgetless) return found;
  const missing = await missingPages(found);
  if (missing.length > 0) throw new PackageError('file_missing', missing.join('\n'));
  return found;
}

/**
 * Reads a package anew. Whether its widgets' pages are there is asked of {@link missingPages}: while
 * files are renamed, they may come later.
 *
 * @throws PackageError where the manifest is not right, or is gone
 */
export async function readWidgetPackage({ folder, manifestFile }: WidgetPackage): Promise<WidgetPackage> {
  await checkFolder(folder);
  if (manifestFile !== undefined && (await kindOf(manifestFile)) === undefined) {
    throw new PackageError(
      'file_missing',
      `${displayPath(manifestFile)} is gone. What it said is still in use: bring it back, or start again without it.`,
    );
  }
  return readFolder(folder);
}

/** Gives a sentence for each widget of a package whose page is missing. */
export async function missingPages({ folder, manifest }: WidgetPackage): Promise<string[]> {
  const { widgets } = manifest.modules;
  const problems = await Promise.all(widgets.map((widget, index) => missingPage(folder, widget, index)));
  return problems.filter((problem) => problem !== undefined);
}

async function readFolder(folder: string, widgetless = false): Promise<WidgetPackage> {
  const name = basename(folder) || 'widget';
  const file = join(folder, 'plugin-manifest.json');
  if ((await kindOf(file)) === undefined)
    return { folder, name, manifest: await manifestOfNone(folder, widgetless) };
  const manifest = await checkManifest(() => readJson(file), widgetless);
  return { folder, name, manifest, manifestFile: file };
}

async function checkFolder(folder: string): Promise<void> {
  const kind = await kindOf(folder);
  if (kind === 'folder') return;
  const message =
    kind === undefined
      ? `The folder ${displayPath(folder)} does not exist.`
      : `${displayPath(folder)} is a file; name the folder that holds plugin-manifest.json.`;
  throw new PackageError('folder_missing', message);
}

async function manifestOfNone(folder: string, widgetless: boolean): Promise<Manifest> {
  if ((await findServedFile(folder, '/app/widget.html')) !== undefined) return implicitManifest();
  if (widgetless) return manifestSchema.parse({});
  throw new PackageError(
    'file_missing',
    `${displayPath(folder)} is no widget package: it has neither plugin-manifest.json nor app/widget.html. Name a folder that has one of them.`,
  );
}

/**
 * Checks a manifest, wherever it was read.
 *
 * @param widgetless whether it may declare no widget
 * @throws PackageError where it is no JSON, or not what it should be
 */
export async function checkManifest(
  read: () => JsonFile | Promise<JsonFile>,
  widgetless = false,
): Promise<Manifest> {
  let json: JsonFile;
  try {
    json = await read();
  } catch (error) {
    throw error instanceof ZfappsError
      ? new PackageError('manifest_broken', error.message, { cause: error })
      : error;
  }
  const result = manifestSchema.safeParse(json.value);
  if (!result.success) {
    const lines = configProblems(result.error).map(({ path, message }) => {
      const { line, column } = json.locate(path, 'value');
      return `${json.name}:${line}:${column} ${pathText(path)}: ${message}`.replace(' : ', ': ');
    });
    throw new PackageError('manifest_invalid', lines.join('\n'), { cause: result.error });
  }
  if (result.data.modules.widgets.length === 0 && !widgetless) {
    throw new PackageError(
      'manifest_invalid',
      `${json.name} declares no widget; add one to modules.widgets: { "location": "invoice.details.sidebar", "name": "…", "url": "/app/widget.html" }`,
    );
  }
  return result.data;
}

async function missingPage(
  folder: string,
  { name, url }: ManifestWidget,
  index: number,
): Promise<string | undefined> {
  const base = 'https://package.invalid';
  const { origin, pathname } = new URL(url, `${base}/`);
  if (origin !== base) return undefined; // Hosted elsewhere.
  const path = decoded(pathname);
  if (path !== undefined && (await findServedFile(folder, path)) !== undefined) return undefined;
  const file = join(folder, path ?? pathname);
  const exists = (await kindOf(file)) === 'file';
  const reason = exists
    ? `${displayPath(file)} is not served: a package holds plugin-manifest.json and app/ only`
    : `${displayPath(file)} does not exist`;
  return `plugin-manifest.json modules.widgets[${index}]: the widget "${name}" has the url ${JSON.stringify(url)}, and ${reason}.`;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not percent-encoded text: no file has such a name.
    return undefined;
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    // Missing or not reachable: for a package that is the same.
    return undefined;
  }
}
