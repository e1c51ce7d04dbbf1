import { configProblems, pathText } from '../../../src/core/project/index.js';
import type { z } from 'zod';

/** What a schema says of a value, as `path: message`. */
export function problemsOf(schema: z.ZodType, value: unknown): string[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return configProblems(result.error).map(({ path, message }) => `${pathText(path)}: ${message}`);
}
