import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source-files.js';

const shared = join(root, '../shared/vectors');

it.skipIf(!existsSync(shared))('test/vectors is a true copy of the shared vectors', () => {
  const names = readdirSync(shared).filter((name) => name.endsWith('.json'));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    expect(readFileSync(join(root, 'test/vectors', name), 'utf8'), name).toBe(
      readFileSync(join(shared, name), 'utf8'),
    );
  }
});
