import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder, with its content. */
export async function filesIn(folder: string): Promise<[name: string, content: string][]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
    .sort();
  return Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as [string, string]),
  );
}

/** Every file and folder below a folder that is not its owner's alone, as `name mode`. Windows has no modes. */
export async function openToOthers(folder: string): Promise<string[]> {
  if (process.platform === 'win32') return [];
  const open: string[] = [];
  for (const one of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(one.parentPath, one.name);
    const mode = (await stat(path)).mode & 0o777;
    if (mode !== (one.isDirectory() ? 0o700 : 0o600))
      open.push(`${relative(folder, path)} ${mode.toString(8)}`);
  }
  return open.sort();
}
