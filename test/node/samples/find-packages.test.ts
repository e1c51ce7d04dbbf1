import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPackages } from '../../samples/find-packages.js';
import { readArguments } from '../../samples/read-arguments.js';
import { SamplesError } from '../../samples/samples-error.js';
import { tempFolder } from '../temp-folder.js';

describe('the packages of a folder', () => {
  it('are the folders with a manifest, at any depth, in order', async () => {
    const folder = await tempFolder({
      'zebra/plugin-manifest.json': '{}',
      'ant/deep/er/plugin-manifest.json': 'not even JSON',
      'none/readme.md': '',
    });
    expect(await findPackages(folder)).toEqual([
      { folder: join(folder, 'ant/deep/er'), name: join('ant', 'deep', 'er') },
      { folder: join(folder, 'zebra'), name: 'zebra' },
    ]);
  });

  it('are neither in node_modules, nor in folders that begin with a dot, nor in other packages', async () => {
    const folder = await tempFolder({
      'one/plugin-manifest.json': '{}',
      'one/nested/plugin-manifest.json': '{}',
      'two/node_modules/x/plugin-manifest.json': '{}',
      '.git/plugin-manifest.json': '{}',
    });
    expect((await findPackages(folder)).map(({ name }) => name)).toEqual(['one']);
  });

  it('are the folder itself where it is one', async () => {
    const folder = await tempFolder({ 'my-widget/plugin-manifest.json': '{}' });
    expect(await findPackages(join(folder, 'my-widget'))).toEqual([
      { folder: join(folder, 'my-widget'), name: 'my-widget' },
    ]);
  });

  it('are not asked of a folder that does not exist, or of a file', async () => {
    const folder = await tempFolder({ 'file.txt': '' });
    await expect(findPackages(join(folder, 'gone'))).rejects.toThrow(/gone does not exist/);
    await expect(findPackages(join(folder, 'file.txt'))).rejects.toThrow(/is a file/);
  });
});

describe('the command line', () => {
  it('names a folder, and one for the screenshots, from where npm was called', () => {
    expect(readArguments(['samples', '--out', 'shots'], '/home/me')).toEqual({
      folder: '/home/me/samples',
      out: '/home/me/shots',
    });
    expect(readArguments(['/samples'], '/home/me')).toEqual({ folder: '/samples' });
  });

  it.each([
    [[]],
    [['']],
    [['a', 'b']],
    [['a', '--nope']],
    [['a', '--out']],
  ])('%j is answered with the usage', (args) => {
    expect(() => readArguments(args, '/')).toThrow(SamplesError);
    expect(() => readArguments(args, '/')).toThrow(/npm run samples -- DIR/);
  });
});
