import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { sql } from 'kysely';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { isZfappsError } from '../../src/core/protocol/index.js';
import { withLease } from '../../src/core/store/index.js';
import { openSql } from '../../src/node/sql/open-sql.js';
import { findRecords, putRecords } from '../../src/node/sql/record-rows.js';
import { loadDriver } from '../../src/node/sql/load-driver.js';
import { sqlStore } from '../../src/node/sql/index.js';
import { describeExtensionStore } from '../core/store/extension-store-contract.js';
import { describeStateStore } from '../core/store/state-store-contract.js';
import { openStore } from '../support/sql-stores.js';
import { failure, tempFolder } from './temp-folder.js';
import type { SqlDatabase } from '../../src/node/sql/sql-database.js';

const newFile = async () => join(await tempFolder(), 'zfapps.db');

const inFile = async () => openStore({ url: await newFile() });
describeStateStore('sqlStore in a file', inFile);
describeExtensionStore('sqlStore in a file', inFile);

const inMemory = () => openStore({ url: ':memory:' });
describeStateStore('sqlStore in memory', inMemory);
describeExtensionStore('sqlStore in memory', inMemory);

describe('the url of a store', () => {
  it.each([
    ['path', (file: string) => file],
    ['file: URL', (file: string) => pathToFileURL(file).href],
    ['file: and a path', (file: string) => `file:${file}`],
  ])('may be a %s', async (_, urlOf) => {
    const file = await newFile();
    await openStore({ url: urlOf(file) }).set('area', 'key', 'value');
    expect((await readFile(file)).subarray(0, 15).toString()).toBe('SQLite format 3');
  });

  it.each([
    ['libsql://user:secret-word@host', /scheme "libsql:", which is not supported\. Possible are a path/],
    ['https://user:secret-word@host', /scheme "https:"/],
    ['mysql://root:secret-word@host/db', /scheme "mysql:"/],
    ['postgres://user:secret-word/3@host/db', /Percent-encode/],
    ['postgres://user:12/secret-word@host/db', /Percent-encode/],
    ['file:state.db?mode=ro', /a "\?" or "#"/],
    ['file://else.where/secret-word', /no file on this machine/],
    ['', /has an empty url/],
    [' ', /has an empty url/],
    [undefined as unknown as string, /has the url undefined, which is no text/],
  ])('is refused at once where it is %j', (url, reason) => {
    const refused = () => sqlStore({ url });
    expect(refused).toThrow(reason);
    expect(refused).not.toThrow(/secret-word/);
    expect(refused).toThrow(expect.objectContaining({ code: 'invalid_options' }));
  });

  it.each([
    0,
    -1,
    1.5,
    Number.NaN,
    '5' as unknown as number,
  ])('goes with whole connections: not %s', (connections) => {
    expect(() => sqlStore({ url: 'postgres://localhost/db', connections })).toThrow(/connections is/);
  });
});

