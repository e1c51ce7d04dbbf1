import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { createJiti } from 'jiti';
import type { ModuleCache } from 'jiti';

/** Options of {@link createFreshModules}. */
export interface FreshModulesOptions {
  /** Modules that are not looked for on the disk, by specifier. */
  virtualModules: Record<string, unknown>;
  /** Told of every file that is evaluated, installed packages left out. */
  onFile(file: string): void;
}

/** Evaluates modules: each file once for this set, whoever imports it, and anew for the next set. */
export interface FreshModules {
  evaluate(file: string): Promise<Record<string, unknown>>;
}

/**
 * Makes a set of modules.
 *
 * jiti evaluates TypeScript itself, but leaves JavaScript that Node understands, and JSON, to Node, which
 * never reads a file twice. So those files are given to jiti too, by way of the cache in which it looks
 * before it turns to Node. If a later jiti did not look there, they would be as Node first read them.
 */
export function createFreshModules({ virtualModules, onFile }: FreshModulesOptions): FreshModules {
  const jiti = createJiti(import.meta.url, {
    moduleCache: false,
    // SECURITY: the cache would keep the files' text, secrets included, below the temp folder.
    fsCache: false,
    virtualModules,
  });
  const evaluated: ModuleCache = {};
  let handedOver: { file: string; module: { exports: unknown } } | undefined;
  const cache = new Proxy(evaluated, {
    get(_, file) {
      if (typeof file !== 'string') return undefined;
      if (isInstalled(file)) return evaluated[file];
      if (handedOver?.file === file) return handedOver.module;
      if (evaluated[file] !== undefined) return evaluated[file];
      onFile(normalize(file));
      const kind = nodesOwn(file);
      if (kind === undefined) return undefined;
      handedOver = { file, module: { exports: evaluate(file, kind === 'module') } };
      // jiti asks twice in a row. Whoever asks later gets what is evaluated so far, as in any circle of imports.
      queueMicrotask(() => {
        handedOver = undefined;
      });
      return handedOver.module;
    },
  });

  function evaluate(file: string, async: boolean): unknown {
    const source = readFileSync(file, 'utf8');
    const options = { id: file, filename: file, ext: extname(file), async, forceTranspile: true, cache };
    return jiti.evalModule(source, options);
  }

  forgetJson();
  return {
    async evaluate(file) {
      onFile(file);
      try {
        const exports = evaluated[file]?.exports ?? (await evaluate(file, true));
        // A copy of what it really exports: jiti makes up a `default` where there is none.
        const copy = { ...(exports as Record<string, unknown>) };
        return nodesOwn(file) === 'commonjs' ? { default: exports, ...copy } : copy;
      } finally {
        for (const json of jsonModules()) onFile(json);
      }
    },
  };
}

/** What jiti would leave to Node: undefined where it evaluates the file itself. */
function nodesOwn(file: string): 'module' | 'commonjs' | undefined {
  switch (extname(file)) {
    case '.mjs':
      return 'module';
    case '.cjs':
      return 'commonjs';
    case '.js':
      if (isInModulePackage(file)) return 'module';
      return /^\s*(?:import\b(?!\s*\()|export\b)/m.test(readFileSync(file, 'utf8')) ? undefined : 'commonjs';
    default:
      return undefined;
  }
}

/** Whether the nearest `package.json` makes `.js` files modules. */
function isInModulePackage(file: string): boolean {
  for (let folder = dirname(file), last = ''; folder !== last; last = folder, folder = dirname(folder)) {
    try {
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).type === 'module';
    } catch {
      // None here, or none that Node could read: the next one above counts.
    }
  }
  return false;
}

const nodeCache = createRequire(import.meta.url).cache;

/** The JSON files that Node has read as modules, in whatever package they are not. */
function jsonModules(): string[] {
  return Object.keys(nodeCache).filter((file) => file.endsWith('.json') && !isInstalled(file));
}

function forgetJson(): void {
  for (const file of jsonModules()) delete nodeCache[file];
}

function isInstalled(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file);
}
