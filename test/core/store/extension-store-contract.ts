import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ODD_KEYS } from './state-store-contract.js';
import type { ExtensionStore, NewLog, StorageRecord } from '../../../src/core/store/index.js';

type Create = () => ExtensionStore | Promise<ExtensionStore>;

const ALL = { from: 0, limit: 1_000 };
const LIMITS = { most: 10, since: 0 };

/** What every {@link ExtensionStore} does. `create` gives a new, empty one. */
export function describeExtensionStore(name: string, create: Create): void {
  describe(`${name} is a store of extension data`, () => {
    describeRecords(create);
    describeParams(create);
    describeLogs(create);
    describeInstallations(create);
  });
}

const record = (key: string, n: number, queriableValue?: string): StorageRecord => ({
  key,
  ...(queriableValue === undefined ? {} : { queriableValue }),
  value: { n },
});

const keysOf = (records: readonly StorageRecord[]) => records.map(({ key }) => key);

function describeRecords(create: Create): void {
  describe('records', () => {
    it('are none at first', async () => {
      const store = await create();
      expect(await store.findRecords('one', ALL)).toEqual([]);
      expect(await store.findRecords('__proto__', { ...ALL, key: 'constructor' })).toEqual([]);
      expect(await store.deleteRecord('one', 'key')).toBe(false);
    });

    it('are found by key, by queriable value, and by both', async () => {
      const store = await create();
      await store.putRecords('one', [record('a', 1, 'x'), record('b', 2, 'y'), record('c', 3, 'x')]);
      expect(await store.findRecords('one', { ...ALL, key: 'b' })).toEqual([record('b', 2, 'y')]);
      const ofX = await store.findRecords('one', { ...ALL, queriableValue: 'x' });
      expect(ofX).toEqual([record('a', 1, 'x'), record('c', 3, 'x')]);
      const both = await store.findRecords('one', { ...ALL, key: 'c', queriableValue: 'x' });
      expect(both).toEqual([record('c', 3, 'x')]);
      expect(await store.findRecords('one', { ...ALL, key: 'b', queriableValue: 'x' })).toEqual([]);
      expect(await store.findRecords('one', { ...ALL, queriableValue: 'z' })).toEqual([]);
    });

    it('tell no queriable value from an empty one', async () => {
      const store = await create();
      await store.putRecords('one', [record('none', 1), record('empty', 2, '')]);
      expect(await store.findRecords('one', ALL)).toEqual([record('none', 1), record('empty', 2, '')]);
      expect(await store.findRecords('one', { ...ALL, queriableValue: '' })).toEqual([
        record('empty', 2, ''),
      ]);
    });

    it('keep their place when they are replaced, also in a group that they join later', async () => {
      const store = await create();
      await store.putRecords('one', [record('b', 1), record('a', 2, 'x'), record('c', 3, 'x')]);
      await store.putRecords('one', [record('d', 4, 'x'), record('b', 5, 'x')]);
      const expected = [record('b', 5, 'x'), record('a', 2, 'x'), record('c', 3, 'x'), record('d', 4, 'x')];
      expect(await store.findRecords('one', ALL)).toEqual(expected);
      expect(await store.findRecords('one', { ...ALL, queriableValue: 'x' })).toEqual(expected);
    });

    it('leave their group when they lose its value, or get another', async () => {
      const store = await create();
      await store.putRecords('one', [record('a', 1, 'x'), record('b', 2, 'x'), record('c', 3, 'x')]);
      await store.putRecords('one', [record('a', 1), record('b', 2, 'y')]);
      const group = async (queriableValue: string) =>
        keysOf(await store.findRecords('one', { ...ALL, queriableValue }));
      expect(await group('x')).toEqual(['c']);
      expect(await group('y')).toEqual(['b']);
    });

    it('come last once they were removed and added again', async () => {
      const store = await create();
      await store.putRecords('one', [record('a', 1, 'x'), record('b', 2, 'x')]);
      expect(await store.deleteRecord('one', 'a')).toBe(true);
      expect(keysOf(await store.findRecords('one', { ...ALL, queriableValue: 'x' }))).toEqual(['b']);
      expect(await store.deleteRecord('one', 'a')).toBe(false);
      await store.putRecords('one', [record('a', 3, 'x')]);
      expect(keysOf(await store.findRecords('one', ALL))).toEqual(['b', 'a']);
    });

    it('of one key that come together: the later wins, in the place of the first', async () => {
      const store = await create();
      await store.putRecords('one', [record('a', 1, 'x'), record('b', 2), record('a', 3, 'y')]);
      expect(await store.findRecords('one', ALL)).toEqual([record('a', 3, 'y'), record('b', 2)]);
    });

    it('come in pages', async () => {
      const store = await create();
      const many = Array.from({ length: 25 }, (_, n) => record(`key ${n}`, n, n % 2 === 0 ? 'even' : 'odd'));
      await store.putRecords('one', many);
      expect(await store.findRecords('one', { from: 20, limit: 10 })).toEqual(many.slice(20));
      expect(await store.findRecords('one', { from: 5, limit: 3 })).toEqual(many.slice(5, 8));
      expect(await store.findRecords('one', { from: 25, limit: 3 })).toEqual([]);
      expect(await store.findRecords('one', { from: 0, limit: 0 })).toEqual([]);
      const even = many.filter(({ queriableValue }) => queriableValue === 'even');
      const page = await store.findRecords('one', { queriableValue: 'even', from: 4, limit: 3 });
      expect(page).toEqual(even.slice(4, 7));
    });

    it('are added by the thousand', async () => {
      const store = await create();
      const many = Array.from({ length: 1_201 }, (_, n) => record(`${n}`, n));
      await store.putRecords('one', many);
      expect(await store.findRecords('one', { from: 0, limit: 2_000 })).toEqual(many);
    });

    it('may be none to add', async () => {
      const store = await create();
      await store.putRecords('one', []);
      expect(await store.findRecords('one', ALL)).toEqual([]);
    });

    it('have any keys and queriable values', async () => {
      const store = await create();
      for (const [n, odd] of ODD_KEYS.entries()) await store.putRecords('one', [record(odd, n, odd)]);
      for (const [n, odd] of ODD_KEYS.entries()) {
        const expected = [record(odd, n, odd)];
        expect(await store.findRecords('one', { ...ALL, key: odd })).toEqual(expected);
        expect(await store.findRecords('one', { ...ALL, queriableValue: odd })).toEqual(expected);
      }
      for (const odd of ODD_KEYS) expect(await store.deleteRecord('one', odd)).toBe(true);
      expect(await store.findRecords('one', ALL)).toEqual([]);
    });

    it('are copies: what is changed after writing or reading changes nothing that is kept', async () => {
      const store = await create();
      const value = { list: [1] };
      const written = store.putRecords('one', [{ key: 'key', value }]);
      value.list.push(2);
      await written;
      const [read] = await store.findRecords('one', ALL);
      (read?.value as typeof value).list.push(3);
      expect(await store.findRecords('one', ALL)).toEqual([{ key: 'key', value: { list: [1] } }]);
    });

    it('are all refused where one is no JSON', async () => {
      const store = await create();
      await store.putRecords('one', [record('kept', 1)]);
      const wrong = { key: 'wrong', value: { big: 1n } };
      await expect(store.putRecords('one', [record('kept', 2), wrong])).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringContaining('cannot be stored as JSON'),
      });
      expect(await store.findRecords('one', ALL)).toEqual([record('kept', 1)]);
    });

    it('hold any JSON object', async () => {
      const store = await create();
      const text = fc.string({ unit: 'binary' });
      await fc.assert(
        fc.asyncProperty(text, text, fc.dictionary(text, fc.jsonValue()), async (key, group, value) => {
          await store.putRecords('one', [{ key, queriableValue: group, value }]);
          const [read] = await store.findRecords('one', { key, queriableValue: group, from: 0, limit: 1 });
          expect(JSON.stringify(read?.value)).toBe(JSON.stringify(value));
        }),
        { numRuns: 60 },
      );
    });

    it('do as a simple list does, whatever is done with them', async () => {
      const store = await create();
      const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
      const group = fc.constantFrom(undefined, '', 'x', 'y');
      const records = fc.array(
        fc.record({ key, group, n: fc.integer() }).map(({ key: k, group: g, n }) => record(k, n, g)),
        { maxLength: 4 },
      );
      const steps = fc.oneof(
        { weight: 3, arbitrary: fc.record({ type: fc.constant('put' as const), records }) },
        { weight: 1, arbitrary: fc.record({ type: fc.constant('delete' as const), key }) },
      );
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { maxLength: 12 }), async (list) => {
          runs += 1;
          const installation = `run ${runs}`;
          const model: StorageRecord[] = [];
          for (const step of list) {
            if (step.type === 'put') {
              await store.putRecords(installation, step.records);
              for (const one of step.records) replaceIn(model, one);
            } else {
              const place = model.findIndex((one) => one.key === step.key);
              expect(await store.deleteRecord(installation, step.key)).toBe(place !== -1);
              if (place !== -1) model.splice(place, 1);
            }
            expect(await store.findRecords(installation, ALL)).toEqual(model);
            for (const queriableValue of ['', 'x', 'y'])
              expect(await store.findRecords(installation, { ...ALL, queriableValue })).toEqual(
                model.filter((one) => one.queriableValue === queriableValue),
              );
          }
        }),
        { numRuns: 30 },
      );
    });
  });
}

