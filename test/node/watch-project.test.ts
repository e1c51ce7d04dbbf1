import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchProject } from '../../src/node/watch-project.js';
import { tempFolder } from './temp-folder.js';
import type { ProjectChanges } from '../../src/node/watch-project.js';

const NOTHING: ProjectChanges = { manifest: false, configuration: false, records: false, files: [] };

/** A watched folder, and the batches of changes that it tells, one at a time. */
async function watched(
  folder: string,
  { files = true, ...followed }: { files?: boolean; configuration?: string[]; records?: string[] } = {},
) {
  const batches: ProjectChanges[] = [];
  const troubles: string[] = [];
  let wake = () => {};
  const watch = watchProject({
    folder,
    files,
    onChanges(changes) {
      batches.push(changes);
      wake();
    },
    onTrouble: (message) => troubles.push(message),
  });
  onTestFinished(() => watch.close());
  watch.follow({ configuration: [], records: [], ...followed }, Date.now());
  await watch.ready;
  async function next(): Promise<ProjectChanges> {
    while (batches.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return batches.shift() as ProjectChanges;
  }
  return {
    watch,
    troubles,
    next,
    /**
     * Writes a file until that is told. Where its folder has just come, what is written may be told with
     * the folder, as a whole.
     */
    async toldOf(path: string): Promise<void> {
      for (let n = 0; ; n += 1) {
        await writeFile(join(folder, path), `written ${n}`);
        if ((await next()).files.includes(`/${path}`)) return;
      }
    },
    /** Reads on until a batch is as expected. */
    async until(fits: (changes: ProjectChanges) => boolean): Promise<ProjectChanges> {
      for (;;) {
        const changes = await next();
        if (fits(changes)) return changes;
      }
    },
  };
}

const PACKAGE = {
  'plugin-manifest.json': '{}',
  'app/widget.html': '<p></p>',
  'app/css/deep/a.css': '',
};

async function makePackage(more: Record<string, string> = {}) {
  return tempFolder({ ...PACKAGE, ...more });
}

describe('of a package it tells', () => {
  it.each([
    ['a changed page', 'app/widget.html', { files: ['/app/widget.html'] }],
    ['a file deep in app', 'app/css/deep/a.css', { files: ['/app/css/deep/a.css'] }],
    ['a new file', 'app/new.js', { files: ['/app/new.js'] }],
    ['the manifest', 'plugin-manifest.json', { manifest: true }],
    ['a configuration that comes', 'zfapps.config.ts', { configuration: true }],
    ['one of another kind', 'zfapps.config.json', { configuration: true }],
    ['.env.local', '.env.local', { configuration: true }],
    ['a module that is followed', 'mocks/db.ts', { configuration: true }],
    ['a module that was missing', 'mocks/gone.ts', { configuration: true }],
    ['a record file', 'data/invoice.json', { records: true }],
  ])('%s', async (_, file, changes) => {
    const folder = await makePackage({ 'mocks/db.ts': '', 'data/invoice.json': '{}' });
    const { next } = await watched(folder, {
      configuration: [join(folder, 'mocks/db.ts'), join(folder, 'mocks/gone')],
      records: [join(folder, 'data/invoice.json')],
    });
    await writeFile(join(folder, file), '{ }');
    expect(await next()).toEqual({ ...NOTHING, ...changes });
  });

  it('nothing of other files, dotfiles and installed packages', async () => {
    const folder = await makePackage({
      'src/main.ts': '',
      'mocks/db.ts': '',
      'app/node_modules/x/i.js': '',
      'node_modules/y/i.js': '',
    });
    const { next } = await watched(folder, { configuration: [join(folder, 'mocks/db.ts')] });
    for (const file of [
      'README.md',
      'package.json',
      'src/main.ts',
      'mocks/other.ts',
      'mocks/db.ts~',
      'app/.widget.html.swp',
      'app/node_modules/x/i.js',
      'node_modules/y/i.js',
    ])
      await writeFile(join(folder, file), 'x');
    await writeFile(join(folder, 'app/widget.html'), 'x');
    expect(await next()).toEqual({ ...NOTHING, files: ['/app/widget.html'] });
  });

  it('nothing of the widget where that is told by somebody else', async () => {
    const folder = await makePackage();
    const { next } = await watched(folder, { files: false });
    await writeFile(join(folder, 'app/widget.html'), 'x');
    await writeFile(join(folder, 'plugin-manifest.json'), '{ }');
    expect(await next()).toEqual({ ...NOTHING, manifest: true });
  });

  it('what is outside the folder and followed, and its coming', async () => {
    const folder = await makePackage();
    const outside = await tempFolder({ 'shared.ts': '' });
    const { next } = await watched(folder, {
      configuration: [join(outside, 'shared.ts')],
      records: [join(outside, 'not/yet/invoice.json')],
    });
    await writeFile(join(outside, 'shared.ts'), 'x');
    expect(await next()).toEqual({ ...NOTHING, configuration: true });
    await mkdir(join(outside, 'not/yet'), { recursive: true });
    expect(await next()).toEqual({ ...NOTHING, records: true });
    await writeFile(join(outside, 'not/yet/invoice.json'), '{}');
    expect(await next()).toEqual({ ...NOTHING, records: true });
  });

  it('what changed while it was read', async () => {
    const folder = await makePackage({ 'mocks.ts': '' });
    const { watch, next } = await watched(folder);
    watch.follow({ configuration: [join(folder, 'mocks.ts')], records: [] }, 0);
    // The manifest too: everything changed after the epoch began.
    expect(await next()).toEqual({ ...NOTHING, manifest: true, configuration: true });
  });
});

describe('however an editor saves', () => {
  it('in several steps: one change', async () => {
    const folder = await makePackage();
    const { next } = await watched(folder);
    const file = join(folder, 'plugin-manifest.json');
    await writeFile(file, '');
    await writeFile(file, '{ "a"');
    await writeFile(file, '{ "a": 1 }');
    await writeFile(join(folder, 'app/widget.html'), 'x');
    expect(await next()).toEqual({ ...NOTHING, manifest: true, files: ['/app/widget.html'] });
  });

  it('by renaming, again and again', async () => {
    const folder = await makePackage();
    const { until } = await watched(folder);
    for (let round = 0; round < 20; round += 1) {
      const name = round % 2 === 0 ? 'app/css/deep/a.css' : 'plugin-manifest.json';
      for (let step = 0; step <= round % 3; step += 1) {
        await writeFile(join(folder, `${name}.tmp${step}`), String(round));
        await rename(join(folder, `${name}.tmp${step}`), join(folder, name));
      }
      await until(({ manifest, files }) =>
        round % 2 === 0 ? files.includes('/app/css/deep/a.css') : manifest,
      );
    }
  });

  it('by moving the old file away first', async () => {
    const folder = await makePackage({ 'zfapps.config.ts': '' });
    const { next } = await watched(folder);
    await rename(join(folder, 'zfapps.config.ts'), join(folder, 'zfapps.config.ts~'));
    await writeFile(join(folder, 'zfapps.config.ts'), 'x');
    expect(await next()).toEqual({ ...NOTHING, configuration: true });
    await rm(join(folder, 'zfapps.config.ts'));
    expect(await next()).toEqual({ ...NOTHING, configuration: true });
  });
});

describe('folders', () => {
  it('that come are watched with all below them', async () => {
    const folder = await makePackage();
    const { until, toldOf } = await watched(folder);
    await mkdir(join(folder, 'app/a/b/c'), { recursive: true });
    await until(({ files }) => files.includes('/app/a'));
    await toldOf('app/a/b/c/late.js');
  });

  it('that go stand for what was in them, and are watched when they are back', async () => {
    const folder = await makePackage();
    const { until, toldOf } = await watched(folder);
    for (let round = 0; round < 3; round += 1) {
      await rm(join(folder, 'app/css'), { recursive: true });
      await mkdir(join(folder, 'app/css'));
      await until(({ files }) => files.includes('/app/css') || files.includes('/app/css/deep'));
      await toldOf('app/css/b.css');
      await mkdir(join(folder, 'app/css/deep'));
      await toldOf('app/css/deep/a.css');
    }
  });

  it('app itself may go and come back', async () => {
    const folder = await makePackage();
    const { until, toldOf } = await watched(folder);
    for (let round = 0; round < 3; round += 1) {
      await rm(join(folder, 'app'), { recursive: true });
      await mkdir(join(folder, 'app'));
      await until(({ files }) => files.includes('/app'));
      await toldOf('app/widget.html');
    }
  });

  it('the package itself may go and come back', async () => {
    const folder = await makePackage({ 'mocks.ts': '' });
    const { until, toldOf } = await watched(folder, { configuration: [join(folder, 'mocks.ts')] });
    const isWhole = ({ manifest, configuration, files }: ProjectChanges) =>
      manifest && configuration && files.includes('/app');
    for (const away of [`${folder}-1`, `${folder}-2`]) {
      await rename(folder, away);
      await until(isWhole);
      await rename(away, folder);
      await until(isWhole);
      await writeFile(join(folder, 'mocks.ts'), away);
      await until(({ configuration }) => configuration);
      await toldOf('app/css/deep/a.css');
    }
  });
});

describe('links', () => {
  async function linkedPackage() {
    const folder = await tempFolder({
      'plugin-manifest.json': '{}',
      'one/w.html': '',
      'two/w.html': '',
      'two/x/y.js': '',
    });
    await symlink('one', join(folder, 'app'));
    return folder;
  }

  it('app may be one: its files are told by their addresses', async () => {
    const folder = await linkedPackage();
    const { next } = await watched(folder);
    await writeFile(join(folder, 'one/w.html'), 'x');
    expect(await next()).toEqual({ ...NOTHING, files: ['/app/w.html'] });
  });

  it('that are pointed elsewhere are followed', async () => {
    const folder = await linkedPackage();
    const { next, until } = await watched(folder);
    await symlink('two', join(folder, 'next'));
    await rename(join(folder, 'next'), join(folder, 'app'));
    expect(await next()).toEqual({ ...NOTHING, files: ['/app'] });
    await writeFile(join(folder, 'one/w.html'), 'x');
    await writeFile(join(folder, 'two/x/y.js'), 'x');
    expect((await until(({ files }) => files.length > 0)).files).toEqual(['/app/x/y.js']);
  });

  it('whose target is built anew are followed', async () => {
    const folder = await linkedPackage();
    const { until, toldOf } = await watched(folder);
    for (let round = 0; round < 3; round += 1) {
      await rm(join(folder, 'one'), { recursive: true });
      await until(({ files }) => files.includes('/app'));
      await mkdir(join(folder, 'one'));
      await toldOf('app/w.html');
    }
  });

  it('that lead round in a circle end', async () => {
    const folder = await makePackage();
    await symlink('..', join(folder, 'app/css/up'));
    const { next } = await watched(folder);
    await writeFile(join(folder, 'app/css/deep/a.css'), 'x');
    expect((await next()).files).toContain('/app/css/deep/a.css');
  });
});

describe('a storm', () => {
  it('of 1,000 files leads to few batches that leave none out', async () => {
    const folder = await makePackage();
    const { next } = await watched(folder);
    const names = Array.from({ length: 1_000 }, (_, n) => `/app/f${n}.js`);
    await Promise.all(names.map((name) => writeFile(join(folder, name), 'x')));
    const seen = new Set<string>();
    let batches = 0;
    while (seen.size < names.length) {
      for (const file of (await next()).files) seen.add(file);
      batches += 1;
    }
    expect([...seen].sort()).toEqual([...names].sort());
    expect(batches).toBeLessThan(10);
  });
});

describe.runIf(process.platform === 'linux')('the watches of the system', () => {
  /** How many folders this process watches, as Linux counts. */
  function count(): number {
    return readdirSync('/proc/self/fdinfo')
      .map((fd) => {
        try {
          return readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8').match(/^inotify wd:/gm)?.length ?? 0;
        } catch {
          // Closed meanwhile.
          return 0;
        }
      })
      .reduce((sum, one) => sum + one, 0);
  }

  it('do not grow with what happens, and are all given back', async () => {
    const folder = await makePackage({ 'mocks/a.ts': '', 'mocks/b.ts': '' });
    const before = count();
    const { watch, next, until } = await watched(folder);
    const files = { configuration: [join(folder, 'mocks/a.ts')], records: [] };
    watch.follow(files, Date.now());
    const opened = count() - before;
    // The package, app, css, deep and mocks.
    expect(opened).toBe(5);
    for (let round = 0; round < 100; round += 1) {
      watch.follow(
        round % 2 === 0 ? { configuration: [join(folder, 'mocks/b.ts')], records: [] } : files,
        Date.now(),
      );
      if (round % 10 > 0) continue;
      await rename(join(folder, 'app/css'), join(folder, 'app/css2'));
      await next();
      await rename(join(folder, 'app/css2'), join(folder, 'app/css'));
      await until((changes) => changes.files.includes('/app/css'));
    }
    watch.follow(files, Date.now());
    expect(count() - before).toBe(opened);
    watch.close();
    expect(count()).toBe(before);
  });
});
