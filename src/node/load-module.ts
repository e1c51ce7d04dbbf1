import { createRequire } from 'node:module';
import { createJiti } from 'jiti';
import { apiKey, basic, bearer, custom } from '../core/connections/index.js';
import { defineConfig } from '../core/project/index.js';
import { isZfappsError, ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';

/**
 * Evaluates a TypeScript or JavaScript module of a project, anew at every call.
 *
 * It may import `zfapps-shim` and `msw` also where the project has not installed them: this
 * package's own stand in.
 *
 * @throws ZfappsError `invalid_config` naming the file, and the line where one is known
 */
export async function loadModule(file: string): Promise<Record<string, unknown>> {
  const jiti = createJiti(file, {
    moduleCache: false,
    // SECURITY: the cache would keep the file's text, secrets included, below the temp folder.
    fsCache: false,
    virtualModules: { ...OURS, ...(await mswWhereMissing(file)) },
  });
  try {
    // A copy of what it really exports: jiti makes up a `default` where there is none.
    return { ...(await jiti.import<Record<string, unknown>>(file)) };
  } catch (cause) {
    throw new ZfappsError('invalid_config', failure(file, cause), { cause });
  }
}

const OURS = {
  'zfapps-shim': { defineConfig, isZfappsError },
  'zfapps-shim/connections': { apiKey, basic, bearer, custom },
};

async function mswWhereMissing(file: string): Promise<Record<string, unknown>> {
  try {
    createRequire(file).resolve('msw');
    return {};
  } catch {
    // The project has no msw. Ours is an optional peer: without it the import fails and says so.
    return import('msw').then(
      (msw) => ({ msw }),
      () => ({}),
    );
  }
}

function failure(file: string, cause: unknown): string {
  const name = displayPath(file);
  if (!(cause instanceof Error)) return `${name} failed: ${String(cause)}`;
  const [line] = lineOf(file, cause);
  const [reason = ''] = cause.message.split('\n');
  const hint = /^Cannot find (?:module|package)/.test(reason)
    ? ' Install it beside the widget, or leave the import out.'
    : '';
  return `${line === undefined ? name : `${name}:${line}`} failed: ${cause.name}: ${reason.replace(/\.?$/, '.')}${hint}`;
}

/** The first place in the file that the stack names. Lines stay as they are in what jiti evaluates. */
function lineOf(file: string, error: Error): string[] {
  const stack = error.stack ?? '';
  const at = stack.indexOf(`${file}:`);
  return at < 0 ? [] : (/^\d+/.exec(stack.slice(at + file.length + 1)) ?? []);
}