describe('the file of a store', () => {
  it('is made at the first call, and not before', async () => {
    const folder = await tempFolder();
    const store = openStore({ url: join(folder, 'x.db') });
    expect(await readdir(folder)).toEqual([]);
    await store.ping();
    expect(await readdir(folder)).toContain('x.db');
  });

  it('is made in a folder that exists: none is made for it', async () => {
    const home = await tempFolder();
    const folder = join(home, 'state');
    const store = openStore({ url: join(folder, 'x.db') });
    const error = await failure(store.ping());
    expect(error.code).toBe('invalid_options');
    expect(error.message).toBe(`The folder ${folder} does not exist.`);
    expect(await readdir(home)).toEqual([]);
    await mkdir(folder);
    expect(await store.ping()).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('is its owner’s only, and so are those beside it', async () => {
    const file = await newFile();
    await openStore({ url: file }).set('area', 'key', 'value');
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    const names = await readdir(join(file, '..'));
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(await mode(join(file, '..', name))).toBe('600');
  });

  it('keeps what was stored for the next store', async () => {
    const url = await newFile();
    const first = openStore({ url });
    await first.set('area', 'key', { a: 1 });
    await first.putRecords('one', [{ key: 'k', value: { b: 2 } }]);
    await first.close();
    const next = openStore({ url });
    expect(await next.get('area', 'key')).toEqual({ a: 1 });
    expect(await next.findRecords('one', { from: 0, limit: 1 })).toEqual([{ key: 'k', value: { b: 2 } }]);
  });

  it('has everything once it is closed, without those beside it', async () => {
    const url = await newFile();
    const store = openStore({ url });
    await store.set('area', 'key', { a: 1 });
    await store.close();
    const copy = await newFile();
    await copyFile(url, copy);
    expect(await openStore({ url: copy }).get('area', 'key')).toEqual({ a: 1 });
  });

  it('is closed at once while another reads and writes, which keeps what it has', async () => {
    const url = await newFile();
    const store = openStore({ url });
    await store.set('area', 'key', 1);
    const other = new Database(url);
    other.exec('begin immediate');
    other.exec("update zfapps_values set value = '2'");
    const from = performance.now();
    await store.close();
    // A lock is waited for 5 seconds long, by default.
    expect(performance.now() - from).toBeLessThan(2_500);
    other.exec('commit');
    other.close();
    expect(await openStore({ url }).get('area', 'key')).toBe(2);
  });

  it('is shared at once by stores of one process, none of which waits in the way of another', async () => {
    const url = await newFile();
    const stores = [openStore({ url }, { busyMs: 100 }), openStore({ url }, { busyMs: 100 })];
    for (const store of stores) await store.ping();
    const many = Array.from({ length: 1_500 }, (_, n) => ({ key: `${n}`, value: {} }));
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const store = stores[n % 2];
        await store?.putRecords('one', n % 3 === 0 ? many : many.slice(0, 1));
        await store?.set('area', `${n}`, n);
        const log = { reference: 'r', title: '', description: '', at: n };
        await store?.addLog('one', log, { most: 10, since: 0 });
      }),
    );
    for (const store of stores) {
      expect(await store.findRecords('one', { from: 0, limit: 2_000 })).toEqual(many);
      expect(await store.list('area')).toHaveLength(30);
      expect(await store.logs('one', { since: 0, from: 0, limit: 100 })).toHaveLength(10);
    }
  });

  it('that is full says so, keeps nothing half, and is written once there is room', async () => {
    const path = await newFile();
    const { db, change, close } = await openSql({ kind: 'file', path, shown: path }, 1, {});
    const work = { db, change } as SqlDatabase;
    const pages = (count: number) => sql.raw(`pragma max_page_count = ${count}`).execute(db);
    const large = { key: 'large', value: { text: 'x'.repeat(1_000_000) } };
    // As many as there are: SQLite takes no fewer.
    await pages(1);
    const failed = await failure(putRecords('one', [{ key: 'small', value: {} }, large])(work));
    expect(failed.message).toBe('database or disk is full');
    expect(await findRecords('one', { from: 0, limit: 9 })(work)).toEqual([]);
    await pages(100_000);
    await putRecords('one', [large])(work);
    expect(await findRecords('one', { from: 0, limit: 9 })(work)).toEqual([large]);
    await close();
  });

  it('is read while somebody else writes', async () => {
    const url = await newFile();
    const store = openStore({ url }, { busyMs: 100 });
    await store.set('area', 'key', 1);
    const other = new Database(url);
    other.exec('begin immediate');
    other.exec('delete from zfapps_values');
    expect(await store.get('area', 'key')).toBe(1);
    other.exec('commit');
    other.close();
    expect(await store.get('area', 'key')).toBeUndefined();
  });

  it('of a newer version is refused', async () => {
    const url = await newFile();
    const store = openStore({ url });
    await store.ping();
    await store.close();
    const database = new Database(url);
    database.exec('update zfapps_schema set version = 1000');
    database.close();
    const error = await failure(openStore({ url }).get('area', 'key'));
    expect(error.code).toBe('invalid_config');
    expect(error.message).toMatch(
      /zfapps\.db belongs to a newer zfapps-shim.*version 1000.*Update zfapps-shim/,
    );
  });

  it('that is none is named, and the next call tries again', async () => {
    const file = join(await tempFolder({ 'x.db': 'no database '.repeat(1_000) }), 'x.db');
    const store = openStore({ url: file });
    const error = await failure(store.get('area', 'key'));
    expect(error.code).toBe('internal');
    expect(error.message).toBe(
      `The database ${file} cannot be opened (SQLITE_NOTADB: file is not a database).`,
    );
    await writeFile(file, '');
    expect(await store.get('area', 'key')).toBeUndefined();
  });

  it('that is a folder is named, and so is a folder that is a file', async () => {
    const home = await tempFolder({ file: '' });
    await mkdir(join(home, 'x.db'));
    for (const [url, code, hint] of [
      [join(home, 'x.db'), 'EISDIR', ' That is a folder: name a file in it.'],
      [join(home, 'file', 'x.db'), 'ENOTDIR', ''],
    ] as const) {
      const { code: kind, message } = await failure(openStore({ url }).set('area', 'key', 1));
      expect(kind).toBe('internal');
      expect(message.startsWith(`The database ${url} cannot be opened (${code}: `)).toBe(true);
      expect(message.split(code)).toHaveLength(2);
      expect(message.endsWith(`).${hint}`)).toBe(true);
    }
  });

  it('that somebody else holds is too busy, and free later', async () => {
    const url = await newFile();
    const store = openStore({ url }, { busyMs: 100 });
    await store.set('area', 'key', 1);
    const other = new Database(url);
    other.exec('begin immediate');
    const error = await failure(store.set('area', 'key', 2));
    expect(error.code).toBe('too_busy');
    expect(error.message).toMatch(
      /cannot be written \(SQLITE_BUSY: database is locked\)\. Somebody else holds it/,
    );
    expect(await store.get('area', 'key')).toBe(1);
    expect((await failure(store.putRecords('one', []))).code).toBe('too_busy');
    other.exec('commit');
    other.close();
    await store.set('area', 'key', 3);
    await store.putRecords('one', [{ key: 'key', value: {} }]);
    // Another store sees it: it is kept, and not only said to be.
    const reader = openStore({ url });
    expect(await reader.get('area', 'key')).toBe(3);
    expect(await reader.findRecords('one', { from: 0, limit: 1 })).toHaveLength(1);
  });
});

