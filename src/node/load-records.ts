import { resolve } from 'node:path';
import { describeValue, ZfappsError } from '../core/protocol/index.js';
import { readJson } from './read-json.js';
import type { CheckedConfig } from '../core/project/index.js';
import type { ConfigSource } from './config-source.js';

/** Records by module. */
export type LoadedRecords = Record<string, Record<string, unknown> | Record<string, unknown>[]>;

/**
 * Reads the records that a configuration names, and takes those that it holds.
 *
 * @param earlier problems that are told together with those found here
 * @throws ZfappsError `invalid_config`, a line for each problem
 */
export async function loadRecords(
  sources: CheckedConfig['records'],
  folder: string,
  source: ConfigSource,
  earlier: readonly string[] = [],
): Promise<LoadedRecords> {
  const problems = [...earlier];
  const records: LoadedRecords = {};
  for (const [module, given] of Object.entries(sources)) {
    if (typeof given !== 'string') {
      records[module] = given;
      continue;
    }
    const place = source.nameOf({ path: ['records', module], atKey: false });
    try {
      const { value, name } = await readJson(resolve(folder, given));
      if (isRecords(value)) records[module] = value;
      else
        problems.push(
          `${place}: ${name} holds ${describeValue(value)}; expected an object, or a list of objects`,
        );
    } catch (error) {
      if (!(error instanceof ZfappsError)) throw error;
      problems.push(`${place}: ${error.message}`);
    }
  }
  if (problems.length > 0) throw new ZfappsError('invalid_config', problems.join('\n'));
  return records;
}

function isRecords(value: unknown): value is LoadedRecords[string] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
}
