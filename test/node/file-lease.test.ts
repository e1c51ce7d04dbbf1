import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileStore } from '../../src/node/file-store.js';
import { failure, tempFolder } from './temp-folder.js';

// Whoever has read how things stand makes the folder, and then the change by a link: tests hold them up there.
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>();
  return { ...original, mkdir: vi.fn(original.mkdir), link: vi.fn(original.link) };
});
const { mkdir, link } = await vi.importActual<typeof import('node:fs/promises')>('node:fs/promises');
const mocked = { mkdir: vi.mocked(fs.mkdir), link: vi.mocked(fs.link) };

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => {
  vi.useRealTimers();
  mocked.mkdir.mockReset().mockImplementation(mkdir);
  mocked.link.mockReset().mockImplementation(link);
});

/** Stores that share a folder as processes do: none knows of the others' calls. */
async function sharing() {
  const folder = join(await tempFolder(), 'state');
  const own = () => {
    const store = fileStore({ folder });
    return {
      lease: (owner: string, ms = 1_000) => store.lease('area', 'key', owner, ms),
      release: (owner: string) => store.release('area', 'key', owner),
    };
  };
  return { folder, own };
}

async function leasesIn(folder: string): Promise<string> {
  const [area = ''] = await readdir(folder);
  const [leases = ''] = await readdir(join(folder, area));
  return join(folder, area, leases);
}

/** Holds up the next change of a lease: before its file is written, or before it gets its name. */
function suspendNext(before: 'mkdir' | 'link' = 'link') {
  let goOn = () => {};
  const going = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const held = async () => {
    reach();
    await going;
  };
  if (before === 'mkdir') mocked.mkdir.mockImplementationOnce((...args) => held().then(() => mkdir(...args)));
  else mocked.link.mockImplementationOnce((...args) => held().then(() => link(...args)));
  return { reached, goOn };
}

