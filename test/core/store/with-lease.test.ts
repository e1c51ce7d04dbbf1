import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore, withLease } from '../../../src/core/store/index.js';
import { fileStore } from '../../../src/node/file-store.js';
import { failure, tempFolder } from '../../node/temp-folder.js';
import type { StateStore } from '../../../src/core/store/index.js';

const STORES: [string, () => Promise<StateStore>][] = [
  ['memoryStore', async () => memoryStore()],
  ['fileStore', async () => fileStore({ folder: join(await tempFolder(), 'state') })],
];

/** A store whose clock a test moves: what it does in the meantime, on a disk perhaps, is waited for. */
function timed(store: StateStore) {
  const underWay = new Set<Promise<unknown>>();
  const counted = <Value>(work: Promise<Value>): Promise<Value> => {
    underWay.add(work);
    const forget = () => underWay.delete(work);
    work.then(forget, forget);
    return work;
  };
  const idle = async () => {
    do {
      await Promise.allSettled(underWay);
      // What follows from it may begin more.
      await new Promise((resolve) => setImmediate(resolve));
    } while (underWay.size > 0);
  };
  return {
    store: {
      ...store,
      lease: (...args: Parameters<StateStore['lease']>) => counted(store.lease(...args)),
      release: (...args: Parameters<StateStore['release']>) => counted(store.release(...args)),
    },
    idle,
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 10) {
        vi.advanceTimersByTime(10);
        await idle();
      }
    },
  };
}

/** Work that ends when the test says so. */
function openWork() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { work: () => ended, end };
}

describe.each(STORES)('withLease on %s', (_, create) => {
  it('lets one of many work at a time', async () => {
    const store = await create();
    let atOnce = 0;
    const visit = () =>
      withLease(store, 'counters', 'visits', async () => {
        atOnce += 1;
        expect(atOnce).toBe(1);
        const count = Number((await store.get('counters', 'visits')) ?? 0);
        await store.set('counters', 'visits', count + 1);
        atOnce -= 1;
        return count;
      });
    const counts = await Promise.all(Array.from({ length: 50 }, visit));
    expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect(await store.get('counters', 'visits')).toBe(50);
  }, 30_000);

  it('lets work of another key or area go on', async () => {
    const store = await create();
    const inner = () => withLease(store, 'area', 'other', async () => 'done');
    const middle = () => withLease(store, 'other', 'key', inner);
    expect(await withLease(store, 'area', 'key', middle)).toBe('done');
  });

  it('releases the lease after work that throws, and passes on what it threw', async () => {
    const store = await create();
    const thrown = new Error('work failed');
    const failing = withLease(store, 'area', 'key', () => Promise.reject(thrown));
    expect(await failure(failing)).toBe(thrown);
    const throwing = withLease(store, 'area', 'key', () => {
      throw thrown;
    });
    expect(await failure(throwing)).toBe(thrown);
    expect(await store.lease('area', 'key', 'other', 1_000)).toBe(true);
  });

  describe('as time passes', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
    });
    afterEach(() => void vi.useRealTimers());

    it('gives up once its waiting time is over, and says what it waited for', async () => {
      const { store, pass, idle } = timed(await create());
      await store.lease('tokens', 'desk', 'other', 60_000);
      const work = vi.fn(async () => {});
      let error: unknown;
      withLease(store, 'tokens', 'desk', work, { waitMs: 500 }).catch((reason: unknown) => {
        error = reason;
      });
      await idle();
      await pass(490);
      expect(error).toBeUndefined();
      await pass(10);
      expect(error).toMatchObject({
        code: 'too_busy',
        message: expect.stringMatching(/lease of "desk" in "tokens" was still held .* after 500 ms/),
      });
      expect(work).not.toHaveBeenCalled();
    });

    it('asks a last time when its waiting time is over', async () => {
      const { store, pass, idle } = timed(await create());
      await store.lease('area', 'key', 'other', 60_000);
      const result = vi.fn();
      withLease(store, 'area', 'key', async () => 'done', { waitMs: 500 }).then(result);
      await idle();
      await pass(490);
      await store.release('area', 'key', 'other');
      await pass(10);
      expect(result).toHaveBeenCalledWith('done');
    });

    it('asks once where it is not to wait', async () => {
      const { store } = timed(await create());
      expect(await withLease(store, 'area', 'key', async () => 1, { waitMs: 0 })).toBe(1);
      await store.lease('area', 'key', 'other', 1_000);
      const refused = withLease(store, 'area', 'key', async () => 1, { waitMs: 0 });
      expect((await failure(refused)).code).toBe('too_busy');
    });

    it('begins soon after the other has released', async () => {
      const { store, pass, idle } = timed(await create());
      await store.lease('area', 'key', 'other', 60_000);
      const result = vi.fn();
      withLease(store, 'area', 'key', async () => 'done').then(result);
      await idle();
      await pass(2_000);
      await store.release('area', 'key', 'other');
      await pass(200);
      expect(result).toHaveBeenCalledWith('done');
    });

    it('holds the lease for as long as the work lasts, and no longer', async () => {
      const { store, pass, idle } = timed(await create());
      const { work, end } = openWork();
      const done = withLease(store, 'area', 'key', work, { holdMs: 300 });
      await idle();
      for (let n = 0; n < 5; n += 1) {
        await pass(250);
        expect(await store.lease('area', 'key', 'other', 1)).toBe(false);
      }
      end();
      await done;
      await pass(1_000);
      expect(await store.lease('area', 'key', 'other', 1_000)).toBe(true);
    });
  });
});

