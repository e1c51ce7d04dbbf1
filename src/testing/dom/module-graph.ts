import { parseImportMap, resolveModule } from './import-map.js';
import { transformModule } from './module-transform.js';
import { createSyntaxError } from './run-code.js';
import type { ImportMap } from './import-map.js';
import type { LoadResource, WidgetWindow } from './engine.js';
import type { ModuleText } from './module-transform.js';
import type { CodePlace, RunCode } from './run-code.js';

/** The modules of one page. */
export interface ModuleGraph {
  /** Takes the text of an import map. */
  addImportMap(text: string, base: string): void;
  /** What `import()` does: loads a module with all that it imports, and runs it. */
  import(specifier: string, base: string): Promise<Namespace>;
  /** Loads the module of a script element, by its address, or its own text. */
  prepare(source: { url: string } | { code: string; base: string; place: CodePlace }): Promise<Prepared>;
}

/** A module that has come with all that it imports. */
export interface Prepared {
  /** Runs it, if it has not run. Its `await`s make this take longer. */
  run(): Promise<void>;
}

/** A module, or one that it imports, has no file. */
export class MissingModule extends Error {
  readonly url: string;

  constructor(url: string) {
    super(`Failed to load the module ${url}: there is no such file.`);
    this.url = url;
  }
}

type Namespace = Record<string, unknown>;

interface Module {
  url: string;
  place: CodePlace;
  text: ModuleText;
  namespace: Namespace;
  /** What it imports: addresses by the specifier as written. */
  dependencies: Map<string, string>;
  execute(...context: ModuleContext): Promise<void>;
  evaluated?: Promise<void>;
}

/** The arguments of a rewritten module, in their order. */
type ModuleContext = [
  exports: Namespace,
  exportName: (name: string, get: () => unknown) => void,
  exportAll: (from: Namespace) => void,
  importStatic: (specifier: string) => Promise<Namespace>,
  importDynamic: (specifier: unknown) => Promise<Namespace>,
  meta: { url: string; resolve(specifier: string): string },
];

const PARAMETERS = [
  '__vite_ssr_exports__',
  '__vite_ssr_exportName__',
  '__vite_ssr_exportAll__',
  '__vite_ssr_import__',
  '__vite_ssr_dynamic_import__',
  '__vite_ssr_import_meta__',
].join(', ');

/**
 * Makes the module graph of a page. As in a browser, everything is loaded and linked before anything
 * runs, each module runs once, in the order of the imports, and exports are live.
 */
