import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.js';
import type { PackageFile } from './package-file.js';

/** Finds the folder of a package. Rejects with an Error that says why there is none. */
export type PackageStore = (wanted: Pick<PackageFile, 'name' | 'version'>) => Promise<string>;

/** Where packages come from. */
export interface PackageStoreOptions {
  /** A `node_modules` whose packages are taken where they have the version. */
  installed: string;
  /** What was fetched is kept here, a folder for each `name@version`, until somebody removes it. */
  cache: string;
  /** Fetches a package and extracts it into an empty folder. Default: by npm and tar. */
  fetchPackage?: (spec: string, into: string) => Promise<void>;
}

/** Finds packages among the installed ones, in the cache, or in the registry; each is looked for once. */
export function createPackageStore({
  installed,
  cache,
  fetchPackage = fetchFromRegistry,
}: PackageStoreOptions): PackageStore {
  const found = new Map<string, Promise<string>>();
  return ({ name, version }) => {
    const spec = `${name}@${version}`;
    const folder = found.get(spec) ?? find(name, version);
    found.set(spec, folder);
    return folder;
  };

  async function find(name: string, version: string): Promise<string> {
    const own = join(installed, name);
    if (await isVersion(own, version)) return own;
    const spec = `${name}@${version}`;
    const kept = join(cache, spec.replaceAll('/', '+'));
    if ((await versionOf(kept)) === undefined) await keep(spec, kept);
    return kept;
  }

  /** Fetches into a folder beside and renames it: whoever looks sees a whole package or none. */
  async function keep(spec: string, kept: string): Promise<void> {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(join(cache, '.fetching-'));
    try {
      await fetchPackage(spec, fresh);
      await rename(fresh, kept);
    } catch (error) {
      // Another run may have been faster.
      if ((await versionOf(kept)) === undefined) throw error;
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
}

/** An installed `3.6.0` is what `3.6.0`, `3.6` and `3` ask for. Nobody knows here what `latest` is. */
async function isVersion(folder: string, wanted: string): Promise<boolean> {
  const version = await versionOf(folder);
  return version === wanted || (/^\d/.test(wanted) && version?.startsWith(`${wanted}.`) === true);
}

async function versionOf(folder: string): Promise<string | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
  } catch {
    // Not there, or no package: it has no version.
    return undefined;
  }
}

/** npm tries for more than a minute where there is no registry. */
const FEW_RETRIES = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=2000'];

async function fetchFromRegistry(spec: string, into: string): Promise<void> {
  // SECURITY: a package's scripts never run: it is fetched and unpacked, not installed.
  await runTool('npm', ['pack', spec, '--ignore-scripts', '--pack-destination', into, ...FEW_RETRIES]);
  const tarball = (await readdir(into)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`npm pack ${spec} left no tarball`);
  await runTool('tar', ['-xzf', join(into, tarball), '-C', into, '--strip-components=1']);
  await rm(join(into, tarball));
}
