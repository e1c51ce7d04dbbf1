import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { openStore } from '../support/sql-stores.js';
import { startTogether } from '../support/store-processes.js';
import { tempFolder } from './temp-folder.js';

const newFile = async () => join(await tempFolder(), 'zfapps.db');

describe('processes on one file', () => {
  it('open empty places at one moment, and all work', async () => {
    const folder = await tempFolder();
    for (let n = 0; n < 20; n += 1) await mkdir(join(folder, `${n}`));
    const script = `
      for (let n = 0; n < 20; n += 1) {
        const other = sqlStore({ url: url + '/' + n + '/zfapps.db' });
        await other.set('area', own, n);
        await other.close();
      }
      process.exit();`;
    const processes = await startTogether(script, [folder, 'a'], [folder, 'b'], [folder, 'c']);
    for (const { ended } of processes) expect(await ended).toEqual([0, null]);
    for (let n = 0; n < 20; n += 1)
      expect(await openStore({ url: join(folder, `${n}`, 'zfapps.db') }).list('area')).toEqual([
        'a',
        'b',
        'c',
      ]);
  }, 60_000);

  it('keep every write that was acknowledged, also of one that was killed', async () => {
    const url = await newFile();
    // A line says that a write has resolved. The pipe is written before the next write begins.
    const script = `
      import { writeSync } from 'node:fs';
      for (let n = 0; own !== 'steady' || n < 300; n += 1) {
        await store.set('area', own + n, n);
        await store.putRecords(own, [{ key: 'a' + n, value: { n } }, { key: 'b' + n, value: { n } }]);
        writeSync(1, n + '\\n');
      }
      process.exit();`;
    const [killed, steady] = await startTogether(script, [url, 'killed'], [url, 'steady']);
    if (killed === undefined || steady === undefined) throw new Error('Two processes were to start.');
    while (killed.lines().length < 50) await once(killed.child.stdout, 'data');
    killed.child.kill('SIGKILL');
    expect(await killed.ended).toEqual([null, 'SIGKILL']);
    expect(await steady.ended).toEqual([0, null]);
    expect(steady.lines()).toHaveLength(300);

    const database = new Database(url);
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
    const store = openStore({ url });
    const keys = new Set(await store.list('area'));
    for (const [own, one] of [
      ['killed', killed],
      ['steady', steady],
    ] as const) {
      const records = await store.findRecords(own, { from: 0, limit: 100_000 });
      const found = new Set(records.map(({ key }) => key));
      for (const n of one.lines()) {
        expect(keys.has(own + n), `${own} ${n}`).toBe(true);
        expect(found.has(`a${n}`) && found.has(`b${n}`), `records ${n} of ${own}`).toBe(true);
      }
      // Records of one call are all there, or none.
      expect(records.length % 2).toBe(0);
    }
  }, 60_000);

  it('add at most as many logs to one reference as is said', async () => {
    const url = await newFile();
    const script = `
      let added = 0;
      for (let n = 0; n < 40; n += 1) {
        const log = { reference: 'r' + (n % 4), title: own, description: '', at: n };
        if ((await store.addLog('one', log, { most: 10, since: 0 })) !== undefined) added += 1;
      }
      console.log(added);
      await store.close();
      process.exit();`;
    const processes = await startTogether(script, [url, 'a'], [url, 'b']);
    for (const { ended } of processes) expect(await ended).toEqual([0, null]);
    const added = processes.map(({ lines }) => Number(lines()[0]));
    expect(added.reduce((sum, one) => sum + one)).toBe(40);
    const logs = await openStore({ url }).logs('one', { since: 0, from: 0, limit: 100 });
    expect(logs).toHaveLength(40);
    const ids = logs.map(({ logId }) => BigInt(logId));
    expect(new Set(ids).size).toBe(40);
    for (const reference of ['r0', 'r1', 'r2', 'r3']) {
      const group = logs.filter((log) => log.reference === reference);
      expect(group).toHaveLength(10);
      expect(group.filter(({ parentLogId }) => parentLogId === undefined)).toHaveLength(1);
    }
  }, 60_000);

  it('work one at a time by a lease', async () => {
    const url = await newFile();
    const script = `
      for (let n = 0; n < 50; n += 1) {
        await withLease(store, 'area', 'counter', async () => {
          const count = (await store.get('area', 'counter')) ?? 0;
          await store.set('area', 'counter', count + 1);
        });
      }
      await store.close();
      process.exit();`;
    const processes = await startTogether(script, [url], [url]);
    for (const { ended } of processes) expect(await ended).toEqual([0, null]);
    expect(await openStore({ url }).get('area', 'counter')).toBe(100);
  }, 60_000);
});

describe('a process', () => {
  it('ends though it closes no store', async () => {
    const url = await newFile();
    const [only] = await startTogether(`await store.set('area', 'key', 1);`, [url]);
    expect(await only?.ended).toEqual([0, null]);
  }, 60_000);
});