describe('a store', () => {
  it('answers a ping', async () => {
    expect(await openStore({ url: ':memory:' }).ping()).toBeUndefined();
  });

  it('does what is under way before it closes, and nothing after', async () => {
    const url = await newFile();
    const store = openStore({ url });
    const writes = Array.from({ length: 20 }, (_, n) =>
      store.putRecords('one', [{ key: `${n}`, value: {} }]),
    );
    await Promise.all([store.close(), store.close(), ...writes]);
    await store.close();
    const error = await failure(store.get('area', 'key'));
    expect(isZfappsError(error)).toBe(true);
    expect(error.message).toMatch(/zfapps\.db cannot be read: its store was closed/);
    expect(await openStore({ url }).findRecords('one', { from: 0, limit: 100 })).toHaveLength(20);
  });

  it('that never opened closes without a file', async () => {
    const folder = await tempFolder();
    await openStore({ url: join(folder, 'x.db') }).close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('has leases that work goes by', async () => {
    const url = await newFile();
    const stores = [openStore({ url }), openStore({ url })];
    await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const store = stores[n % 2] ?? openStore({ url });
        await withLease(store, 'area', 'counter', async () => {
          const count = Number((await store.get('area', 'counter')) ?? 0);
          await store.set('area', 'counter', count + 1);
        });
      }),
    );
    expect(await stores[0]?.get('area', 'counter')).toBe(10);
  });

  it('says what to install where its driver is not', async () => {
    const missing = 'a-driver-that-nobody-has';
    const error = await failure(loadDriver(missing, () => import(missing)));
    expect(error.code).toBe('invalid_options');
    expect(error.message).toMatch(/sqlStore needs the package "a-driver-.*Install it: npm install a-driver-/);
    // Which of our files asked for it tells nobody anything.
    expect(error.message).not.toMatch(/imported from|\.[jt]s/);
  });
});
