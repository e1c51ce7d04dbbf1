import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './source-files.js';

/** The rows of `docs/parity.md`: fact, source, state, test. */
const rows = readFileSync(join(root, 'docs/parity.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!fact|---)/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, fact = '', source = '', state = '', test = '']) => ({ fact, source, state, test }));

describe('the parity table', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  it.each(rows)('$fact', ({ source, state, test }) => {
    expect(source).toMatch(/^[DLC](?:\/[DLC])*$/);
    expect(state).toMatch(/^(?:yes|partly: .+|not yet(?:: .+)?)$/);
    const named = /^`([\w/.-]+\.test\.ts)`$/.exec(test)?.[1];
    if (state.startsWith('not yet')) expect(test).toBe('');
    else expect(named !== undefined && existsSync(join(root, 'test', named)), test).toBe(true);
  });
});
