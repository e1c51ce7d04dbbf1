import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from './temp-package.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');

/** npm hands its own settings to what it starts; the prefix among them would install into this repository. */
export const cleanEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$|^VITEST/.test(name)),
);

const runFile = promisify(execFile);

/** Runs a program in a folder to its end; rejects with its output where it fails. */
export function run(folder: string, program: string, ...args: string[]) {
  return runFile(program, args, { cwd: folder, env: cleanEnv, encoding: 'utf8' });
}

/** A project of somebody else, with this package installed as it would be published. */
export interface PackedProject {
  folder: string;
  /** What npm printed. */
  printed: string;
  remove(): Promise<void>;
}

/** @param packages what is installed beside it, as npm names it */
export async function packedProject(...packages: string[]): Promise<PackedProject> {
  const temp = await tempFolder();
  const folder = join(temp.path, 'project');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "name": "a-widget", "private": true, "type": "module" }');
  const packed = await run(REPOSITORY, 'npm', 'pack', '--json', '--pack-destination', temp.path);
  const [{ filename }] = JSON.parse(packed.stdout);
  const { stdout, stderr } = await run(
    folder,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    join(temp.path, filename),
    ...packages,
  );
  return { folder, printed: stdout + stderr, remove: () => temp.remove() };
}
