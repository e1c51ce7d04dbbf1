import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { SamplesError } from './samples-error.js';

/** A folder with a `plugin-manifest.json`. */
export interface FoundPackage {
  /** Absolute. */
  folder: string;
  /** Its path below the folder that was searched. */
  name: string;
}

/**
 * Finds the widget packages in and below a folder, in the order of their names. Neither `node_modules`, nor
 * folders whose names begin with a dot, nor what lies in a package is searched.
 *
 * @throws SamplesError where the folder does not exist
 */
export async function findPackages(searched: string): Promise<FoundPackage[]> {
  const root = resolve(searched);
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => undefined,
  );
  if (isFolder === undefined) throw new SamplesError(`The folder ${root} does not exist.`);
  if (!isFolder) throw new SamplesError(`${root} is a file; name a folder that holds widget packages.`);
  return (await packagesIn(root)).map((folder) => ({
    folder,
    name: relative(root, folder) || basename(root),
  }));
}

async function packagesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.name === 'plugin-manifest.json' && !entry.isDirectory())) return [folder];
  const below = entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort((one, other) => one.localeCompare(other, 'en'));
  return (await Promise.all(below.map((name) => packagesIn(join(folder, name))))).flat();
}
