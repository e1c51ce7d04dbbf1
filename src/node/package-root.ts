import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, whether it runs from its sources or as it was built. */
const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The version of this package. */
export const packageVersion: string = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).version;

/** A path below `dist`. */
export function built(...segments: string[]): string {
  return join(packageRoot, 'dist', ...segments);
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('zfapps-shim lacks its package.json.');
  return findRoot(parent);
}
