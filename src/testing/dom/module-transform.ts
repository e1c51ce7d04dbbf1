import { ZfappsError } from '../../core/protocol/index.js';

type Vite = typeof import('vite');

let loading: Promise<Vite> | undefined;

/**
 * Node runs modules in a window's realm only with a flag, so their `import` and `export` are rewritten
 * by Vite, which Vitest brings along.
 */
export function loadVite(): Promise<Vite> {
  loading ??= import('vite').catch((cause: unknown) => {
    throw new ZfappsError(
      'invalid_options',
      'This page has scripts with import or export, and these need Vite, which could not be loaded. Install it: npm install --save-dev vite',
      { cause },
    );
  });
  return loading;
}

/** The name under which a classic script finds `import()`. */
export const IMPORT_FUNCTION = '__zfappsImport';

/** Tells whether a classic script may hold an `import()`. */
export function mayImport(code: string): boolean {
  return /\bimport\s*\(/.test(code);
}

/** Rewrites the `import(…)` of a classic script to {@link IMPORT_FUNCTION}, relative to `base`. */
export async function rewriteImports(code: string, base: string): Promise<string> {
  const { parseSync } = await loadVite();
  // What does not parse is left to the engine, which says why.
  const { dynamicImports } = parseSync('classic.js', code, { sourceType: 'script' }).module;
  return dynamicImports.reduceRight((text, { start }) => {
    const open = text.indexOf('(', start);
    return `${text.slice(0, start)}${IMPORT_FUNCTION}(${JSON.stringify(base)},${text.slice(open + 1)}`;
  }, code);
}
