import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathText } from '../core/project/index.js';
import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import { readJson } from './read-json.js';
import type { ConfigProblem } from '../core/project/index.js';
import type { ModuleLoader } from './load-module.js';

/** The names that a configuration may have. */
export const CONFIG_NAMES = [
  'zfapps.config.ts',
  'zfapps.config.js',
  'zfapps.config.mjs',
  'zfapps.config.json',
];

/** A file's content, and what names a path in it. */
export interface ConfigSource {
  value: unknown;
  /** `zfapps.config.json:7:12 connections.books.hosts[0]` */
  nameOf(problem: Pick<ConfigProblem, 'path' | 'atKey'>): string;
  /** Environment variables that it reads itself. */
  reads: string[];
}

/**
 * Finds a folder's configuration.
 *
 * @returns its absolute path, or undefined where the folder has none
 * @throws ZfappsError `invalid_config` where it has several
 */
export async function findConfig(folder: string): Promise<string | undefined> {
  // A missing folder has no configuration; whoever loads the widget package says that it is missing.
  const names = await readdir(folder).catch((): string[] => []);
  const [first, ...others] = CONFIG_NAMES.filter((name) => names.includes(name));
  if (others.length > 0) {
    throw new ZfappsError(
      'invalid_config',
      `${displayPath(folder)} has more than one configuration: ${[first, ...others].join(', ')}. Keep one.`,
    );
  }
  return first === undefined ? undefined : join(folder, first);
}

/**
 * Reads a configuration.
 *
 * @throws ZfappsError `invalid_config` naming the file
 */
export function readConfig(file: string | undefined, modules: ModuleLoader): Promise<ConfigSource> {
  if (file === undefined)
    return Promise.resolve({ value: {}, nameOf: ({ path }) => pathText(path), reads: [] });
  return file.endsWith('.json') ? jsonSource(file) : moduleSource(file, modules);
}

async function jsonSource(file: string): Promise<ConfigSource> {
  // SECURITY: the line that is wrong may hold a secret.
  const { name, value, locate } = await readJson(file, { excerpt: false });
  return {
    value,
    nameOf({ path, atKey }) {
      const { line, column } = locate(path, atKey ? 'key' : 'value');
      return `${name}:${line}:${column} ${pathText(path)}`.trim();
    },
    reads: [],
  };
}

async function moduleSource(file: string, modules: ModuleLoader): Promise<ConfigSource> {
  const name = displayPath(file);
  const module = await modules.load(file);
  const value = module.default;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Promise) {
    const given = value === undefined ? 'has no default export' : `exports ${describeValue(value)}`;
    throw new ZfappsError('invalid_config', `${name} ${given}; write: export default defineConfig({ … })`);
  }
  return {
    value,
    nameOf: ({ path }) => `${name} ${pathText(path)}`.trim(),
    reads: variablesIn(await readFile(file, 'utf8')),
  };
}

/** The names in `process.env.NAME` and `process.env['NAME']`: to name a suspect, nothing more. */
function variablesIn(text: string): string[] {
  const found = text.matchAll(/\bprocess\.env(?:\.([A-Za-z_]\w*)|\[\s*['"]([^'"]+)['"]\s*\])/g);
  return [...new Set(Array.from(found, ([, dotted, quoted]) => dotted ?? quoted ?? ''))];
}
