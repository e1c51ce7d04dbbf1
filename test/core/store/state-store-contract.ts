import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

  describeLeases(name, create);
}

const OWNERS = ['one', 'two', 'three'];

/** Leases of a simple kind: what `lease` and `release` are to do, without areas and keys. */
function leaseModel() {
  let held: { owner: string; until: number } | undefined;
  return {
    lease(owner: string, ms: number): boolean {
      if (held !== undefined && held.owner !== owner && held.until > Date.now()) return false;
      held = { owner, until: Date.now() + ms };
      return true;
    },
    release(owner: string): void {
      if (held?.owner === owner) held = undefined;
    },
  };
}

function describeLeases(name: string, create: () => StateStore | Promise<StateStore>): void {
  describe(`${name} has leases`, () => {
    // The clock only: a store that uses files needs its timers.
    beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
    afterEach(() => void vi.useRealTimers());
    const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

    it('with one owner at a time', async () => {
      const store = await create();
      expect(await store.lease('area', 'key', 'one', 1_000)).toBe(true);
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(false);
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(false);
    });

    it('that the owner prolongs', async () => {
      const store = await create();
      await store.lease('area', 'key', 'one', 1_000);
      pass(900);
      expect(await store.lease('area', 'key', 'one', 1_000)).toBe(true);
      pass(900);
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(false);
    });

    it('that another may take once they are released', async () => {
      const store = await create();
      await store.lease('area', 'key', 'one', 1_000);
      await store.release('area', 'key', 'one');
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(true);
      expect(await store.lease('area', 'key', 'one', 1_000)).toBe(false);
    });

    it('that only the owner releases', async () => {
      const store = await create();
      await store.release('area', 'key', 'one');
      await store.lease('area', 'key', 'one', 1_000);
      await store.release('area', 'key', 'two');
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(false);
    });

    it('that end by their time, and are then not released by who had them', async () => {
      const store = await create();
      await store.lease('area', 'key', 'one', 1_000);
      pass(999);
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(false);
      pass(1);
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(true);
      await store.release('area', 'key', 'one');
      expect(await store.lease('area', 'key', 'one', 1_000)).toBe(false);
    });

    it('for each odd key, and in each odd area', async () => {
      const store = await create();
      for (const odd of ODD_KEYS) {
        expect(await store.lease('area', odd, odd, 1_000)).toBe(true);
        expect(await store.lease(odd, 'another key', odd, 1_000)).toBe(true);
      }
      for (const odd of ODD_KEYS) {
        expect(await store.lease('area', odd, 'other', 1_000)).toBe(false);
        expect(await store.lease('area', odd, odd, 1_000)).toBe(true);
        expect(await store.lease(odd, 'another key', odd, 1_000)).toBe(true);
      }
    });

    it('that know nothing of values, nor values of them', async () => {
      const store = await create();
      await store.lease('area', 'leased', 'one', 1_000);
      expect(await store.get('area', 'leased')).toBeUndefined();
      expect(await store.list('area')).toEqual([]);
      await store.set('area', 'leased', 'value');
      await store.set('area', 'kept', 'value');
      await store.delete('area', 'leased');
      expect(await store.lease('area', 'leased', 'two', 1_000)).toBe(false);
      expect(await store.lease('area', 'kept', 'two', 1_000)).toBe(true);
      await store.release('area', 'kept', 'two');
      expect(await store.get('area', 'kept')).toBe('value');
      expect(await store.list('area')).toEqual(['kept']);
    });

    it('that one of many takes who ask at once', async () => {
      const store = await create();
      const taken = await Promise.all(
        Array.from({ length: 50 }, (_, n) => store.lease('area', 'key', `owner ${n}`, 1_000)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('that are released after they were taken, though neither was awaited', async () => {
      const store = await create();
      await Promise.all([store.lease('area', 'key', 'one', 1_000), store.release('area', 'key', 'one')]);
      expect(await store.lease('area', 'key', 'two', 1_000)).toBe(true);
    });

    it('that do as a simple model does, whatever is done with them', async () => {
      const store = await create();
      const owner = fc.constantFrom(...OWNERS);
      const steps = fc.oneof(
        fc.record({ type: fc.constant('lease' as const), owner, ms: fc.integer({ min: 1, max: 30 }) }),
        fc.record({ type: fc.constant('release' as const), owner }),
        fc.record({ type: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20 }) }),
      );
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (list) => {
          runs += 1;
          const key = `key ${runs}`;
          const model = leaseModel();
          for (const step of list) {
            if (step.type === 'pass') pass(step.ms);
            else if (step.type === 'release') {
              await store.release('area', key, step.owner);
              model.release(step.owner);
            } else {
              expect(await store.lease('area', key, step.owner, step.ms)).toBe(
                model.lease(step.owner, step.ms),
              );
            }
          }
        }),
        { numRuns: 60 },
      );
    });
  });
}