function replaceIn(list: StorageRecord[], record: StorageRecord): void {
  const place = list.findIndex(({ key }) => key === record.key);
  if (place === -1) list.push(record);
  else list[place] = record;
}

function describeParams(create: Create): void {
  describe('config params', () => {
    it('are set one by one or together, and the others stay', async () => {
      const store = await create();
      expect(await store.params('one')).toEqual({});
      await store.setParams('one', { a: '1', b: '2' });
      await store.setParams('one', { b: '3', c: '' });
      await store.setParams('one', {});
      expect({ ...(await store.params('one')) }).toEqual({ a: '1', b: '3', c: '' });
    });

    it('are removed', async () => {
      const store = await create();
      await store.setParams('one', { a: '1', b: '2' });
      expect(await store.deleteParam('one', 'a')).toBe(true);
      expect(await store.deleteParam('one', 'a')).toBe(false);
      expect(await store.deleteParam('other', 'b')).toBe(false);
      expect({ ...(await store.params('one')) }).toEqual({ b: '2' });
    });

    it('have any names and values', async () => {
      const store = await create();
      const values = Object.fromEntries(ODD_KEYS.map((odd) => [odd, odd]));
      await store.setParams('one', values);
      const read = await store.params('one');
      expect(Object.getPrototypeOf(read)).toBeNull();
      expect(Object.keys(read).sort()).toEqual([...ODD_KEYS].sort());
      for (const odd of ODD_KEYS) expect(read[odd]).toBe(odd);
      expect(await store.deleteParam('one', '__proto__')).toBe(true);
      expect(Object.keys(await store.params('one'))).toHaveLength(ODD_KEYS.length - 1);
    });

    it('are copies', async () => {
      const store = await create();
      const values = { a: '1' };
      const written = store.setParams('one', values);
      values.a = '2';
      await written;
      (await store.params('one')).a = '3';
      expect({ ...(await store.params('one')) }).toEqual({ a: '1' });
    });
  });
}

