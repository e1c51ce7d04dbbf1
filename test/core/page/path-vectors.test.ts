import { describe, expect, it } from 'vitest';
import { vectors } from '../../support/vectors.js';
import { errorOf, pageOf } from './page-of.js';
import type { PageMode } from '../../../src/core/project/index.js';

interface PathVectors {
  page: { module: string; mode: PageMode };
  record: Record<string, unknown>;
  cases: {
    op: 'get' | 'set';
    path: unknown;
    value?: unknown;
    expect: {
      /** What `get` answers. */
      resolves?: Record<string, unknown>;
      /** What is at these paths of the record after `set`. */
      record?: Record<string, unknown>;
      rejects?: true;
      mentions?: string;
    };
  }[];
}

const { page: where, record, cases } = vectors<PathVectors>('paths.json');

/** Follows `line_items.0.rate` or `line_items.length`. */
function at(path: string, value: unknown): unknown {
  return path.split('.').reduce((holder, part) => (holder as Record<string, unknown>)[part], value);
}

describe('paths, by the vectors', () => {
  it('has cases of both', () => {
    expect(cases.filter(({ op }) => op === 'get').length).toBeGreaterThan(10);
    expect(cases.filter(({ op }) => op === 'set').length).toBeGreaterThan(8);
  });

  it.each(cases.map((one) => [one.op, JSON.stringify(one.path), one] as const))('%s %s', (op, _, one) => {
    const page = pageOf({ ...where, record });
    const call = () => (op === 'get' ? page.get(one.path) : page.set(one.path, one.value));
    if (one.expect.rejects) {
      expect(errorOf(call).message).toContain(one.expect.mentions ?? '');
      expect(page.record).toEqual(record);
      return;
    }
    const answer = call();
    if (op === 'get') return expect(answer).toEqual(one.expect.resolves);
    expect(answer).toEqual({ invoice: page.record });
    const expected = Object.entries(one.expect.record ?? {});
    expect(expected.length).toBeGreaterThan(0);
    for (const [path, value] of expected) expect(at(path, page.record), path).toEqual(value);
  });
});
