import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';

/** What earlier calls put into the environment, so that a reload may change it again. */
const loaded = new Map<string, string>();

/**
 * Reads `.env.local` of a folder into `process.env`. What the environment already has wins, as
 * everywhere; what an earlier call put there does not count.
 */
export async function loadEnvLocal(folder: string): Promise<void> {
  for (const [name, value] of loaded) {
    if (process.env[name] === value) delete process.env[name];
  }
  loaded.clear();
  for (const [name, value] of Object.entries(await readEnvLocal(folder))) {
    if (process.env[name] !== undefined || value === undefined) continue;
    process.env[name] = value;
    loaded.set(name, value);
  }
}

async function readEnvLocal(folder: string): Promise<NodeJS.Dict<string>> {
  const file = join(folder, '.env.local');
  try {
    return parseEnv((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT') return {};
    throw new ZfappsError('invalid_config', `${displayPath(file)} cannot be read (${code ?? cause}).`, {
      cause,
    });
  }
}
