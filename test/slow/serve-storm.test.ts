import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { sqlStore } from '../../src/node/sql/index.js';
import { EXTENSION, servedFolder } from '../cli/running-serve.js';
import { directlyAt, invokeAt } from '../support/desk-calls.js';
import type { RunningServe } from '../cli/running-serve.js';

const KILLS = 20;
const WRITERS = 6;

/** What the server has acknowledged. */
interface Acknowledged {
  /** Keys of records. */
  keys: Set<string>;
  /** The latest number of each record, and config param, that is written again and again. */
  counts: Map<string, number>;
  /** Titles of logs. */
  titles: Set<string>;
}

it('every write that serve acknowledged outlives kill -9 in a storm of writes, twenty times', async () => {
  const { folder, serve, json } = await servedFolder({
    ...EXTENSION,
    'plugin-manifest.json': {
      ...EXTENSION['plugin-manifest.json'],
      config: Array.from({ length: WRITERS }, (_, writer) => ({ name: `param${writer}` })),
    },
  });
  const file = join(folder, 'all.db');
  const at = ['--database', file];
  const { token, installationId } = await json('desk', 'token', '--scope', 'Desk.extensions.ALL', ...at);
  const { securityContext } = await json('desk', 'context', ...at);
  const acknowledged: Acknowledged = { keys: new Set(), counts: new Map(), titles: new Set() };
  const all = () => acknowledged.keys.size + acknowledged.titles.size;
  let number = 0;

  /** Writes until the server is gone. */
  async function write(writer: number, { url }: RunningServe, onWritten: () => void): Promise<void> {
    const own = `installedExtensions/${installationId}`;
    const post = (path: string, body: object) => directlyAt(url, token, path, { method: 'POST', body });
    for (;;) {
      number += 1;
      const count = number;
      const [key, title, counter] = [`key_${count}`, `title ${count}`, `counter_${writer}`];
      const added = await post(`${own}/storage`, { key, queriableValue: 'storm', value: { count } });
      if (added.status === 200) acknowledged.keys.add(key);
      onWritten();
      const again = await post(`${own}/storage`, { key: counter, value: { count } });
      if (again.status === 200) acknowledged.counts.set(counter, count);
      const variables = [{ name: `param${writer}`, value: String(count) }];
      const set = await post(`${own}/configParams`, { variables });
      if (set.status === 200) acknowledged.counts.set(`param${writer}`, count);
      const logged = await invokeAt(url, securityContext, {
        requestURL: 'https://desk.zoho.com/api/v1/extensionLogs',
        requestType: 'POST',
        postBody: JSON.stringify({ installationId, title, description: `by ${writer}` }),
      });
      if (logged.body.statusCode === 200) acknowledged.titles.add(title);
    }
  }

  /** Looks into the file itself, whose server is gone. */
  async function check(): Promise<void> {
    const database = new Libsql(file);
    expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    database.close();
    const store = sqlStore({ url: file });
    try {
      const records = await store.findRecords(installationId, { from: 0, limit: 1_000_000 });
      const values = new Map(records.map(({ key, value }) => [key, value.count as number]));
      expect([...acknowledged.keys].filter((key) => !values.has(key))).toEqual([]);
      const params = await store.params(installationId);
      for (const [name, count] of acknowledged.counts) {
        const kept = name.startsWith('param') ? Number(params[name]) : values.get(name);
        // A later one may have been written before its answer left.
        expect(kept, name).toBeGreaterThanOrEqual(count);
      }
      const logs = await store.logs(installationId, { since: 0, from: 0, limit: 1_000_000 });
      const titles = new Set(logs.map(({ title }) => title));
      expect([...acknowledged.titles].filter((title) => !titles.has(title))).toEqual([]);
    } finally {
      await store.close();
    }
  }

  for (let killed = 0; killed < KILLS; killed += 1) {
    const server = await serve(...at);
    const before = all();
    const wanted = before + 20 + 7 * killed;
    let kill = () => {};
    const stormed = new Promise<void>((resolve) => {
      kill = resolve;
    });
    const onWritten = () => {
      if (all() >= wanted) kill();
    };
    const writers = Array.from({ length: WRITERS }, (_, writer) =>
      write(writer, server, onWritten).catch(() => {
        // It is gone, or has just been cut off.
      }),
    );
    await stormed;
    server.command.kill('SIGKILL');
    expect(await server.command.ended).toMatchObject({ signal: 'SIGKILL' });
    await Promise.all(writers);
    expect(all()).toBeGreaterThanOrEqual(wanted);
    await check();
  }
  // The next server has them, too.
  const { url } = await serve(...at);
  const path = `installedExtensions/${installationId}/storage?queriableValue=storm&limit=100`;
  expect((await directlyAt(url, token, path)).body.data).toHaveLength(100);
}, 180_000);