describe('withLease on a store that fails', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const broken = () => Promise.reject(new Error('disk on fire'));

  it('says why it could not take the lease', async () => {
    const refused = withLease({ ...memoryStore(), lease: broken }, 'area', 'key', async () => 1);
    expect((await failure(refused)).message).toBe('disk on fire');
  });

  it('gives what the work gave, or threw, where the lease cannot be released', async () => {
    const store = { ...memoryStore(), release: broken };
    expect(await withLease(store, 'area', 'one', async () => 'done')).toBe('done');
    const failing = withLease(store, 'area', 'two', () => Promise.reject(new Error('work failed')));
    expect((await failure(failing)).message).toBe('work failed');
  });

  it('prolongs at the next time what it could not prolong at one', async () => {
    const memory = memoryStore();
    const lease = vi.fn(memory.lease);
    const store = { ...memory, lease };
    const { work, end } = openWork();
    const done = withLease(store, 'area', 'key', work, { holdMs: 300 });
    await vi.advanceTimersByTimeAsync(50);
    lease.mockImplementationOnce(broken);
    await vi.advanceTimersByTimeAsync(350);
    expect(await memory.lease('area', 'key', 'other', 1_000)).toBe(false);
    end();
    await done;
  });

  it('does not take again what it has lost', async () => {
    const memory = memoryStore();
    const lease = vi.fn(memory.lease);
    const { work, end } = openWork();
    const done = withLease({ ...memory, lease }, 'area', 'key', work, { holdMs: 300 });
    await vi.advanceTimersByTimeAsync(50);
    lease.mockResolvedValueOnce(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await memory.lease('area', 'key', 'other', 1_000)).toBe(true);
    end();
    await done;
    expect(await memory.lease('area', 'key', 'third', 1_000)).toBe(false);
  });

  it('releases only once a prolonging that is under way is over', async () => {
    const memory = memoryStore();
    const lease = vi.fn(memory.lease);
    const { work, end } = openWork();
    const done = withLease({ ...memory, lease }, 'area', 'key', work, { holdMs: 300 });
    await vi.advanceTimersByTimeAsync(50);
    let goOn = () => {};
    lease.mockImplementationOnce(async (...args) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      return memory.lease(...args);
    });
    await vi.advanceTimersByTimeAsync(100);
    end();
    await vi.advanceTimersByTimeAsync(10);
    goOn();
    await done;
    expect(await memory.lease('area', 'key', 'other', 1_000)).toBe(true);
    const asked = lease.mock.calls.length;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lease).toHaveBeenCalledTimes(asked);
  });
});
