import { once } from 'node:events';
import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeExtensionStore } from '../core/store/extension-store-contract.js';
import { describeStateStore } from '../core/store/state-store-contract.js';
import { startPglite } from '../support/postgres.js';
import { openStore } from '../support/sql-stores.js';
import { failure } from './temp-folder.js';
import type { AddressInfo } from 'node:net';
import type { TestPostgres } from '../support/postgres.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPglite();
});
afterAll(() => postgres?.stop());

const options = () => ({ url: postgres.url, connections: 1 });

async function emptyStore() {
  await postgres.empty();
  // Tests of leases hold this process' clock; the database has its own.
  return openStore(options(), { now: () => Date.now() });
}

describeStateStore('sqlStore in Postgres', emptyStore);
describeExtensionStore('sqlStore in Postgres', emptyStore);

describe('a store in Postgres', () => {
  it('is reached', async () => {
    await postgres.empty();
    expect(await openStore(options()).ping()).toBeUndefined();
  });

  it('goes by the clock of the database: a server whose clock is ahead takes no lease that is held', async () => {
    await postgres.empty();
    const store = openStore(options());
    const [row] = await postgres.run('select extract(epoch from clock_timestamp()) * 1000 as now');
    expect(await store.lease('area', 'key', 'one', 60_000)).toBe(true);
    const [lease] = await postgres.run('select until from zfapps_leases');
    const left = Number(lease?.until) - Number(row?.now);
    expect(left).toBeGreaterThan(59_000);
    expect(left).toBeLessThan(70_000);
  });

  it('makes its tables once, with a name of their own', async () => {
    await postgres.empty();
    for (let n = 0; n < 2; n += 1) {
      const store = openStore(options());
      await store.set('area', 'key', n);
      await store.close();
    }
    const tables = await postgres.run(
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    expect(tables.length).toBeGreaterThan(0);
    for (const { table_name } of tables) expect(table_name).toMatch(/^zfapps_/);
  });

  it('refuses tables of a newer version', async () => {
    await postgres.empty();
    const store = openStore(options());
    await store.ping();
    await store.close();
    await postgres.run('update zfapps_schema set version = 1000');
    const error = await failure(openStore(options()).get('area', 'key'));
    expect(error.code).toBe('invalid_config');
    expect(error.message).toMatch(/^The database postgres:.* belongs to a newer zfapps-shim.*version 1000/);
  });

  it('names what failed and where, and never the password', async () => {
    await postgres.empty();
    const store = openStore(options());
    await store.ping();
    await postgres.run('drop table zfapps_values');
    const error = await failure(store.get('area', 'key'));
    expect(error.code).toBe('internal');
    const { host } = new URL(postgres.url);
    expect(error.message).toBe(
      `The database postgres://postgres@${host}/postgres cannot be read (42P01: relation "zfapps_values" does not exist).`,
    );
  });

  it('says where nothing answers, without the password', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    const url = `postgres://user:p%40ss%2Fword@127.0.0.1:${port}/db?password=in-the-query`;
    const error = await failure(openStore({ url }).ping());
    expect(error.code).toBe('internal');
    expect(error.message).toBe(
      `The database postgres://user@127.0.0.1:${port}/db cannot be opened (ECONNREFUSED: connect 127.0.0.1:${port}). Is Postgres running there?`,
    );
    expect(inspect(error, { depth: 9 })).not.toMatch(/p%40ss|p@ss|in-the-query/);
  });
});
