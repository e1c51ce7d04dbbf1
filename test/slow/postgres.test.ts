import { once } from 'node:events';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLease } from '../../src/core/store/index.js';
import { extensionChange } from '../../src/node/sql/extension-change.js';
import { openPostgres } from '../../src/node/sql/open-postgres.js';
import { describeExtensionStore } from '../core/store/extension-store-contract.js';
import { describeStateStore } from '../core/store/state-store-contract.js';
import { startRealPostgres } from '../support/real-postgres.js';
import { openStore } from '../support/sql-stores.js';
import { startTogether } from '../support/store-processes.js';
import type { RealPostgres } from '../support/real-postgres.js';

let postgres: RealPostgres;
beforeAll(async () => {
  postgres = await startRealPostgres();
});
afterAll(() => postgres?.stop());

// Tests of leases hold this process' clock; the database has its own.
const create = async () => openStore({ url: await postgres.database() }, { now: () => Date.now() });
describeStateStore('sqlStore in a real Postgres', create);
describeExtensionStore('sqlStore in a real Postgres', create);

const record = (key: string, n: number) => ({ key, queriableValue: `group ${n % 3}`, value: { n } });

describe('pools on one Postgres', () => {
  it('open an empty place at one moment, and all work', async () => {
    for (let round = 0; round < 5; round += 1) {
      const url = await postgres.database();
      const stores = Array.from({ length: 5 }, () => openStore({ url }));
      await Promise.all(stores.map((store, n) => store.set('area', `${n}`, n)));
      for (const store of stores) expect(await store.list('area')).toEqual(['0', '1', '2', '3', '4']);
      for (const store of stores) await store.close();
    }
  });

  it('see each other’s writes at once', async () => {
    const url = await postgres.database();
    const [one, two] = [openStore({ url }), openStore({ url })];
    for (let n = 0; n < 100; n += 1) {
      const [writer, reader] = n % 2 === 0 ? [one, two] : [two, one];
      await writer.set('area', 'key', n);
      expect(await reader.get('area', 'key')).toBe(n);
      await writer.putRecords('one', [record('key', n)]);
      expect(await reader.findRecords('one', { from: 0, limit: 2 })).toEqual([record('key', n)]);
    }
  });

  it('add exactly as many logs to one reference as is said, also where the database is stricter', async () => {
    for (const level of ['read committed', 'serializable']) {
      const base = await postgres.database();
      const url = `${base}?options=${encodeURIComponent(`-c default_transaction_isolation=${level.replace(' ', '\\ ')}`)}`;
      const stores = [openStore({ url }), openStore({ url })];
      const added = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          stores[n % 2]?.addLog(
            'one',
            { reference: 'r', title: `${n}`, description: '', at: n },
            { most: 10, since: 0 },
          ),
        ),
      );
      expect(added.filter((log) => log !== undefined)).toHaveLength(10);
      const logs = (await stores[0]?.logs('one', { since: 0, from: 0, limit: 100 })) ?? [];
      expect(logs).toHaveLength(10);
      expect(logs.filter(({ parentLogId }) => parentLogId === undefined)).toEqual([logs.at(-1)]);
    }
  });

  it('write the same records in any order, and none waits for ever', async () => {
    const url = await postgres.database();
    const stores = [openStore({ url }), openStore({ url })];
    const records = Array.from({ length: 50 }, (_, n) => record(`${n}`, n));
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        stores[n % 2]?.putRecords('one', n % 4 < 2 ? records : records.toReversed()),
      ),
    );
    const found = await openStore({ url }).findRecords('one', { from: 0, limit: 100 });
    expect(found).toHaveLength(50);
  });

  it('clear an installation between the writes of others, never within one', async () => {
    const url = await postgres.database();
    const [one, two] = [openStore({ url }), openStore({ url })];
    const records = Array.from({ length: 600 }, (_, n) => record(`${n}`, n));
    for (let n = 0; n < 10; n += 1) {
      await Promise.all([one.putRecords('one', records), two.clear('one')]);
      const found = await one.findRecords('one', { from: 0, limit: 1_000 });
      expect([0, 600]).toContain(found.length);
    }
  });

  it('lease to one of many who ask at once', async () => {
    const url = await postgres.database();
    const stores = [openStore({ url }), openStore({ url })];
    for (let round = 0; round < 10; round += 1) {
      const taken = await Promise.all(
        Array.from({ length: 30 }, (_, n) => stores[n % 2]?.lease('area', `${round}`, `owner ${n}`, 60_000)),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    }
  });

  it('have one connection only, and much to do', async () => {
    const store = openStore({ url: await postgres.database(), connections: 1 });
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        withLease(store, 'area', 'counter', async () => {
          await store.putRecords(`${n}`, [record('key', n)]);
          await store.set('area', 'counter', Number((await store.get('area', 'counter')) ?? 0) + 1);
        }),
      ),
    );
    expect(await store.get('area', 'counter')).toBe(10);
  });

  it('are too busy, not stuck, while one hangs within a change; and then it is cut off', async () => {
    const url = await postgres.database();
    const store = openStore({ url });
    await store.putRecords('one', [record('key', 1)]);
    const hung = await openPostgres({ kind: 'postgres', url, shown: 'the hung one' }, 1, {});
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let cut: Promise<unknown> = Promise.resolve();
    await new Promise<void>((holds) => {
      cut = extensionChange('one', async (db) => {
        holds();
        await released;
        await sql`select 1`.execute(db);
      })(hung).catch((error: unknown) => error);
    });
    const start = performance.now();
    await expect(store.putRecords('one', [record('key', 2)])).rejects.toMatchObject({ code: 'too_busy' });
    const waited = performance.now() - start;
    expect(waited).toBeGreaterThan(4_500);
    expect(waited).toBeLessThan(7_000);
    expect(await store.findRecords('one', { from: 0, limit: 2 })).toEqual([record('key', 1)]);
    // Others are not held up, nor are those that wait while the database ends it: 10 seconds from its last query.
    await store.putRecords('two', [record('key', 1)]);
    await expect
      .poll(
        () =>
          store.putRecords('one', [record('key', 3)]).then(
            () => true,
            () => false,
          ),
        { timeout: 15_000 },
      )
      .toBe(true);
    release();
    expect(await cut).toBeInstanceOf(Error);
    await hung.close();
  }, 30_000);

  it('need no right to make tables where these are there', async () => {
    const url = await postgres.database();
    const owner = openStore({ url });
    await owner.set('area', 'key', 1);
    await postgres.run(
      url,
      `create role reader login;
       grant select, insert, update, delete on all tables in schema public to reader`,
    );
    const store = openStore({ url: url.replace('tester@', 'reader@') });
    await store.set('area', 'key', 2);
    expect(await owner.get('area', 'key')).toBe(2);
  });

  it('go on after their connections were cut', async () => {
    const url = await postgres.database();
    const store = openStore({ url });
    await store.set('area', 'key', 1);
    await postgres.run(
      url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    // One that hears of it only now may fail; none after it.
    await store.get('area', 'key').catch(() => {});
    expect(await store.get('area', 'key')).toBe(1);
  });
});

