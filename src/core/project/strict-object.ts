import { z } from 'zod';
import { didYouMean } from './nearest.js';

/**
 * An object schema that refuses unknown keys, each with the nearest right one.
 *
 * @param later keys that the design has and this version does not: they say so
 */
export function strictObject<Shape extends z.core.$ZodShape>(shape: Shape, later: readonly string[] = []) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'invalid_type') return `expected an object with ${known.join(', ')}`;
      if (issue.code !== 'unrecognized_keys') return undefined;
      // One line per key: `configProblems` splits them again, because zod reports all keys as one issue.
      return issue.keys.map((key) => unknownKey(key, known, later)).join('\n');
    },
  });
}

function unknownKey(key: string, known: readonly string[], later: readonly string[]): string {
  if (later.includes(key)) return 'is not there yet in this version; leave it out';
  return `is not a known key${didYouMean(key, known) || `; known are ${known.join(', ')}`}`;
}
