import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveImport, root, sourceFiles } from './source-files.js';
import type { SourceFile } from './source-files.js';

/** Which folder may import which: the same table as in docs/architecture.md. */
const MAY_IMPORT: Record<string, string[]> = {
  'src/core/protocol': [],
  'src/core/project': ['src/core/protocol'],
  'src/core/page': ['src/core/protocol', 'src/core/project'],
  'src/core/store': ['src/core/protocol'],
  'src/core/connections': ['src/core/protocol', 'src/core/project', 'src/core/store'],
  'src/core/backend': [
    'src/core/protocol',
    'src/core/project',
    'src/core/page',
    'src/core/store',
    'src/core/connections',
  ],
  'src/core/desk': [
    'src/core/protocol',
    'src/core/project',
    'src/core/page',
    'src/core/store',
    'src/core/connections',
    'src/core/backend',
  ],
  'src/core/sample-org': ['src/core/protocol', 'src/core/store', 'src/core/page'],
  'src/widget': ['src/core/protocol'],
  'src/host': ['src/core/protocol', 'src/core/project', 'src/core/page'],
  'src/server': ['src/core'],
  'src/node': ['src/core', 'src/server'],
  'src/testing': ['src/core', 'src/widget', 'src/host', 'src/node'],
  'src/vite': ['src/core', 'src/server', 'src/node'],
  'src/cli': ['src/core', 'src/widget', 'src/host', 'src/server', 'src/node', 'src/vite'],
  'src/entries': ['src/core', 'src/widget', 'src/host', 'src/server', 'src/node', 'src/testing', 'src/vite'],
  playground: ['src/core/protocol', 'src/core/project', 'src/core/page', 'src/host'],
};

/** Packages that only some folders may name: `core`, `widget` and `host` know no Node. */
const PORTABLE = ['src/core', 'src/widget', 'src/host', 'src/server', 'playground'];

const files = sourceFiles('src', 'playground').filter(({ path }) => !path.startsWith('playground/widgets/'));

function folderOf(path: string): string {
  return Object.keys(MAY_IMPORT).find((folder) => path.startsWith(`${folder}/`)) ?? path;
}

function folders(parent: string): string[] {
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${parent}/${name}`);
}

/** What a file needs at run time, through any number of others. */
function reachedFrom(path: string, reached = new Map<string, SourceFile>()): Map<string, SourceFile> {
  const file = files.find((one) => one.path === path);
  if (file === undefined || reached.has(path)) return reached;
  reached.set(path, file);
  for (const specifier of file.needs) {
    const target = resolveImport(file, specifier);
    if (target !== undefined) reachedFrom(target, reached);
  }
  return reached;
}

describe('the house', () => {
  it('has a rule for each of its folders, and no folder without files', () => {
    const found = [
      ...folders('src').filter((folder) => folder !== 'src/core'),
      ...folders('src/core'),
      'playground',
    ];
    expect(found.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
    for (const folder of found)
      expect(
        files.some(({ path }) => path.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
  });

  it('is read at all: imports are found', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
  });

  it.each(files)('$path imports only where its folder may, and through an index', (file) => {
    const own = folderOf(file.path);
    for (const specifier of file.imports) {
      const target = resolveImport(file, specifier);
      if (target === undefined || target.startsWith(`${own}/`)) continue;
      const allowed = (MAY_IMPORT[own] ?? []).some((folder) => target.startsWith(`${folder}/`));
      expect(allowed, `${file.path} imports ${target}`).toBe(true);
      expect(
        target.endsWith('/index.ts') || /\.(css|svg)$/.test(target),
        `${file.path} imports ${target}, not an index`,
      ).toBe(true);
    }
  });

  it.each(
    files.filter(({ path }) => PORTABLE.some((folder) => path.startsWith(`${folder}/`))),
  )('$path names no module of Node', ({ imports }) => {
    expect(imports.filter((specifier) => specifier.startsWith('node:'))).toEqual([]);
  });

  it('reaches nothing of Node from the test kit for browsers', () => {
    const reached = reachedFrom('src/testing/browser/index.ts');
    expect(reached.size).toBeGreaterThan(60);
    for (const { path, needs } of reached.values()) {
      expect(path).not.toMatch(/^src\/(?:node|server|vite|testing\/dom)\//);
      expect(
        needs.filter((specifier) => specifier.startsWith('node:')),
        path,
      ).toEqual([]);
    }
  });

  it('has no file for things without a name of their own', () => {
    for (const { path } of files) expect(path).not.toMatch(/\/(?:utils?|helpers?|misc)\.ts$/);
  });

  it('asks URL.canParse only where browsers run: Node 20 and 22 come to refuse hosts such as bücher.example', () => {
    const inBrowsers = ['src/widget/', 'src/host/', 'playground/'];
    const asking = files.filter(
      ({ path, code }) =>
        /URL\.canParse\(/.test(code) && !inBrowsers.some((folder) => path.startsWith(folder)),
    );
    expect(asking.map(({ path }) => path)).toEqual([]);
  });
});
