import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fileStore } from '../../src/node/file-store.js';
import { describeStateStore } from '../core/store/state-store-contract.js';
import { failure, tempFolder } from './temp-folder.js';

describeStateStore('fileStore', async () => fileStore({ folder: join(await tempFolder(), 'state') }));

/** The one file of a store. */
async function onlyFile(folder: string): Promise<string> {
  const [area = ''] = await readdir(folder);
  const names = await readdir(join(folder, area));
  expect(names).toHaveLength(1);
  return join(folder, area, names[0] ?? '');
}

async function stored(value: unknown = 'secret'): Promise<{ folder: string; file: string }> {
  const folder = join(await tempFolder(), 'deep', 'state');
  await fileStore({ folder }).set('store:10234695', 'key', value);
  return { folder, file: await onlyFile(folder) };
}

describe('the files of a store', () => {
  it('are made when something is stored, and not before', async () => {
    const home = await tempFolder();
    const store = fileStore({ folder: join(home, 'state') });
    await store.get('area', 'key');
    await store.list('area');
    await store.delete('area', 'key');
    expect(await readdir(home)).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('are their owner’s only', async () => {
    const { folder, file } = await stored();
    for (const made of [folder, join(folder, '..'), join(file, '..')])
      expect(((await stat(made)).mode & 0o777).toString(8)).toBe('700');
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('hold key and value, in a folder that names the area', async () => {
    const { folder, file } = await stored({ a: 1 });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ key: 'key', value: { a: 1 } });
    expect((await readdir(folder))[0]).toMatch(/^store-10234695-[0-9a-f]{16}$/);
  });

  it('are read by another store on the same folder', async () => {
    const { folder } = await stored({ a: 1 });
    expect(await fileStore({ folder }).get('store:10234695', 'key')).toEqual({ a: 1 });
    expect(await fileStore({ folder }).list('store:10234695')).toEqual(['key']);
  });

  it('leave no other files behind', async () => {
    const { folder } = await stored();
    const store = fileStore({ folder });
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.set('store:10234695', 'key', n)));
    await onlyFile(folder);
  });
});

describe('a file that is not right is named', () => {
  it.each([
    ['torn', '{"key":"key","val'],
    ['empty', ''],
    ['of another program', '{"name":"x"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['of another key', '{"key":"other","value":1}'],
    ['with a key that is none', '{"key":7,"value":1}'],
  ])('%s', async (_, text) => {
    const { folder, file } = await stored();
    await writeFile(file, text);
    const store = fileStore({ folder });
    for (const work of [store.get('store:10234695', 'key'), store.list('store:10234695')]) {
      const error = await failure(work);
      expect(error.code).toBe('internal');
      expect(error.message).toContain(file);
      expect(error.message).toMatch(/is no file of this store, or is damaged\. Move it away/);
    }
    await store.set('store:10234695', 'key', 'new');
    expect(await store.get('store:10234695', 'key')).toBe('new');
  });

  it('a folder in its place', async () => {
    const folder = await tempFolder();
    const first = fileStore({ folder });
    await first.set('area', 'key', 1);
    const file = await onlyFile(folder);
    await first.delete('area', 'key');
    await mkdir(file);
    expect((await failure(first.get('area', 'key'))).message).toBe(`${file} cannot be read (EISDIR).`);
    expect((await failure(first.set('area', 'key', 2))).message).toContain(file);
    expect(await readdir(join(file, '..'))).toHaveLength(1);
  });

  it('a file in the place of the folder', async () => {
    const folder = join(await tempFolder({ state: 'text' }), 'state');
    const error = await failure(fileStore({ folder }).set('area', 'key', 1));
    expect(error.code).toBe('internal');
    expect(error.message).toContain(folder);
  });

  // Root may write anywhere.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a folder that may not be written',
    async () => {
      const folder = await tempFolder();
      await chmod(folder, 0o500);
      const error = await failure(fileStore({ folder }).set('area', 'key', 1));
      expect(error.message).toMatch(/cannot be written \(EACCES\)/);
    },
  );
});

describe('processes on one folder', () => {
  it('keep each other’s keys, and leave whole values', async () => {
    const folder = await tempFolder();
    const path = (relative: string) => JSON.stringify(fileURLToPath(new URL(relative, import.meta.url)));
    // A process of its own, which Vite gives our TypeScript.
    const script = `
      import { createServer } from ${path('../../node_modules/vite/dist/node/index.js')};
      const vite = await createServer({
        configFile: false,
        logLevel: 'silent',
        appType: 'custom',
        optimizeDeps: { noDiscovery: true },
        server: { middlewareMode: true, ws: false, hmr: false, watch: null },
      });
      const { fileStore } = await vite.ssrLoadModule(${path('../../src/node/file-store.ts')});
      const [, folder, own] = process.argv;
      const store = fileStore({ folder });
      for (let n = 0; n < 40; n += 1) {
        const shared = store.set('area', 'shared', { own, fill: own.repeat(5000) });
        await Promise.all([store.set('area', own + n, n), shared]);
      }
      await vite.close();`;
    const ends = ['a', 'b'].map((own) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder, own], {
        stdio: 'inherit',
      });
      return once(child, 'exit');
    });
    expect(await Promise.all(ends)).toEqual([
      [0, null],
      [0, null],
    ]);
    const store = fileStore({ folder });
    expect(await store.list('area')).toHaveLength(81);
    const shared = (await store.get('area', 'shared')) as { own: string; fill: string };
    expect(shared.fill).toBe(shared.own.repeat(5_000));
  }, 60_000);
});
