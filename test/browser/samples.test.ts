import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { manifest, tempFolder, widgetPage } from '../support/temp-package.js';

const ROOT = resolve(import.meta.dirname, '../..');
const SCRIPT = [join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), join(ROOT, 'test/samples/run.ts')];

const GOOD = {
  'good/plugin-manifest.json': manifest({
    'invoice.details.sidebar': '/app/a.html',
    background: '/app/b.html',
  }),
  'good/app/a.html': widgetPage(`
    ZFAPPS.extension.init().then(async () => {
      const { invoice } = await ZFAPPS.get('invoice');
      document.getElementById('out').textContent = 'Total ' + invoice.total;
      await ZFAPPS.get('nothing').catch(() => {});
    });`),
  'good/app/b.html': widgetPage('ZFAPPS.extension.init();'),
};

const toRemove: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of toRemove.splice(0)) await remove();
});

async function folderOf(files: Record<string, string | object>): Promise<string> {
  const { path, remove } = await tempFolder(files);
  toRemove.push(remove);
  return path;
}

/** Runs the script as `npm run samples` does, on what was built. */
function samples(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [...SCRIPT, ...args], (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    );
  });
}

/** The cells of the table's rows, by the widget's name. */
function rowsOf(stdout: string): Record<string, string[]> {
  const [table = ''] = stdout.trimStart().split('\n\n');
  const rows = table.split('\n').slice(2);
  return Object.fromEntries(rows.map((row) => row.split(/ {2,}/)).map((cells) => [cells[1], cells]));
}

describe('npm run samples', () => {
  it('runs every widget of a package, and ends with 0 where all started', async () => {
    const folder = await folderOf(GOOD);
    const out = join(folder, 'shots');
    const { code, stdout } = await samples(folder, '--out', out);
    expect(rowsOf(stdout)).toEqual({
      'invoice.details.sidebar': [
        'good',
        'invoice.details.sidebar',
        'invoice.details.sidebar',
        'answered',
        expect.stringMatching(/^yes, \d+ characters$/),
        '2',
        '1',
        '0',
        '0',
        '0',
        '0',
        'good-1.png',
      ],
      background: [
        'good',
        'background',
        'background',
        'answered',
        'not expected',
        '0',
        '0',
        '0',
        '0',
        '0',
        '0',
        'good-2.png',
      ],
    });
    expect(stdout).toContain('rejected     get("nothing"): ');
    for (const name of ['good-1.png', 'good-2.png'])
      expect((await readFile(join(out, name))).subarray(1, 4).toString()).toBe('PNG');
    expect(code).toBe(0);
  });

  it('says of each package that is not as it should be what is wrong with it, and ends with 1', async () => {
    const folder = await folderOf({
      'broken/plugin-manifest.json': '{ "service": ',
      'silent/plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/widget.html' }),
      'silent/app/widget.html': `<!doctype html><script src="https://cdn.example.com/lib.js"></script>
<script>fetch('https://api.example.com/').catch(() => {}); setTimeout(() => { throw new Error('of its own') });</script>`,
      'unswapped/plugin-manifest.json': manifest({ 'bill.details.sidebar': '/app/widget.html' }),
      'unswapped/app/widget.html': widgetPage('ZFAPPS.extension.init()').replace(
        '</head>',
        '<link rel="preload" as="script" href="https://sdk.example.com/zf_sdk.js"></head>',
      ),
    });
    const { code, stdout } = await samples(folder, '--out', join(folder, 'shots'));
    const { 'invoice.details.sidebar': silent, 'bill.details.sidebar': unswapped } = rowsOf(stdout);
    expect(silent).toEqual([
      'silent',
      'invoice.details.sidebar',
      'invoice.details.sidebar',
      'never',
      'no: nothing drawn',
      '0',
      '0',
      '1',
      '0',
      '1',
      '1',
      'silent.png',
    ]);
    expect(unswapped?.slice(3)).toEqual([
      'answered',
      expect.stringContaining('yes'),
      '0',
      '0',
      '0',
      '1',
      '0',
      '1',
      'unswapped.png',
    ]);
    expect(stdout).toMatch(/^broken +\(not started\)$/m);
    expect(stdout).toMatch(/\nbroken\n +not started +.*plugin-manifest\.json/);
    expect(stdout).toMatch(/error +of its own \(\/app\/widget\.html:2:\d+\)/);
    expect(stdout).toMatch(/CSP +.*connect-src .*api\.example\.com/);
    expect(stdout).toContain('missed       https://cdn.example.com/lib.js: ');
    expect(stdout).toContain('ERROR OF OURS https://sdk.example.com/zf_sdk.js: ');
    expect(await readdir(join(folder, 'shots'))).toEqual(['silent.png', 'unswapped.png']);
    expect(code).toBe(1);
  });

  it('says what is missing where there is nothing to run, and ends with 2', async () => {
    const folder = await folderOf({ 'readme.md': '' });
    const [none, gone, empty] = await Promise.all([
      samples(),
      samples(join(folder, 'gone')),
      samples(folder),
    ]);
    expect(none).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('npm run samples -- DIR'),
    });
    expect(gone).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('gone does not exist'),
    });
    expect(empty).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('no widget package'),
    });
  });

  it('leaves nothing running at Ctrl-C', async () => {
    const folder = await folderOf(GOOD);
    // A group of its own: what the script starts belongs to it.
    const child = spawn(process.execPath, [...SCRIPT, folder, '--out', join(folder, 'shots')], {
      detached: true,
    });
    const exited = once(child, 'exit');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect(await exited).toEqual([130, null]);
    await vi.waitFor(() => expect(() => process.kill(-(child.pid ?? 0), 0)).toThrow(/ESRCH/), 5_000);
  });
});
