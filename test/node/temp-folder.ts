import { afterEach } from 'vitest';
import { tempFolder as makeFolder } from '../support/temp-package.js';
import type { TempFolder } from '../support/temp-package.js';

const made: TempFolder[] = [];

afterEach(async () => {
  await Promise.all(made.splice(0).map((folder) => folder.remove()));
});

/** Makes a folder with these files, and removes it after the test. Objects become JSON. */
export async function tempFolder(...args: Parameters<typeof makeFolder>): Promise<string> {
  const folder = await makeFolder(...args);
  made.push(folder);
  return folder.path;
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
