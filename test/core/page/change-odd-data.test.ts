import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZfappsError } from '../../../src/core/protocol/index.js';
import { errorOf, pageOf } from './page-of.js';
import type { PageRecord } from '../../../src/core/page/index.js';

describe('change of data of an odd shape', () => {
  it('says that a custom field that is null has no members', () => {
    const page = pageOf({ record: { custom_fields: [null, { value: 'x' }] } });
    const error = errorOf(() => page.change('custom_fields[0].value', 'y'));
    expect(error.code).toBe('unknown_key');
    expect(error.message).toContain('"custom_fields.0" is null and has no members');
  });

  it('writes beside a custom field that is null, and in its place', () => {
    const page = pageOf({ record: { custom_fields: [null, { value: 'x', value_formatted: 'x' }] } });
    page.change('custom_fields[1].value', 'y');
    page.change('custom_fields[0]', { value: 'z' });
    expect(page.record.custom_fields).toEqual([{ value: 'z' }, { value: 'y', value_formatted: 'y' }]);
    expect(page.changes).toEqual([{ path: 'custom_fields[1].value' }, { path: 'custom_fields[0].value' }]);
  });

  it('says that no path reaches a name that holds a dot', () => {
    const page = pageOf({ record: { custom_fields: [{ 'a.b': { c: 1 } }], 'd.e': { f: 1 } } });
    for (const [path, name] of [
      ['custom_fields[0].a.b.c', 'a.b'],
      ['d.e.f', 'd.e'],
    ]) {
      const error = errorOf(() => page.change(String(path), 2));
      expect(error.code).toBe('unknown_key');
      expect(error.message).toContain(`no path reaches "${name}", because its name holds a dot`);
    }
  });

  it.each([
    [undefined],
    [null],
    [3],
    [['a']],
    [''],
    ['a..b'],
    ['a[b]'],
  ])('refuses %j, which is no path', (path) => {
    expect(errorOf(() => pageOf().change(path as string, 1)).code).toBe('invalid_property');
  });

  it('throws nothing but errors of ours, whatever the record, the path and the value', () => {
    const names = ['line_items', 'custom_fields', 'value', 'value_formatted', 'rate', 'a.b', 'taxes', 'x'];
    const others = ['currency_code', 'price_precision', 'discount', 'x_formatted', 'total', 'language_code'];
    const key = fc.constantFrom(...names, ...others, 'constructor', '__proto__', '0');
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown[]>(null, '', 'x', 0, 1.5, true, 'USD', '5%', '2025-01-01', -1, 1e300),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const record = fc.dictionary(key, tree, { maxKeys: 6 });
    const path = fc.array(fc.oneof(key, fc.constantFrom('0', '1', '2')), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(record, fc.array(fc.tuple(path, tree), { maxLength: 4 }), (given, writings) => {
        const page = pageOf({ record: given as PageRecord });
        for (const [parts, value] of writings) {
          try {
            page.change(parts.join('.'), value);
          } catch (error) {
            if (!isZfappsError(error)) throw error;
            expect(error.message).toMatch(/[.?]$/);
          }
          expect(page.view.changes.length).toBeLessThanOrEqual(50);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
