import { describe, it } from 'vitest';
import { FAILURES, SUCCESSES } from '../cli/secrets/token-answers.js';
import { tryTokenAnswers } from '../cli/secrets/try-token-answers.js';

describe('nothing secret leaves dev', () => {
  it('by a token endpoint, whatever it answers', async () => {
    await tryTokenAnswers(FAILURES, SUCCESSES);
  });
});
