import { ZfappsError } from '../../core/protocol/index.js';

type Vite = typeof import('vite');

let loading: Promise<Vite> | undefined;
let loaded: Vite | undefined;

/**
 * Node runs modules in a window's realm only with a flag, so their `import` and `export` are rewritten
 * by Vite, which Vitest brings along.
 */
export function loadVite(): Promise<Vite> {
  loading ??= import('vite').then(
    (vite) => {
      // The parser that says what a module imports came with Vite 8.
      if (typeof vite.parseSync !== 'function') throw needsVite(`it is ${vite.version} here`);
      loaded = vite;
      return vite;
    },
    (cause: unknown) => {
      throw needsVite('it could not be loaded', { cause });
    },
  );
  return loading;
}

function needsVite(found: string, options?: ErrorOptions): ZfappsError {
  return new ZfappsError(
    'invalid_options',
    `This page has scripts with import or export, which need Vite 8 in tests without a browser, and ${found}. Install it: npm install --save-dev vite@8`,
    options,
  );
}

/** The name under which a classic script finds `import()`. */
export const IMPORT_FUNCTION = '__zfappsImport';

/**
 * Rewrites the `import(…)` of a classic script to {@link IMPORT_FUNCTION}, relative to `base`.
 *
 * @returns at once where it can: a script that is inserted runs at once
 */
export function rewriteImports(code: string, base: string): string | Promise<string> {
  if (!/\bimport\s*\(/.test(code)) return code;
  return loaded === undefined
    ? loadVite().then((vite) => rewrite(vite, code, base))
    : rewrite(loaded, code, base);
}

function rewrite({ parseSync }: Vite, code: string, base: string): string {
  // What does not parse is left to the engine, which says why.
  const { dynamicImports } = parseSync('classic.js', code, { sourceType: 'script' }).module;
  return dynamicImports.reduceRight((text, { start }) => {
    const open = text.indexOf('(', start);
    return `${text.slice(0, start)}${IMPORT_FUNCTION}(${JSON.stringify(base)},${text.slice(open + 1)}`;
  }, code);
}

/** What a module's text says of its imports and exports. */
export interface ModuleText {
  /** A function's body, that takes Vite's names for what a module runner gives. */
  code: string;
  /** The specifiers of all that it imports, in their order. */
  specifiers: string[];
  /** The names that must be there, and where from. */
  imports: { specifier: string; name: string }[];
  exports: string[];
  /** The specifiers of its `export * from`. */
  exportsAll: string[];
}

/** What is no module. Lines and columns count from 0. */
export interface TextError {
  error: string;
  line: number;
  column: number;
}

/** Reads a module, and rewrites it to what runs in a function. */
export async function transformModule(code: string, url: string): Promise<ModuleText | TextError> {
  const { moduleRunnerTransform, parseSync } = await loadVite();
  const { module, errors } = parseSync('module.js', code, { sourceType: 'module' });
  const [problem] = errors;
  if (problem !== undefined) {
    const before = code.slice(0, problem.labels[0]?.start ?? 0).split('\n');
    return { error: problem.message, line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  }
  const rewritten = await moduleRunnerTransform(code, null, url, code);
  if (rewritten === null) return { error: 'It could not be read as a module.', line: 0, column: 0 };

  const text: ModuleText = {
    // An export is an error before it has its value, and Vite makes it undefined.
    code: rewritten.code.replace(/(\(\) => \{) try (\{ return [^\n]+? \}) catch \{\} \}\);$/gm, '$1 $2 });'),
    specifiers: rewritten.deps ?? [],
    imports: [],
    exports: [],
    exportsAll: [],
  };
  for (const { moduleRequest, entries } of module.staticImports)
    for (const { importName } of entries) {
      const name = importName.kind === 'Default' ? 'default' : importName.name;
      if (name !== null) text.imports.push({ specifier: moduleRequest.value, name });
    }
  for (const { moduleRequest, importName, exportName } of module.staticExports.flatMap(
    ({ entries }) => entries,
  )) {
    const specifier = moduleRequest?.value;
    if (specifier !== undefined && importName.kind === 'AllButDefault') text.exportsAll.push(specifier);
    else text.exports.push(exportName.kind === 'Default' ? 'default' : (exportName.name ?? ''));
    if (specifier !== undefined && importName.kind === 'Name' && importName.name !== null)
      text.imports.push({ specifier, name: importName.name });
  }
  return text;
}
