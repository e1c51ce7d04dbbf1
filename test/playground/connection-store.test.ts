import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConnectionStore } from '../../playground/connection-store.js';
import { Project } from '../../playground/project.js';
import { loadConnections, sendConnection } from '../../playground/server-calls.js';
import { connection, storeOf } from './connection-infos.js';
import type { ProjectListener } from '../../playground/project.js';
import type { ConnectionInfo, ServerEvent } from '../../src/core/protocol/index.js';

afterEach(() => vi.unstubAllGlobals());

/** A server whose answers come when the test says so. */
function slowServer() {
  const answers: ((infos: readonly ConnectionInfo[] | Error) => void)[] = [];
  const store = new ConnectionStore({
    load: () =>
      new Promise((resolve, reject) => {
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
      }),
    send: async () => ({}),
  });
  return { store, answers };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
const names = ({ all }: ConnectionStore) => all.map(({ linkName }) => linkName);

describe('reading', () => {
  it('goes on one after another, and the newest answer stays', async () => {
    const { store, answers } = slowServer();
    void store.read();
    await turn();
    const second = store.read();
    await turn();
    expect(answers).toHaveLength(1);
    answers[0]?.([connection('old')]);
    await turn();
    expect(names(store)).toEqual(['old']);
    answers[1]?.([connection('new')]);
    await second;
    expect(names(store)).toEqual(['new']);
  });

  it('that has not begun answers all who ask meanwhile', async () => {
    const { store, answers } = slowServer();
    void store.read();
    await turn();
    expect(store.read()).toBe(store.read('told'));
    answers[0]?.([]);
    await turn();
    expect(answers).toHaveLength(2);
    answers[1]?.([]);
    await turn();
    expect(answers).toHaveLength(2);
  });

  it('that fails keeps what was read, says why, and the next one is as good as any', async () => {
    const { store, answers } = slowServer();
    const readThen = async (answer: readonly ConnectionInfo[] | Error) => {
      const done = store.read();
      await turn();
      answers.shift()?.(answer);
      await done;
    };
    await readThen([connection('a')]);
    await readThen(new Error('It is gone.'));
    expect([names(store), store.problem]).toEqual([['a'], 'It is gone.']);
    await readThen([connection('b')]);
    expect([names(store), store.problem]).toEqual([['b'], undefined]);
  });

  it('tells of the change', async () => {
    const { store } = await storeOf([]);
    let changes = 0;
    store.addEventListener('change', () => {
      changes += 1;
    });
    await store.read();
    expect(changes).toBe(1);
  });
});

describe('a command', () => {
  it('is followed by a reading', async () => {
    const { store, server, sent } = await storeOf([connection('a')]);
    server.infos = [connection('a', { state: 'not_connected' })];
    await store.send({ type: 'disconnect', linkName: 'a' });
    await turn();
    expect(sent).toEqual([{ type: 'disconnect', linkName: 'a' }]);
    expect(store.all[0]?.state).toBe('not_connected');
  });

  it('rejects with what the server says', async () => {
    const { store } = await storeOf([], async () => {
      throw new Error('There is no connection "a".');
    });
    await expect(store.send({ type: 'connect', linkName: 'a' })).rejects.toThrow('no connection "a"');
  });
});

describe('a sign-in that is awaited', () => {
  const signedOut = connection('mine', { state: 'not_connected' });
  const other = connection('other', { expiresAt: 1 });

  async function awaiting() {
    const all = await storeOf([signedOut, other]);
    all.store.awaitSignIn('mine');
    return all;
  }

  it('ends with the connection', async () => {
    const { store, server } = await awaiting();
    server.infos = [connection('mine'), other];
    await store.read('told');
    expect(store.isAwaited('mine')).toBe(false);
  });

  it('ends where it failed as the one before: nothing is different then', async () => {
    const { store } = await awaiting();
    await store.read('told');
    expect(store.isAwaited('mine')).toBe(false);
  });

  it('goes on where another connection was renewed', async () => {
    const { store, server } = await awaiting();
    server.infos = [signedOut, { ...other, expiresAt: 2 }];
    await store.read('told');
    expect(store.isAwaited('mine')).toBe(true);
  });

  it('goes on where the page has only lost its server for a moment', async () => {
    const { store } = await awaiting();
    await store.read('maybe');
    expect(store.isAwaited('mine')).toBe(true);
  });

  it('ends where the event was missed meanwhile', async () => {
    const { store, server } = await awaiting();
    server.infos = [connection('mine'), other];
    await store.read('maybe');
    expect(store.isAwaited('mine')).toBe(false);
  });
});

describe('the server', () => {
  function answers(status: number, body: unknown) {
    const asked: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', async (route: string, init: RequestInit) => {
      asked.push([route, init]);
      return new Response(JSON.stringify(body), { status });
    });
    return asked;
  }

  it('has no connections where it has no such route', async () => {
    answers(404, { error: { message: 'There is nothing here.' } });
    expect(await loadConnections('t')).toEqual([]);
  });

  it('says why it cannot tell', async () => {
    answers(500, { error: { message: 'The store is broken.' } });
    await expect(loadConnections('t')).rejects.toThrow('The store is broken.');
  });

  it('is asked with the token', async () => {
    const asked = answers(200, { connections: [connection('a')] });
    expect(await loadConnections('t')).toEqual([connection('a')]);
    expect(asked).toEqual([['/__zfapps/connections', { headers: { 'x-zfapps-token': 't' } }]]);
  });

  it('gets commands as JSON, with the token', async () => {
    const asked = answers(200, { ok: true, value: { note: 'Done.' } });
    expect(await sendConnection('t', { type: 'force', linkName: 'a', state: null })).toEqual({
      note: 'Done.',
    });
    expect(asked).toEqual([
      [
        '/__zfapps/connections',
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'x-zfapps-token': 't' },
          body: '{"type":"force","linkName":"a","state":null}',
        },
      ],
    ]);
  });
});