describe('processes on one Postgres', () => {
  it('work one at a time by a lease', async () => {
    const url = await postgres.database();
    const script = `
      for (let n = 0; n < 50; n += 1) {
        await withLease(store, 'area', 'counter', async () => {
          const count = (await store.get('area', 'counter')) ?? 0;
          await store.set('area', 'counter', count + 1);
        });
      }
      await store.close();`;
    const processes = await startTogether(script, [url], [url], [url]);
    for (const { ended } of processes) expect(await ended).toEqual([0, null]);
    expect(await openStore({ url }).get('area', 'counter')).toBe(150);
  });

  it('keep what was acknowledged of one that was killed, whole calls only', async () => {
    const url = await postgres.database();
    const script = `
      import { writeSync } from 'node:fs';
      for (let n = 0; ; n += 1) {
        await store.putRecords('one', [{ key: 'a' + n, value: {} }, { key: 'b' + n, value: {} }]);
        writeSync(1, n + '\\n');
      }`;
    const [only] = await startTogether(script, [url]);
    if (only === undefined) throw new Error('A process was to start.');
    while (only.lines().length < 50) await once(only.child.stdout, 'data');
    only.child.kill('SIGKILL');
    expect(await only.ended).toEqual([null, 'SIGKILL']);
    const records = await openStore({ url }).findRecords('one', { from: 0, limit: 100_000 });
    const keys = new Set(records.map(({ key }) => key));
    for (const n of only.lines()) expect(keys.has(`a${n}`) && keys.has(`b${n}`), n).toBe(true);
    expect(keys.size % 2).toBe(0);
  });

  it('end though they close no store', async () => {
    const [only] = await startTogether(`await store.set('area', 'key', 1);`, [await postgres.database()]);
    expect(await only?.ended).toEqual([0, null]);
  });
});
