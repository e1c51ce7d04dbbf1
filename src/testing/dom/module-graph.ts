import { ZfappsError } from '../../core/protocol/index.js';
import { resolveModule } from './import-map.js';
import { loadVite } from './module-transform.js';
import type { ImportMap } from './import-map.js';
import type { LoadResource } from './engine.js';
import type { CodePlace } from './run-code.js';

/** The modules of one page. */
export interface ModuleGraph {
  addImportMap(map: ImportMap): void;
  /** Loads a module with all that it imports, and runs it; a module runs once. */
  import(specifier: string, base: string): Promise<Namespace>;
  /** The same for a script element's own text. Its outcome is kept under no address. */
  run(code: string, base: string, place: CodePlace): Promise<Namespace>;
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
  namespace: Namespace;
  /** What it imports: the specifier as written, and the address. */
  dependencies: [specifier: string, url: string][];
  execute(context: ModuleContext): Promise<void>;
  evaluated?: Promise<void>;
}

/** The arguments of a rewritten module, in their order. */
type ModuleContext = [
  exports: Namespace,
  exportName: (name: string, get: () => unknown) => void,
  exportAll: (from: Namespace) => void,
  importStatic: (specifier: string, metadata?: { importedNames?: string[] }) => Namespace,
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
 * Makes the module graph of a page. As in a browser, everything is loaded before anything runs, each
 * module runs once, in the order of the imports, and exports are live.
 *
 * @param runCode runs a classic script in the page and gives its value
 */
export function createModuleGraph(
  load: LoadResource,
  runCode: (code: string, place: CodePlace) => unknown,
): ModuleGraph {
  const modules = new Map<string, Promise<Module>>();
  const maps: ImportMap[] = [];

  const resolve = (specifier: string, base: string) => resolveModule(specifier, base, maps);

  function fetchModule(url: string): Promise<Module> {
    const known = modules.get(url);
    if (known !== undefined) return known;
    const fetching = (async () => {
      const file = await load(url);
      if (file === undefined) throw new MissingModule(url);
      return compile(new TextDecoder().decode(file.bytes), url, { name: file.name, line: 0, column: 0 });
    })();
    modules.set(url, fetching);
    return fetching;
  }

  async function compile(code: string, url: string, place: CodePlace): Promise<Module> {
    const { moduleRunnerTransform } = await loadVite();
    const rewritten = await moduleRunnerTransform(code, null, url, code);
    if (rewritten === null) throw new ZfappsError('invalid_options', `The module ${url} could not be read.`);
    // What is written before the module's own first line does not count.
    const added = linesOf(rewritten.code) - linesOf(code);
    const execute = runCode(`(async function (${PARAMETERS}) {"use strict";${rewritten.code}\n})`, {
      ...place,
      line: place.line - Math.max(added, 0),
    });
    return {
      url,
      namespace: Object.defineProperty(Object.create(null), Symbol.toStringTag, { value: 'Module' }),
      dependencies: (rewritten.deps ?? []).map((specifier) => [specifier, resolve(specifier, url)]),
      execute: (context) => (execute as (...context: ModuleContext) => Promise<void>)(...context),
    };
  }

  /** Loads all that a module imports, and theirs. */
  async function link(module: Module, seen = new Set<Module>()): Promise<void> {
    if (seen.has(module)) return;
    seen.add(module);
    await Promise.all(module.dependencies.map(async ([, url]) => link(await fetchModule(url), seen)));
  }

  function evaluate(module: Module, path: readonly Module[] = []): Promise<void> {
    module.evaluated ??= (async () => {
      const here = [...path, module];
      const imported = new Map<string, Module>();
      for (const [specifier, url] of module.dependencies) {
        const dependency = await fetchModule(url);
        imported.set(specifier, dependency);
        // In a circle, the one that was begun first runs last.
        if (!here.includes(dependency)) await evaluate(dependency, here);
      }
      const { namespace } = module;
      await module.execute([
        namespace,
        (name, get) => Object.defineProperty(namespace, name, { get, enumerable: true, configurable: true }),
        (from) => exportAll(namespace, from),
        (specifier, metadata) => {
          const from = imported.get(specifier) as Module;
          if (!here.includes(from)) checkNames(from, specifier, metadata?.importedNames);
          return from.namespace;
        },
        (specifier) => importModule(String(specifier), module.url),
        { url: module.url, resolve: (specifier) => resolve(String(specifier), module.url) },
      ]);
    })();
    return module.evaluated;
  }

  async function importModule(specifier: string, base: string): Promise<Namespace> {
    const module = await fetchModule(resolve(specifier, base));
    await link(module);
    await evaluate(module);
    return module.namespace;
  }

  return {
    addImportMap: (map) => void maps.push(map),
    import: importModule,
    async run(code, base, place) {
      const module = await compile(code, base, place);
      await link(module);
      await evaluate(module);
      return module.namespace;
    },
  };
}

function exportAll(namespace: Namespace, from: Namespace): void {
  for (const name of Object.keys(from)) {
    if (name === 'default' || name in namespace) continue;
    Object.defineProperty(namespace, name, {
      get: () => from[name],
      enumerable: true,
      configurable: true,
    });
  }
}

function checkNames({ namespace, url }: Module, specifier: string, names: readonly string[] = []): void {
  const missing = names.find((name) => !(name in namespace));
  if (missing !== undefined)
    throw new SyntaxError(
      `The module '${specifier}' (${url}) does not provide an export named '${missing}'.`,
    );
}

function linesOf(text: string): number {
  return text.split('\n').length;
}