describe('a lease of a folder that is shared', () => {
  it('is taken by one of many', async () => {
    const { own } = await sharing();
    const taken = await Promise.all(Array.from({ length: 50 }, (_, n) => own().lease(`owner ${n}`)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is taken by one of many once it has run out', async () => {
    const { own } = await sharing();
    await own().lease('first');
    pass(1_000);
    const taken = await Promise.all(Array.from({ length: 50 }, (_, n) => own().lease(`owner ${n}`)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is not taken by one who saw that it ran out, when its owner prolongs it meanwhile', async () => {
    const { own } = await sharing();
    await own().lease('one');
    pass(1_000);
    const { reached, goOn } = suspendNext();
    const taken = own().lease('two');
    await reached;
    expect(await own().lease('one')).toBe(true);
    goOn();
    expect(await taken).toBe(false);
  });

  it.each([
    ['mkdir', 0],
    ['mkdir', 7],
    ['link', 0],
    ['link', 7],
  ] as const)('is not taken by one who slept before %s while it changed hands often, as it had %i times', async (call, before) => {
    const { own } = await sharing();
    for (let n = 0; n < before; n += 1) {
      await own().lease('before');
      await own().release('before');
    }
    const { reached, goOn } = suspendNext(call);
    const taken = own().lease('sleeper');
    await reached;
    for (let n = 0; n < 20; n += 1) {
      await own().lease('other');
      await own().release('other');
    }
    expect(await own().lease('one')).toBe(true);
    goOn();
    expect(await taken).toBe(false);
    expect(await own().lease('one')).toBe(true);
    expect(await own().lease('two')).toBe(false);
  });

  it('is not released by one who slept until another had it', async () => {
    const { own } = await sharing();
    await own().lease('sleeper');
    const { reached, goOn } = suspendNext();
    const released = own().release('sleeper');
    await reached;
    pass(1_000);
    expect(await own().lease('one')).toBe(true);
    goOn();
    await released;
    expect(await own().lease('two')).toBe(false);
  });

  it('is where there are no hard links, too', async () => {
    mocked.link.mockImplementation(() => Promise.reject(Object.assign(new Error(), { code: 'ENOTSUP' })));
    const { own } = await sharing();
    const taken = await Promise.all(Array.from({ length: 20 }, (_, n) => own().lease(`owner ${n}`)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    await own().release(`owner ${taken.indexOf(true)}`);
    expect(await own().lease('one')).toBe(true);
  });
});

describe('the files of a lease', () => {
  it('stay few', async () => {
    const { folder, own } = await sharing();
    for (let n = 0; n < 20; n += 1) {
      await own().lease('one');
      await own().release('one');
    }
    const names = await readdir(await leasesIn(folder));
    expect(names.length).toBeLessThan(10);
    expect(names.filter((name) => !name.endsWith('.lease'))).toEqual([]);
  });

  it('take with them what processes left that were killed', async () => {
    const { folder, own } = await sharing();
    await own().lease('one');
    const leases = await leasesIn(folder);
    const left = '2.6d1d4b4e-3c39-4f5c-8f1a-6b0f1c9c9d5e.tmp';
    await writeFile(join(leases, left), '{"owner":"killed"');
    for (let n = 0; n < 6; n += 1) await own().lease('one');
    expect(await readdir(leases)).not.toContain(left);
  });

  it.skipIf(process.platform === 'win32')('are their owner’s only', async () => {
    const { folder, own } = await sharing();
    await own().lease('one');
    const leases = await leasesIn(folder);
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    for (const made of [folder, join(leases, '..'), leases]) expect(await mode(made)).toBe('700');
    for (const name of await readdir(leases)) expect(await mode(join(leases, name))).toBe('600');
  });

  it.each([
    ['empty', ''],
    ['torn', '{"owner":"on'],
    ['null', 'null'],
    ['without a time', '{"owner":"one"}'],
  ])('hold for half a minute where one is %s', async (_, text) => {
    const { folder, own } = await sharing();
    await own().lease('one');
    const leases = await leasesIn(folder);
    const torn = join(leases, '2.lease');
    await writeFile(torn, text);
    await utimes(torn, Date.now() / 1_000, Math.floor(Date.now() / 1_000));
    pass(28_000);
    expect(await own().lease('two')).toBe(false);
    pass(2_000);
    expect(await own().lease('two')).toBe(true);
    expect(await own().lease('one')).toBe(false);
  });

  it('are named where they cannot be made', async () => {
    const folder = join(await tempFolder({ state: 'text' }), 'state');
    const error = await failure(fileStore({ folder }).lease('area', 'key', 'one', 1_000));
    expect(error.code).toBe('internal');
    expect(error.message).toMatch(/^.*state.*\.leases cannot be leased \(E\w+\)\.$/);
  });
});

/** A process of its own, with our TypeScript. */
function startProcess(script: string, ...args: string[]) {
  const path = (relative: string) => JSON.stringify(fileURLToPath(new URL(relative, import.meta.url)));
  const imports = `
    import { createJiti } from ${path('../../node_modules/jiti/lib/jiti.mjs')};
    const jiti = createJiti(${path('./file-lease.test.ts')}, { fsCache: false });
    const { fileStore } = await jiti.import(${path('../../src/node/file-store.ts')});
    const { withLease } = await jiti.import(${path('../../src/core/store/index.ts')});
    const [, folder, own] = process.argv;
    const store = fileStore({ folder });`;
  return spawn(process.execPath, ['--input-type=module', '-e', imports + script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('a lease among processes', () => {
  it('lets one of them work at a time', async () => {
    const { folder } = await sharing();
    const script = `
      for (let n = 0; n < 100; n += 1) {
        await withLease(store, 'area', 'counter', async () => {
          const count = (await store.get('area', 'counter')) ?? 0;
          await store.set('area', 'counter', count + 1);
        });
      }`;
    const ends = [1, 2].map(() => once(startProcess(script, folder), 'exit'));
    expect(await Promise.all(ends)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(await fileStore({ folder }).get('area', 'counter')).toBe(200);
  }, 60_000);

  it('lets many of them that never wait work one at a time', async () => {
    const { folder } = await sharing();
    const script = `
      for (let done = 0; done < 40; ) {
        if (!(await store.lease('area', 'counter', own, 60_000))) continue;
        const count = (await store.get('area', 'counter')) ?? 0;
        await store.set('area', 'counter', count + 1);
        await store.release('area', 'counter', own);
        done += 1;
      }`;
    const ends = ['a', 'b', 'c'].map((own) => once(startProcess(script, folder, own), 'exit'));
    for (const end of await Promise.all(ends)) expect(end).toEqual([0, null]);
    expect(await fileStore({ folder }).get('area', 'counter')).toBe(120);
  }, 60_000);

  it('ends by its time where its owner was killed', async () => {
    const { folder, own } = await sharing();
    const child = startProcess(
      `
      await withLease(store, 'area', 'key', () => {
        console.log('working');
        return new Promise((resolve) => setTimeout(resolve, 60_000));
      }, { holdMs: 20_000 });`,
      folder,
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    // The child has taken it a moment ago, by the clock that is not held.
    vi.useRealTimers();
    vi.useFakeTimers({ toFake: ['Date'] });
    expect(await own().lease('next')).toBe(false);
    pass(20_000);
    expect(await own().lease('next')).toBe(true);
  }, 60_000);
});