const log = (n: number, reference?: string): NewLog => ({
  ...(reference === undefined ? {} : { reference }),
  title: `title ${n}`,
  description: `description ${n}`,
  at: n,
});

function describeLogs(create: Create): void {
  describe('logs', () => {
    it('are listed with the newest first, in pages', async () => {
      const store = await create();
      expect(await store.logs('one', { since: 0, ...ALL })).toEqual([]);
      const added = [];
      for (let n = 0; n < 12; n += 1) added.push(await store.addLog('one', log(n), LIMITS));
      expect(added.map((one) => one?.title)).toEqual(added.map((_, n) => `title ${n}`));
      const newest = added.toReversed();
      expect(await store.logs('one', { since: 0, ...ALL })).toEqual(newest);
      expect(await store.logs('one', { since: 0, from: 3, limit: 4 })).toEqual(newest.slice(3, 7));
      expect(await store.logs('one', { since: 0, from: 12, limit: 4 })).toEqual([]);
    });

    it('have ids of digits that grow, also after all were removed, and among installations', async () => {
      const store = await create();
      const ids: string[] = [];
      for (let n = 0; n < 12; n += 1) {
        const added = await store.addLog(n % 2 === 0 ? 'one' : 'other', log(n), LIMITS);
        ids.push(added?.logId ?? '');
        if (n % 4 === 3) await store.clear('one');
        if (n % 4 === 3) await store.clear('other');
      }
      for (const [n, id] of ids.entries()) {
        expect(id).toMatch(/^\d+$/);
        if (n > 0) expect(BigInt(id)).toBeGreaterThan(BigInt(ids[n - 1] ?? ''));
      }
    });

    it('with one reference have the first as their parent', async () => {
      const store = await create();
      const first = await store.addLog('one', log(1, 'r'), LIMITS);
      const other = await store.addLog('one', log(2, 's'), LIMITS);
      const second = await store.addLog('one', log(3, 'r'), LIMITS);
      const third = await store.addLog('one', log(4, 'r'), LIMITS);
      expect(first).not.toHaveProperty('parentLogId');
      expect(other).not.toHaveProperty('parentLogId');
      expect(second).toEqual({ ...log(3, 'r'), logId: second?.logId, parentLogId: first?.logId });
      expect(third?.parentLogId).toBe(first?.logId);
      expect(await store.logs('one', { since: 0, ...ALL })).toEqual([third, second, other, first]);
    });

    it('without a reference are parents alone, as many as there are; an empty reference is one', async () => {
      const store = await create();
      for (let n = 0; n < 3; n += 1)
        expect(await store.addLog('one', log(n), { most: 2, since: 0 })).toBeDefined();
      for (const one of await store.logs('one', { since: 0, ...ALL })) {
        expect(one).not.toHaveProperty('reference');
        expect(one).not.toHaveProperty('parentLogId');
      }
      const first = await store.addLog('one', log(3, ''), { most: 2, since: 0 });
      expect(first).not.toHaveProperty('parentLogId');
      const second = await store.addLog('one', log(4, ''), { most: 2, since: 0 });
      expect(second).toEqual({ ...log(4, ''), logId: second?.logId, parentLogId: first?.logId });
      expect(await store.addLog('one', log(5, ''), { most: 2, since: 0 })).toBeUndefined();
    });

    it('with one reference are at most as many as is said, and one more adds nothing', async () => {
      const store = await create();
      for (let n = 0; n < 10; n += 1) expect(await store.addLog('one', log(n, 'r'), LIMITS)).toBeDefined();
      expect(await store.addLog('one', log(10, 'r'), LIMITS)).toBeUndefined();
      expect(await store.addLog('one', log(10, 's'), LIMITS)).toBeDefined();
      expect(await store.addLog('two', log(10, 'r'), LIMITS)).toBeDefined();
      expect(await store.logs('one', { since: 0, ...ALL })).toHaveLength(11);
    });

    it('are at most as many though they are added at once', async () => {
      const store = await create();
      const added = await Promise.all(
        Array.from({ length: 25 }, (_, n) => store.addLog('one', log(n, 'r'), LIMITS)),
      );
      expect(added.filter((one) => one !== undefined)).toHaveLength(10);
      expect(await store.logs('one', { since: 0, ...ALL })).toHaveLength(10);
    });

    it('from before a time are not listed, and the next one is then the parent', async () => {
      const store = await create();
      await store.addLog('one', log(1, 'r'), LIMITS);
      const second = await store.addLog('one', log(2, 'r'), LIMITS);
      const third = await store.addLog('one', log(3, 'r'), LIMITS);
      const listed = await store.logs('one', { since: 2, ...ALL });
      expect(listed).toEqual([
        { ...log(3, 'r'), logId: third?.logId, parentLogId: second?.logId },
        { ...log(2, 'r'), logId: second?.logId },
      ]);
    });

    it('from before a time are forgotten when one is added, and make room', async () => {
      const store = await create();
      for (let n = 0; n < 10; n += 1) await store.addLog('one', log(n, 'r'), LIMITS);
      const added = await store.addLog('one', log(20, 'r'), { most: 10, since: 9 });
      const listed = await store.logs('one', { since: 0, ...ALL });
      expect(listed.map(({ at }) => at)).toEqual([20, 9]);
      expect(added?.parentLogId).toBe(listed[1]?.logId);
      expect(listed[1]).not.toHaveProperty('parentLogId');
      // All are from before: it is a parent itself.
      const alone = await store.addLog('one', log(30, 'r'), { most: 10, since: 25 });
      expect(alone).not.toHaveProperty('parentLogId');
    });

    it('hold any texts, and times to the millisecond', async () => {
      const store = await create();
      const at = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
      for (const odd of ODD_KEYS) {
        const given = { reference: odd, title: odd, description: odd, at };
        const added = await store.addLog('one', given, LIMITS);
        expect(added).toEqual({ ...given, logId: added?.logId });
        const [read] = await store.logs('one', { since: at, from: 0, limit: 1 });
        expect(read).toEqual(added);
      }
      expect(await store.logs('one', { since: at + 1, ...ALL })).toEqual([]);
    });
  });
}