describe('the events of the server', () => {
  it('have connections read: told of, after a reconnect, and where user or project changed', async () => {
    let source: EventTarget | undefined;
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        constructor() {
          super();
          source = this;
        }
        close() {}
      },
    );
    vi.stubGlobal('fetch', async () => new Response('', { status: 500 }));
    const causes: string[] = [];
    const ignore = () => {};
    const listener: ProjectListener = {
      onRead: ignore,
      onFiles: ignore,
      onDesk: ignore,
      onFinding: ignore,
      onState: ignore,
      onConnections: (cause) => causes.push(cause),
    };
    const following = new Project('t', listener).follow();
    const tell = (event: ServerEvent) =>
      source?.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
    tell({ type: 'open', revision: 1 });
    await following;
    expect(causes).toEqual([]);
    tell({ type: 'connections' });
    tell({ type: 'open', revision: 1 });
    tell({ type: 'project', records: true });
    expect(causes).toEqual(['told', 'maybe', 'maybe']);
    // What else was read has failed by then.
    await turn();
  });
});

describe('a sign-in that is awaited', () => {
  afterEach(() => void vi.useRealTimers());

  /** A store whose server answers at once, and counts. */
  function asking(answer: () => ConnectionInfo[]) {
    vi.useFakeTimers();
    const load = vi.fn(async () => answer());
    return { store: new ConnectionStore({ load, send: async () => ({}) }), load };
  }

  it('is asked for, since its redirect may reach another server, until the connection is another one', async () => {
    let state: ConnectionInfo['state'] = 'not_connected';
    const { store, load } = asking(() => [{ ...connection('books'), state }]);
    await store.read();
    store.awaitSignIn('books');
    await vi.advanceTimersByTimeAsync(4_100);
    expect(load).toHaveBeenCalledTimes(3);
    expect(store.isAwaited('books')).toBe(true);
    state = 'connected';
    await vi.advanceTimersByTimeAsync(2_000);
    expect(store.isAwaited('books')).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it('is given up when the server keeps it no longer', async () => {
    const { store, load } = asking(() => [connection('books')]);
    await store.read();
    store.awaitSignIn('books');
    await vi.advanceTimersByTimeAsync(604_000);
    expect(store.isAwaited('books')).toBe(false);
    const { length } = load.mock.calls;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load.mock.calls).toHaveLength(length);
  });
});
