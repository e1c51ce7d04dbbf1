import { z } from 'zod';
import { DEFAULT_LIMITS } from '../protocol/index.js';
import { strictObject } from './strict-object.js';

/** The longest time that a timer can hold, 2^31 - 1 ms; a longer one would run out at once. */
const LONGEST_TIMER_MS = 2_147_483_647;

const limit = (name: keyof typeof DEFAULT_LIMITS, least: number, most?: number) => {
  const whole = z.int('expected a whole number').min(least, `expected a number of at least ${least}`);
  return (most === undefined ? whole : whole.max(most, `expected a number of at most ${most}`)).default(
    DEFAULT_LIMITS[name],
  );
};

/** The schema of `limits`; a member that is missing or undefined has its default. */
export const limitsSchema = strictObject({
  requestBytes: limit('requestBytes', 1),
  responseBytes: limit('responseBytes', 1),
  timeoutMs: limit('timeoutMs', 1, LONGEST_TIMER_MS),
  tokenMs: limit('tokenMs', 1, LONGEST_TIMER_MS),
  inFlight: limit('inFlight', 1),
  waiting: limit('waiting', 0),
  redirects: limit('redirects', 0),
  preSaveMs: limit('preSaveMs', 100, LONGEST_TIMER_MS),
});
