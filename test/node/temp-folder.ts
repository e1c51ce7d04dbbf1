import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

const made: string[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** Makes a folder with these files, and removes it after the test. Objects become JSON. */
export async function tempFolder(files: Record<string, string | Uint8Array | object> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'zfapps-')));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    await writeFile(file, isRaw ? content : JSON.stringify(content, null, 2));
  }
  return folder;
}

/** The message of a rejection; fails where the work resolves. */
export async function failure(work: Promise<unknown>): Promise<Error & { code?: string; problem?: string }> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error('Nothing was thrown.');
}
