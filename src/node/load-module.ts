import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { apiKey, basic, bearer, custom, oauth2, zohoOAuth } from '../core/connections/index.js';
import { defineConfig } from '../core/project/index.js';
import { isZfappsError, ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import { createFreshModules } from './fresh-modules.js';

/** Evaluates the TypeScript and JavaScript modules of one configuration. */
export interface ModuleLoader {
  /**
   * Evaluates a module, and what it imports. A file that several modules import is evaluated once.
   *
   * @throws ZfappsError `invalid_config` naming the file, and the line where one is known
   */
  load(file: string): Promise<Record<string, unknown>>;
}

/**
 * Makes a loader, which evaluates every file of the project anew.
 *
 * Modules may import `zfapps-shim` and `msw` also where the project has not installed them: this
 * package's own stand in.
 *
 * @param folder the project's folder
 * @param onFile told of every file of the project that is evaluated, and of those that could not be found
 */
export async function createModuleLoader(
  folder: string,
  onFile: (file: string) => void = () => {},
): Promise<ModuleLoader> {
  const virtualModules = { ...OWN_MODULES, ...(await mswWhereMissing(folder)) };
  const files = new Set<string>();
  const modules = createFreshModules({
    virtualModules,
    onFile(file) {
      files.add(file);
      onFile(file);
    },
  });
  return {
    async load(file) {
      // Whoever imports this file too names it so.
      const real = await realpath(file).catch(() => file);
      try {
        return await modules.evaluate(real);
      } catch (cause) {
        for (const missing of missingFiles(cause, folder)) onFile(missing);
        throw new ZfappsError('invalid_config', failure(file, cause, files), { cause });
      }
    },
  };
}

/** The entries of this package that a configuration is made with, as `src/entries` offers them. */
export const OWN_MODULES = {
  'zfapps-shim': { defineConfig, isZfappsError },
  'zfapps-shim/connections': { apiKey, basic, bearer, custom, oauth2, zohoOAuth },
};

async function mswWhereMissing(folder: string): Promise<Record<string, unknown>> {
  try {
    createRequire(join(folder, 'index.js')).resolve('msw');
    return {};
  } catch {
    // The project has no msw. Ours is an optional peer: without it the import fails and says so.
    return import('msw').then(
      (msw) => ({ msw }),
      () => ({}),
    );
  }
}

/** The files whose coming may mend a failure: a missing import, or what an installation writes; and JSON that is broken. */
function missingFiles(cause: unknown, folder: string): string[] {
  if (!(cause instanceof Error)) return [];
  const [, json] = /^(.+\.json): /.exec(cause.message) ?? [];
  if (json !== undefined) return [resolve(json)];
  const [, specifier] = /^Cannot find (?:module|package) '([^']+)'/.exec(cause.message) ?? [];
  if (specifier === undefined) return [];
  const { requireStack } = cause as { requireStack?: unknown };
  const importer = Array.isArray(requireStack) ? String(requireStack[0]) : join(folder, 'index.js');
  return /^\.{0,2}\//.test(specifier)
    ? [resolve(dirname(importer), specifier)]
    : [join(folder, 'package.json'), join(folder, 'node_modules', '.package-lock.json')];
}

function failure(entry: string, cause: unknown, files: ReadonlySet<string>): string {
  const name = displayPath(entry);
  if (!(cause instanceof Error)) return `${name} failed: ${String(cause)}`;
  const [reason = ''] = cause.message.split('\n');
  return `${placeOf(entry, cause, files)} failed: ${cause.name}: ${reason.replace(/\.?$/, '.')}${hintFor(reason)}`;
}

/** The first place in the project's own files that the stack names. Lines stay as they are in what jiti evaluates. */
function placeOf(entry: string, { stack = '' }: Error, files: ReadonlySet<string>): string {
  for (const line of stack.split('\n')) {
    const [, file = '', number] = /^\s*(?:at .*?\(|at )?(\S.*?):(\d+)(?::\d+)?\)?$/.exec(line) ?? [];
    if (!files.has(file)) continue;
    const place = `${displayPath(file)}:${number}`;
    return basename(file) === basename(entry) ? place : `${place}, loaded by ${displayPath(entry)},`;
  }
  return displayPath(entry);
}

function hintFor(reason: string): string {
  if (!/^Cannot find (?:module|package)/.test(reason)) return '';
  return /'\.{0,2}\//.test(reason)
    ? ' Write that file, or leave the import out.'
    : ' Install it beside the widget, or leave the import out.';
}
