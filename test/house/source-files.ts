import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** The root of this repository. */
export const root = resolve(import.meta.dirname, '../..');

/** A source file and the modules that its import and export lines name. */
export interface SourceFile {
  /** Relative to the root, such as `src/host/frame.ts`. */
  path: string;
  imports: string[];
  /** Without comments in blocks. */
  code: string;
  /** Those that are there at run time too: `import type` leaves nothing. */
  needs: string[];
}

/** Every TypeScript file below these folders. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => read(join(folder, name))),
  );
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  return {
    path,
    code,
    imports: importsOf(code),
    needs: importsOf(code.replace(/(^|\n)(?:import|export) type\s[^;]*;/g, '$1')),
  };
}

function importsOf(code: string): string[] {
  const imports = code.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'/g,
  );
  return Array.from(imports, ([, from, dynamic, bare]) => from ?? dynamic ?? bare ?? '');
}

/** The path of a relative import, from the root; undefined for packages. */
export function resolveImport(file: SourceFile, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return relative(root, resolve(root, dirname(file.path), specifier)).replace(/\.js$/, '.ts');
}
