import { ZfappsError } from '../protocol/index.js';
import type { z } from 'zod';

/** One thing that is wrong in a configuration or a manifest. */
export interface ConfigProblem {
  path: readonly (string | number)[];
  /** What is wrong and what to write instead. It quotes no value that may be secret. */
  message: string;
  /** True where the key itself is wrong, not its value. */
  atKey: boolean;
}

/** What a schema found, one problem for each thing to mend. */
export function configProblems(error: z.ZodError): ConfigProblem[] {
  return error.issues.flatMap<ConfigProblem>((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'unrecognized_keys') {
      const messages = issue.message.split('\n');
      return issue.keys.map((key, index) => ({
        path: [...path, key],
        message: messages[index] ?? 'is not a known key',
        atKey: true,
      }));
    }
    // zod's word for a member that must be written, though it may be undefined.
    const isAbsent = issue.code === 'invalid_type' && issue.expected === 'nonoptional';
    return [{ path, message: isAbsent ? 'is missing' : issue.message, atKey: false }];
  });
}

/** A path as a person writes it: `connections.books.hosts[0]`, `records["a b"]`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w$-]+$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/**
 * Checks a piece of configuration that code hands over.
 *
 * @param place what an error writes before a path: a file, or the path of the piece
 * @throws ZfappsError `invalid_config`, a line for each problem
 */
export function checkedConfig<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string | readonly string[],
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [file, prefix] = typeof place === 'string' ? [place, []] : ['', place];
  const lines = configProblems(result.error).map(
    ({ path, message }) => `${file}${pathText([...prefix, ...path])}: ${message}`,
  );
  throw new ZfappsError('invalid_config', lines.join('\n'), { cause: result.error });
}
