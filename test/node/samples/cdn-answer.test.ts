import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerFromPackage } from '../../samples/cdn/cdn-answer.js';
import { createPackageStore } from '../../samples/cdn/package-store.js';
import { tempFolder } from '../temp-folder.js';

/** A registry of these packages: `name@version`, then files. It says what was fetched from it. */
async function storeOf(
  registry: Record<string, Record<string, string>>,
  installed: Record<string, string> = {},
) {
  const home = await tempFolder(installed);
  const fetched: string[] = [];
  const cache = join(home, 'cache');
  const store = createPackageStore({
    installed: join(home, 'node_modules'),
    cache,
    fetchPackage: async (spec, into) => {
      fetched.push(spec);
      const files = registry[spec];
      if (files === undefined) throw new Error('the registry has no such package or version');
      for (const [name, text] of Object.entries({ 'package.json': '{"version":"0.0.0"}', ...files })) {
        await mkdir(dirname(join(into, name)), { recursive: true });
        await writeFile(join(into, name), text);
      }
    },
  });
  const textOf = async (address: string) => {
    const answer = await answerFromPackage(address, store);
    return 'missed' in answer ? answer : `${answer.type} ${answer.body}`;
  };
  return { textOf, fetched, cache, store };
}

describe('a file of a CDN', () => {
  it('comes from the version that the address names, of the type of its name', async () => {
    const { textOf, fetched } = await storeOf({ 'vue@2.5.16': { 'dist/vue.min.js': 'vue' } });
    expect(await textOf('https://unpkg.com/vue@2.5.16/dist/vue.min.js')).toBe(
      'text/javascript; charset=utf-8 vue',
    );
    expect(fetched).toEqual(['vue@2.5.16']);
  });

  it('is the one that is not minified where the package has no other', async () => {
    const { textOf } = await storeOf({ 'picker@latest': { 'picker.js': 'plain' } });
    expect(await textOf('https://cdn.jsdelivr.net/npm/picker/picker.min.js')).toContain(' plain');
    expect(await textOf('https://unpkg.com/picker/picker.min.js')).toHaveProperty('missed');
  });

  it('is found in the folder where the package keeps it', async () => {
    const { textOf } = await storeOf({
      'bootstrap@3.4.1': { 'dist/css/bootstrap.min.css': 'css', 'dist/fonts/icons.woff2': 'font' },
    });
    const host = 'https://maxcdn.bootstrapcdn.com/bootstrap/3.4.1';
    expect(await textOf(`${host}/css/bootstrap.min.css`)).toBe('text/css; charset=utf-8 css');
    expect(await textOf(`${host}/fonts/icons.woff2`)).toBe('font/woff2 font');
  });

  it('is the entry that the package names for CDNs where the address names none', async () => {
    const { textOf } = await storeOf({
      'vue@2': {
        'package.json': '{"version":"2.7.0","main":"main.js","unpkg":"dist/vue.js"}',
        'main.js': 'main',
        'dist/vue.js': 'vue',
      },
      'old@1': { 'package.json': '{"version":"1.0.0","main":"./lib/old"}', 'lib/old.js': 'old' },
    });
    expect(await textOf('https://unpkg.com/vue@2')).toContain(' vue');
    expect(await textOf('https://unpkg.com/old@1')).toContain(' old');
  });

  it('is a miss that says why where the registry or the package has it not', async () => {
    const { textOf } = await storeOf({ 'vue@2.5.16': {} });
    expect(await textOf('https://unpkg.com/vue@2.5.16/x.js')).toEqual({
      missed: expect.stringContaining('vue@2.5.16 has no such file'),
    });
    expect(await textOf('https://unpkg.com/none@1/x.js')).toEqual({
      missed: expect.stringContaining('none@1: the registry has no such'),
    });
    expect(await textOf('https://example.com/x.js')).toHaveProperty('missed');
  });

  it('SECURITY: comes from inside its package only', async () => {
    const { textOf, cache } = await storeOf({ 'vue@2': { 'a.js': 'a' } });
    expect(await textOf('https://unpkg.com/vue@2/a.js')).toContain(' a');
    await writeFile(join(cache, 'secret.js'), 'secret');
    await symlink(join(cache, 'secret.js'), join(cache, 'vue@2/link.js'));
    expect(await textOf('https://unpkg.com/vue@2/..%2fsecret.js')).toHaveProperty('missed');
    expect(await textOf('https://unpkg.com/vue@2/link.js')).toHaveProperty('missed');
  });

  it('of Google Fonts is the styles of the faces, whose files have addresses of their own', async () => {
    const { textOf } = await storeOf({
      '@fontsource/roboto@latest': { '400.css': 'src: url(./files/r.woff2)', 'files/r.woff2': 'font' },
    });
    const css = await textOf('https://fonts.googleapis.com/css?family=Roboto:400,950');
    const [, address = ''] = /url\(([^)]+)\)/.exec(String(css)) ?? [];
    expect(await textOf(address)).toBe('font/woff2 font');
    expect(await textOf('https://fonts.googleapis.com/css?family=Nowhere')).toHaveProperty('missed');
  });
});

describe('a package', () => {
  it('is the installed one where that has the version', async () => {
    const { store, fetched } = await storeOf(
      { 'lit@3.0': {}, 'lit@4': {}, 'lit@latest': {} },
      { 'node_modules/lit/package.json': '{"version":"3.10.2"}' },
    );
    for (const version of ['3.10.2', '3.10', '3']) {
      expect(await store({ name: 'lit', version })).toMatch(/node_modules.lit$/);
    }
    expect(fetched).toEqual([]);
    for (const version of ['3.0', '4', 'latest']) await store({ name: 'lit', version });
    expect(fetched).toEqual(['lit@3.0', 'lit@4', 'lit@latest']);
  });

  it('is fetched once, kept for the next run, and leaves nothing half done', async () => {
    const { textOf, fetched, cache } = await storeOf({ '@a/b@1': { 'x.js': 'x' } });
    await Promise.all(['x.js', 'x.js', 'y.js'].map((file) => textOf(`https://unpkg.com/@a/b@1/${file}`)));
    await textOf('https://unpkg.com/none@1/x.js');
    expect(fetched).toEqual(['@a/b@1', 'none@1']);
    expect(await readdir(cache)).toEqual(['@a+b@1']);
    const next = createPackageStore({
      installed: '/nowhere',
      cache,
      fetchPackage: () => Promise.reject(new Error('offline')),
    });
    expect(await next({ name: '@a/b', version: '1' })).toBe(join(cache, '@a+b@1'));
  });
});
