import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createModuleLoader } from '../../src/node/load-module.js';
import { failure, tempFolder } from './temp-folder.js';

/** Loads a file of a folder with a loader of its own, and tells which files it met. */
async function load(folder: string, name: string) {
  const files = new Set<string>();
  const modules = await createModuleLoader(folder, (file) => files.add(file));
  const module = await modules.load(join(folder, name));
  return { module, files: [...files].map((file) => file.slice(folder.length + 1)).sort() };
}

describe('a file that changed is evaluated anew', () => {
  const entry = (name: string) =>
    `import * as all from './${name}'; export default all.value ?? all.default.value;`;

  it.each([
    ['a TypeScript module', 'part.ts', (n: number) => `export const value: number = ${n};`],
    ['a module', 'part.mjs', (n: number) => `export const value = ${n};`],
    ['a module that awaits', 'part.mjs', (n: number) => `export const value = await Promise.resolve(${n});`],
    ['a module named .js', 'part.js', (n: number) => `export const value = ${n};`],
    ['a CommonJS module', 'part.cjs', (n: number) => `module.exports = { value: ${n} };`],
    ['a CommonJS module named .js', 'part.js', (n: number) => `module.exports = { value: ${n} };`],
    ['JSON', 'part.json', (n: number) => `{ "value": ${n} }`],
  ])('%s that is imported', async (_, name, text) => {
    const folder = await tempFolder({ 'main.ts': entry(name), [name]: text(1) });
    expect((await load(folder, 'main.ts')).module.default).toBe(1);
    await writeFile(join(folder, name), text(2));
    expect((await load(folder, 'main.ts')).module.default).toBe(2);
  });

  it.each([
    [
      'main.mjs',
      `import { value } from './part.mjs'; export default value;`,
      'part.mjs',
      'export const value =',
    ],
    [
      'main.js',
      `import { value } from './part.js'; export default value;`,
      'part.js',
      'export const value =',
    ],
    ['main.cjs', `module.exports = require('./part.cjs').value;`, 'part.cjs', 'exports.value ='],
  ])('what %s itself imports', async (name, text, part, start) => {
    const folder = await tempFolder({ [name]: text, [part]: `${start} 1;` });
    expect((await load(folder, name)).module.default).toBe(1);
    await writeFile(join(folder, part), `${start} 2;`);
    expect((await load(folder, name)).module.default).toBe(2);
    await writeFile(join(folder, name), name.endsWith('.cjs') ? 'module.exports = 3;' : 'export default 3;');
    expect((await load(folder, name)).module.default).toBe(3);
  });

  it('in a package of modules too', async () => {
    const folder = await tempFolder({
      'package.json': { type: 'module' },
      'main.js': `import { value } from './part.js'; export default value;`,
      'part.js': 'export const value = 1;',
    });
    expect((await load(folder, 'main.js')).module.default).toBe(1);
    await writeFile(join(folder, 'part.js'), 'export const value = 2;');
    expect((await load(folder, 'main.js')).module.default).toBe(2);
  });
});

describe('one loader', () => {
  it('evaluates a file once, whoever imports it', async () => {
    const folder = await tempFolder({
      'counter.mjs': 'export const counter = { count: 0 };',
      'a.ts': `import { counter } from './counter.mjs'; counter.count += 1; export default counter;`,
      'b.mjs': `import { counter } from './counter.mjs'; counter.count += 1; export default counter;`,
    });
    const modules = await createModuleLoader(folder);
    const a = await modules.load(join(folder, 'a.ts'));
    const b = await modules.load(join(folder, 'b.mjs'));
    await modules.load(join(folder, 'b.mjs'));
    expect(b.default).toBe(a.default);
    expect(a.default).toEqual({ count: 2 });
  });

  it('survives a circle of imports', async () => {
    const folder = await tempFolder({
      'a.mjs': `import { b } from './b.mjs'; export const a = 'a'; export default () => a + b();`,
      'b.mjs': `import * as back from './a.mjs'; export const b = () => 'b' + back.a;`,
    });
    const { module } = await load(folder, 'a.mjs');
    expect((module.default as () => string)()).toBe('aba');
  });

  it('tells every file of the project that it meets, and none of an installed package', async () => {
    const folder = await tempFolder({
      'main.ts': `import './a.mjs'; import './b.cjs'; import data from './c.json'; import 'pack'; export default data;`,
      'a.mjs': `import './deep/d.js';`,
      'b.cjs': '',
      'c.json': '{}',
      'deep/d.js': 'export {};',
      'node_modules/pack/package.json': { name: 'pack', version: '1.0.0', main: 'index.js' },
      'node_modules/pack/index.js': 'module.exports = 1;',
      'stranger.ts': '',
    });
    expect((await load(folder, 'main.ts')).files).toEqual([
      'a.mjs',
      'b.cjs',
      'c.json',
      'deep/d.js',
      'main.ts',
    ]);
  });
});

describe('a failure', () => {
  it('names the file and the line of what threw, and who loaded it', async () => {
    const folder = await tempFolder({
      'main.ts': `import './part.mjs'; export default 1;`,
      'part.mjs': '\n\nthrow new Error("no luck");',
    });
    const { message } = await failure(load(folder, 'main.ts'));
    expect(message).toMatch(/part\.mjs:3, loaded by .*main\.ts, failed: Error: no luck\.$/);
  });

  it('names the line that does not parse', async () => {
    const folder = await tempFolder({
      'main.ts': `import './part.ts'; export default 1;`,
      'part.ts': 'export const a = 1;\nexport const b = {;\n',
    });
    expect((await failure(load(folder, 'main.ts'))).message).toMatch(
      /part\.ts:2, loaded by .*main\.ts, failed: /,
    );
  });

  it('leads to the file whose coming may mend it', async () => {
    const folder = await tempFolder({
      'main.ts': `import './lib/part.ts'; export default 1;`,
      'lib/part.ts': `import '../gone'; export {};`,
      'bare.ts': `import 'not-installed'; export default 1;`,
      'json.ts': `import data from './broken.json'; export default data;`,
      'broken.json': '{ "a": ',
    });
    const met = async (name: string): Promise<string[]> => {
      const files: string[] = [];
      const modules = await createModuleLoader(folder, (file) => files.push(file));
      await failure(modules.load(join(folder, name)));
      return files.map((file) => file.slice(folder.length + 1));
    };
    expect(await met('main.ts')).toEqual(['main.ts', 'lib/part.ts', 'gone']);
    expect(await met('bare.ts')).toEqual(['bare.ts', 'package.json', 'node_modules/.package-lock.json']);
    expect(await met('json.ts')).toEqual(['json.ts', 'broken.json']);
    expect((await failure(load(folder, 'main.ts'))).message).toMatch(
      /Write that file, or leave the import out\.$/,
    );
    expect((await failure(load(folder, 'bare.ts'))).message).toMatch(/Install it beside the widget/);
  });

  it('is told by a name that says which file it was', async () => {
    const folder = await tempFolder({ 'main.ts': 'throw "just text";' });
    expect((await failure(load(folder, 'main.ts'))).message).toBe(
      `${join(folder, 'main.ts')} failed: just text`,
    );
  });
});
