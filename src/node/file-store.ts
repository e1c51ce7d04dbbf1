import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toStoredText } from '../core/store/index.js';
import { ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import { releaseFileLease, takeFileLease } from './file-lease.js';
import { readableName } from './readable-name.js';
import type { StateStore } from '../core/store/index.js';

/** Options of {@link fileStore}. */
export interface FileStoreOptions {
  /** The folder that holds the files. It is made when something is first stored. */
  folder: string;
}

/**
 * Makes a store in a folder: a file for each key, so that processes that share the folder keep each
 * other's keys. A file is written whole, beside its name, and then takes it: a process that is killed
 * leaves the former value or the new one, and its leases end by their time.
 *
 * Folders are made for their owner only (mode 0700), and so are files (0600): a second user of the
 * machine reads nothing. Windows has no such modes; there the user's own folder keeps others out.
 *
 * @example
 * const server = createServer({ backend, files, store: fileStore({ folder: './state' }) });
 */
export function fileStore({ folder }: FileStoreOptions): StateStore {
  const last = new Map<string, Promise<unknown>>();

  /** Does the writes of one file, or one folder of leases, one after another. */
  function inOrder<Value>(file: string, write: () => Promise<Value>): Promise<Value> {
    const before = last.get(file) ?? Promise.resolve();
    const own = before.catch(() => {}).then(write);
    last.set(file, own);
    const forget = () => {
      if (last.get(file) === own) last.delete(file);
    };
    own.then(forget, forget);
    return own;
  }

  return {
    async get(area, key) {
      const file = fileOf(folder, area, key);
      const stored = await readStored(file);
      return stored?.value;
    },
    async set(area, key, value) {
      const file = fileOf(folder, area, key);
      const text = `{"key":${JSON.stringify(key)},"value":${toStoredText(value)}}\n`;
      await inOrder(file, () => named('written', file, () => replaceFile(file, text)));
    },
    async delete(area, key) {
      const file = fileOf(folder, area, key);
      await inOrder(file, () => named('removed', file, () => rm(file, { force: true })));
    },
    async list(area) {
      const home = join(folder, readableName(area));
      const names = await named('read', home, () => readdir(home).catch(absent([])));
      const files = names.filter((name) => name.endsWith('.json')).map((name) => join(home, name));
      const stored = await Promise.all(files.map(readStored));
      // One that another process has just removed is not there.
      return stored.flatMap((one) => (one === undefined ? [] : [one.key])).sort();
    },
    async lease(area, key, owner, ms) {
      const home = leasesOf(folder, area, key);
      return inOrder(home, () => named('leased', home, () => takeFileLease(home, owner, ms)));
    },
    async release(area, key, owner) {
      const home = leasesOf(folder, area, key);
      await inOrder(home, () => named('released', home, () => releaseFileLease(home, owner)));
    },
  };
}

function fileOf(folder: string, area: string, key: string): string {
  return join(folder, readableName(area), nameOf(key));
}

/** The folder of a key's lease. It is none of the files that `list` reads. */
function leasesOf(folder: string, area: string, key: string): string {
  return join(folder, readableName(area), `${hashOf(key)}.leases`);
}

function nameOf(key: string): string {
  return `${hashOf(key)}.json`;
}

/** Of the key's JSON text, not of its bytes: half a surrogate pair has none of its own. */
function hashOf(key: string): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('hex');
}

/** What a file holds; undefined where there is none. */
async function readStored(file: string): Promise<{ key: string; value: unknown } | undefined> {
  const text = await named('read', file, () => readFile(file, 'utf8').catch(absent(undefined)));
  if (text === undefined) return undefined;
  const stored = parsed(text);
  if (stored !== undefined && file.endsWith(nameOf(stored.key))) return stored;
  throw new ZfappsError(
    'internal',
    `${displayPath(file)} is no file of this store, or is damaged. Move it away: what it held is then no longer stored.`,
  );
}

function parsed(text: string): { key: string; value: unknown } | undefined {
  try {
    const stored: unknown = JSON.parse(text);
    const isOne = typeof stored === 'object' && stored !== null && 'key' in stored && 'value' in stored;
    return isOne && typeof stored.key === 'string' ? { key: stored.key, value: stored.value } : undefined;
  } catch {
    // Torn, or of another program.
    return undefined;
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(dirname(file));
}

/** The new name lasts through a loss of power only once its folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows opens no folders, and some file systems sync none.
  }
}

function absent<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return instead;
    throw error;
  };
}

/** Errors of the system name the file in the way that other messages do. */
async function named<Value>(done: string, file: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (cause) {
    throw new ZfappsError('internal', `${displayPath(file)} cannot be ${done} (${codeOf(cause)}).`, {
      cause,
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error;
}
