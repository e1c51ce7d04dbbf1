import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StateStore } from '../../../src/core/store/index.js';

/** Keys that naive stores lose, mix up, or read as something else. */
export const ODD_KEYS = [
  '',
  ' ',
  '.',
  '..',
  '__proto__',
  'constructor',
  'toString',
  'a/b',
  '../../etc/passwd',
  'C:\\x',
  'con',
  'nul.json',
  'key',
  'KEY',
  'é',
  'e\u0301',
  '🎈',
  '\ud83c',
  '\udf88',
  '\ufffd',
  'a\u0000b',
  'line\nbreak',
  '*?<>|":',
  'x'.repeat(10_000),
  `${'x'.repeat(10_000)}y`,
];

/** What every {@link StateStore} does. `create` gives a new, empty one. */
export function describeStateStore(name: string, create: () => StateStore | Promise<StateStore>): void {
  describe(`${name} is a state store`, () => {
    it('has nothing at first', async () => {
      const store = await create();
      expect(await store.get('area', 'key')).toBeUndefined();
      expect(await store.get('__proto__', 'constructor')).toBeUndefined();
      expect(await store.list('area')).toEqual([]);
    });

    it.each([
      null,
      false,
      0,
      '',
      'text',
      1.5,
      [],
      {},
      [1, [null]],
      { a: { b: ['🎈'] } },
      JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
    ])('keeps %j', async (value) => {
      const store = await create();
      await store.set('area', 'key', value);
      const read = await store.get('area', 'key');
      expect(JSON.stringify(read)).toBe(JSON.stringify(value));
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it('tells odd keys apart', async () => {
      const store = await create();
      for (const [index, key] of ODD_KEYS.entries()) await store.set('area', key, index);
      for (const [index, key] of ODD_KEYS.entries()) expect(await store.get('area', key)).toBe(index);
      expect(await store.list('area')).toEqual([...ODD_KEYS].sort());
    });

    it('tells odd areas apart', async () => {
      const store = await create();
      for (const [index, area] of ODD_KEYS.entries()) await store.set(area, 'key', index);
      for (const [index, area] of ODD_KEYS.entries()) {
        expect(await store.get(area, 'key')).toBe(index);
        expect(await store.list(area)).toEqual(['key']);
      }
    });

    it('replaces a value, and removes it', async () => {
      const store = await create();
      await store.set('area', 'key', 1);
      await store.set('area', 'key', 2);
      await store.set('area', 'other', 3);
      expect(await store.get('area', 'key')).toBe(2);
      await store.delete('area', 'key');
      await store.delete('area', 'never there');
      expect(await store.get('area', 'key')).toBeUndefined();
      expect(await store.list('area')).toEqual(['other']);
    });

    it('gives copies: what is changed after writing or reading changes nothing that is kept', async () => {
      const store = await create();
      const value = { list: [1] };
      await store.set('area', 'key', value);
      value.list.push(2);
      ((await store.get('area', 'key')) as typeof value).list.push(3);
      expect(await store.get('area', 'key')).toEqual({ list: [1] });
    });

    it('keeps the later of two values of one key, though neither was awaited', async () => {
      const store = await create();
      const writes = Array.from({ length: 20 }, (_, n) =>
        store.set('area', 'key', { n, fill: 'x'.repeat(n % 2 ? 9 : 90_000) }),
      );
      await Promise.all([...writes, store.set('area', 'key', 'last')]);
      expect(await store.get('area', 'key')).toBe('last');
      await Promise.all([store.set('area', 'key', 'again'), store.delete('area', 'key')]);
      expect(await store.get('area', 'key')).toBeUndefined();
    });

    it('refuses what JSON cannot hold, and keeps what was there', async () => {
      const store = await create();
      await store.set('area', 'key', 1);
      const circle: { self?: unknown } = {};
      circle.self = circle;
      for (const value of [undefined, () => {}, Symbol('s'), 1n, circle]) {
        await expect(store.set('area', 'key', value)).rejects.toMatchObject({
          code: 'invalid_options',
          message: expect.stringContaining('cannot be stored as JSON'),
        });
      }
      expect(await store.get('area', 'key')).toBe(1);
    });

    it('gives back any JSON data by any key', async () => {
      const store = await create();
      const text = fc.string({ unit: 'binary' });
      await fc.assert(
        fc.asyncProperty(text, text, fc.jsonValue(), async (area, key, value) => {
          await store.set(area, key, value);
          expect(JSON.stringify(await store.get(area, key))).toBe(JSON.stringify(value));
          expect(await store.list(area)).toContain(key);
        }),
        { numRuns: 60 },
      );
    });
  });
}
