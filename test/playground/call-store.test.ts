import { expect, it, vi } from 'vitest';
import { CallStore } from '../../playground/call-store.js';
import { aCall } from './calls.js';

const now = (run: () => void) => run();

it('keeps a call once, at its first place, as it last was', () => {
  const store = new CallStore({ schedule: now });
  store.put(aCall({ id: 1, outcome: 'pending' }));
  store.put(aCall({ id: 2 }));
  store.put(aCall({ id: 1, outcome: 'rejected' }));
  expect(store.calls.map(({ id, outcome }) => [id, outcome])).toEqual([
    [1, 'rejected'],
    [2, 'resolved'],
  ]);
});

it('forgets the oldest beyond its limit', () => {
  const store = new CallStore({ limit: 3, schedule: now });
  for (let id = 1; id <= 5; id += 1) store.put(aCall({ id }));
  expect(store.calls.map(({ id }) => id)).toEqual([3, 4, 5]);
});

it('tells its listeners once for many calls of one frame', () => {
  const frames: (() => void)[] = [];
  const store = new CallStore({ schedule: (run) => frames.push(run) });
  const listener = vi.fn();
  store.subscribe(listener);
  for (let id = 1; id <= 1_000; id += 1) store.put(aCall({ id }));
  expect(frames).toHaveLength(1);
  frames[0]?.();
  expect(listener).toHaveBeenCalledTimes(1);
  store.put(aCall({ id: 1_001 }));
  expect(frames).toHaveLength(2);
});

it('stops telling who unsubscribed', () => {
  const store = new CallStore({ schedule: now });
  const listener = vi.fn();
  store.subscribe(listener)();
  store.clear();
  expect(listener).not.toHaveBeenCalled();
});