function describeInstallations(create: Create): void {
  describe('installations', () => {
    it('know nothing of each other, however odd their ids', async () => {
      const store = await create();
      for (const [n, odd] of ODD_KEYS.entries()) {
        await store.putRecords(odd, [record('key', n, 'x')]);
        await store.setParams(odd, { name: `${n}` });
        await store.addLog(odd, log(n, 'r'), LIMITS);
      }
      for (const [n, odd] of ODD_KEYS.entries()) {
        expect(await store.findRecords(odd, ALL)).toEqual([record('key', n, 'x')]);
        expect(await store.findRecords(odd, { ...ALL, queriableValue: 'x' })).toHaveLength(1);
        expect({ ...(await store.params(odd)) }).toEqual({ name: `${n}` });
        const [only, ...more] = await store.logs(odd, { since: 0, ...ALL });
        expect(more).toEqual([]);
        expect(only).toEqual({ ...log(n, 'r'), logId: only?.logId });
      }
    });

    it('are emptied alone', async () => {
      const store = await create();
      for (const installation of ['one', 'two']) {
        await store.putRecords(installation, [record('key', 1, 'x')]);
        await store.setParams(installation, { name: 'value' });
        await store.addLog(installation, log(1, 'r'), LIMITS);
      }
      await store.clear('one');
      await store.clear('never there');
      expect(await store.findRecords('one', ALL)).toEqual([]);
      expect(await store.findRecords('one', { ...ALL, queriableValue: 'x' })).toEqual([]);
      expect({ ...(await store.params('one')) }).toEqual({});
      expect(await store.logs('one', { since: 0, ...ALL })).toEqual([]);
      expect(await store.findRecords('two', ALL)).toHaveLength(1);
      expect({ ...(await store.params('two')) }).toEqual({ name: 'value' });
      expect(await store.logs('two', { since: 0, ...ALL })).toHaveLength(1);
    });
  });
}
