import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SamplesError } from './samples-error.js';

/** What the script was asked for. Both folders are absolute. */
export interface SamplesArguments {
  /** Where widget packages are looked for. */
  folder: string;
  /** Where screenshots go, if that was said. */
  out?: string;
}

const USAGE = `Usage: npm run samples -- DIR [--out FOLDER]
  DIR           a folder that holds widget packages: folders with a plugin-manifest.json
  --out FOLDER  where the screenshots go; default: a new folder among the temporary files`;

/**
 * Reads the command line.
 *
 * @param base what relative folders are relative to
 * @throws SamplesError with the usage
 */
export function readArguments(args: readonly string[], base: string): SamplesArguments {
  const { values, positionals } = parsed(args);
  const [folder, further] = positionals;
  if (folder === undefined || folder === '')
    throw new SamplesError(`Which folder? None was named.\n\n${USAGE}`);
  if (further !== undefined)
    throw new SamplesError(`One folder at a time: ${further} is a second.\n\n${USAGE}`);
  const { out } = values;
  return { folder: resolve(base, folder), ...(out === undefined ? {} : { out: resolve(base, out) }) };
}

/** Makes the folder of the screenshots. */
export async function screenshotFolder({ out }: SamplesArguments): Promise<string> {
  if (out === undefined) return mkdtemp(join(tmpdir(), 'zfapps-samples-'));
  await mkdir(out, { recursive: true });
  return out;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { out: { type: 'string' } } });
  } catch (error) {
    throw new SamplesError(`${(error as Error).message}\n\n${USAGE}`);
  }
}
