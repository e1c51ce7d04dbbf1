import { describe, it } from 'vitest';
import { FAILURES, SUCCESSES } from './token-answers.js';
import { tryTokenAnswers } from './try-token-answers.js';

// All that it may answer is tried in test/slow/secrets.test.ts; these show whether secrets are masked at all.
const SAMPLES = ['repeats all in the description', 'repeats all in an error that is an object'] as const;

describe('nothing secret leaves dev', () => {
  it('by a token endpoint that repeats secrets in an error, or beside a token', async () => {
    await tryTokenAnswers(Object.fromEntries(SAMPLES.map((name) => [name, FAILURES[name]])), SUCCESSES);
  }, 60_000);
});
