import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchFolder } from '../../src/node/watch-folder.js';
import { watchProject } from '../../src/node/watch-project.js';
import { tempFolder } from './temp-folder.js';

/** What the system says when it is asked to watch; undefined: it watches. */
const system = vi.hoisted(() => ({
  refuses: undefined as string | undefined,
  type: undefined as number | undefined,
}));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return {
    ...fs,
    watch(...args: Parameters<typeof fs.watch>) {
      if (system.refuses === undefined) return fs.watch(...args);
      throw Object.assign(new Error(`${system.refuses}: no`), { code: system.refuses });
    },
    statfsSync(path: string) {
      return system.type === undefined ? fs.statfsSync(path) : { type: system.type };
    },
  };
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
  system.refuses = undefined;
  system.type = undefined;
});

/** A watched folder, and what is told of it, one entry at a time. */
async function watched(folder: string) {
  const told: string[] = [];
  const troubles: unknown[] = [];
  const end = watchFolder(folder, {
    onEntry: (name) => told.push(name),
    onTrouble: ({ code }) => troubles.push(code),
  });
  onTestFinished(end);
  return {
    troubles,
    told,
    async until(name: string) {
      while (!told.includes(name)) await pass();
      told.length = 0;
    },
  };
}

/** Lets the next look come at once. What it reads, it reads in its own time. */
async function pass(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
  await new Promise((resolve) => setImmediate(resolve));
}

/** Writes a file until that is told: the first look has nothing to compare with. */
async function writeUntil(file: string, isTold: () => boolean): Promise<void> {
  for (let n = 0; !isTold(); n += 1) {
    if (n % 100 === 0) await writeFile(file, String(n));
    await pass();
  }
}

describe('a system that does not tell of changes', () => {
  it.each(['ENOSPC', 'EMFILE', 'ENOSYS'])('for %s is asked for them once a second', async (code) => {
    system.refuses = code;
    const folder = await tempFolder({ 'a.txt': '1', 'sub/b.txt': '' });
    const { troubles, told, until } = await watched(folder);
    await writeUntil(join(folder, 'a.txt'), () => told.includes('a.txt'));
    await writeFile(join(folder, 'new.txt'), '');
    await until('new.txt');
    await rename(join(folder, 'new.txt'), join(folder, 'newer.txt'));
    await until('newer.txt');
    expect(troubles).toEqual([code]);
  });

  // What Linux calls the file systems of a Windows disk in WSL and of a host's folder in Docker.
  it.each([
    ['9P', 0x01021997],
    ['FUSE', 0x65735546],
  ])('for a disk of another machine (%s) is asked too, without a word', async (_, type) => {
    system.type = type;
    const folder = await tempFolder({ 'a.txt': '1' });
    const { troubles, told } = await watched(folder);
    await writeUntil(join(folder, 'a.txt'), () => told.includes('a.txt'));
    expect(troubles).toEqual([]);
  });

  it('for a whole package: it says so once, how to mend it, and still tells what changes', async () => {
    system.refuses = 'ENOSPC';
    const folder = await tempFolder({ 'plugin-manifest.json': '{}', 'app/css/a.css': '', 'mocks/m.ts': '' });
    const troubles: string[] = [];
    const told = new Set<string>();
    const watch = watchProject({
      folder,
      files: true,
      onChanges({ manifest, files }) {
        for (const name of [...files, ...(manifest ? ['manifest'] : [])]) told.add(name);
      },
      onTrouble: (message) => troubles.push(message),
    });
    onTestFinished(() => watch.close());
    watch.follow({ configuration: [join(folder, 'mocks/m.ts')], records: [] }, Date.now());
    await writeUntil(join(folder, 'app/css/a.css'), () => told.has('/app/css/a.css'));
    await writeUntil(join(folder, 'plugin-manifest.json'), () => told.has('manifest'));
    expect(troubles).toEqual([expect.stringMatching(/ENOSPC.*sysctl fs\.inotify\.max_user_watches=/)]);
  });
});

describe('a folder that is not there', () => {
  it('is told by an empty name, and is no trouble', async () => {
    const { until, troubles } = await watched(join(await tempFolder(), 'gone'));
    await until('');
    expect(troubles).toEqual([]);
  });

  it('any more is told so too', async () => {
    const folder = await tempFolder({ 'sub/a.txt': '' });
    const { until } = await watched(join(folder, 'sub'));
    await rm(join(folder, 'sub'), { recursive: true });
    await until('');
  });

  it('is not taken for an entry of its own name', async () => {
    const folder = join(await tempFolder(), 'app');
    await mkdir(folder);
    const { until } = await watched(folder);
    await writeFile(join(folder, 'app'), '');
    await until('app');
  });
});