export function createModuleGraph(window: WidgetWindow, load: LoadResource, run: RunCode): ModuleGraph {
  const modules = new Map<string, Promise<Module>>();
  const ready = new Map<string, Module>();
  const maps: ImportMap[] = [];

  function resolve(specifier: string, base: string): string {
    const url = resolveModule(specifier, base, maps);
    if (url !== undefined) return url;
    throw new window.TypeError(
      `Failed to resolve module specifier "${specifier}". Relative references must start with either "/", "./", or "../".`,
    );
  }

  function fetchModule(url: string): Promise<Module> {
    const known = modules.get(url);
    if (known !== undefined) return known;
    const fetching = (async () => {
      const file = await load(url);
      if (file === undefined) throw new MissingModule(url);
      if (/\bjson\b/.test(file.type))
        throw new window.TypeError(
          `The module ${url} is JSON, which tests without a browser do not import. Read it by fetch, or test this in a browser.`,
        );
      const code = new TextDecoder().decode(file.bytes);
      const module = await compile(code, url, { name: file.name, line: 0, column: 0 });
      ready.set(url, module);
      return module;
    })();
    modules.set(url, fetching);
    return fetching;
  }

  async function compile(code: string, url: string, place: CodePlace): Promise<Module> {
    const text = await transformModule(code, url);
    if ('error' in text) {
      const column = text.column + (text.line === 0 ? place.column : 0);
      throw createSyntaxError(window, text.error, { name: place.name, line: place.line + text.line, column });
    }
    // What is written before the module's own first line does not count.
    const added = linesOf(text.code) - linesOf(code);
    const execute = run(`(async function (${PARAMETERS}) {"use strict";${text.code}\n})`, {
      ...place,
      line: place.line - Math.max(added, 0),
    }) as Module['execute'];
    return {
      url,
      place,
      text,
      namespace: Object.defineProperty(Object.create(null), Symbol.toStringTag, { value: 'Module' }),
      dependencies: new Map(text.specifiers.map((specifier) => [specifier, resolve(specifier, url)])),
      execute,
    };
  }

  /** Loads all that a module imports, and theirs; then every name that is imported must be there. */
  async function link(module: Module): Promise<void> {
    const seen = new Set<Module>();
    async function loadAll(one: Module): Promise<void> {
      if (seen.has(one)) return;
      seen.add(one);
      await Promise.all([...one.dependencies.values()].map(async (url) => loadAll(await fetchModule(url))));
    }
    await loadAll(module);
    for (const one of seen)
      for (const { specifier, name } of one.text.imports)
        if (!exportsOf(dependency(one, specifier)).has(name))
          throw createSyntaxError(
            window,
            `The requested module '${specifier}' does not provide an export named '${name}'`,
            one.place,
          );
  }

  function dependency(module: Module, specifier: string): Module {
    return ready.get(module.dependencies.get(specifier) ?? '') as Module;
  }

  function exportsOf(module: Module, seen = new Set<Module>()): Set<string> {
    const names = new Set(module.text.exports);
    if (seen.has(module)) return names;
    seen.add(module);
    for (const specifier of module.text.exportsAll)
      for (const name of exportsOf(dependency(module, specifier), seen))
        if (name !== 'default') names.add(name);
    return names;
  }

  function evaluate(module: Module, path: readonly Module[] = []): Promise<void> {
    module.evaluated ??= execute(module, [...path, module]);
    return module.evaluated;
  }

  /** It has its exports before what it imports runs, as functions have in a circle. */
  function execute(module: Module, path: readonly Module[]): Promise<void> {
    const { namespace, url } = module;
    const define = (name: string, get: () => unknown) =>
      Object.defineProperty(namespace, name, { get, enumerable: true, configurable: true });
    // A namespace lists its names in their order.
    for (const name of [...exportsOf(module)].sort()) define(name, () => undefined);
    const run = module.execute;
    return run(
      namespace,
      define,
      (from) => {
        for (const name of Object.keys(from))
          if (name !== 'default' && !module.text.exports.includes(name)) define(name, () => from[name]);
      },
      async (specifier) => {
        const imported = dependency(module, specifier);
        // In a circle, the one that was begun first runs last.
        if (!path.includes(imported)) await evaluate(imported, path);
        return imported.namespace;
      },
      (specifier) => inPage(importModule(String(specifier), url)),
      { url, resolve: (specifier) => resolve(String(specifier), url) },
    );
  }

  async function importModule(specifier: string, base: string): Promise<Namespace> {
    const module = await fetchModule(resolve(specifier, base));
    await link(module);
    await evaluate(module);
    return module.namespace;
  }

  /** A promise of the page, with an error of the page. */
  function inPage(importing: Promise<Namespace>): Promise<Namespace> {
    return new window.Promise((fulfil, reject) =>
      importing.then(fulfil, (error: unknown) =>
        reject(
          error instanceof MissingModule
            ? new window.TypeError(`Failed to fetch dynamically imported module: ${error.url}`)
            : error,
        ),
      ),
    );
  }

  return {
    addImportMap: (text, base) => void maps.push(parseImportMap(text, base)),
    import: (specifier, base) => inPage(importModule(specifier, base)),
    async prepare(source) {
      const module =
        'url' in source
          ? await fetchModule(source.url)
          : await compile(source.code, source.base, source.place);
      await link(module);
      return { run: () => evaluate(module) };
    },
  };
}

function linesOf(text: string): number {
  return text.split('\n').length;
}
