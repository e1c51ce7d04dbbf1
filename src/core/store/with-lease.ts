import { describeValue, ZfappsError } from '../protocol/index.js';
import type { StateStore } from './state-store.js';

/** Options of {@link withLease}. */
export interface LeaseOptions {
  /** How long others wait for a process that was killed, in milliseconds. Default 15,000. */
  holdMs?: number;
  /** How long to wait for others, in milliseconds. Default 30,000. */
  waitMs?: number;
}

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 200;

/**
 * Runs work that must not run twice at one time, in any of the processes that share the store. The lease is
 * prolonged as long as the work lasts: only a process that stands still for `holdMs` loses it.
 *
 * @throws ZfappsError `too_busy` once `waitMs` is over; and what the work or the store threw
 * @example
 * const count = await withLease(store, 'counters', 'visits', async () => {
 *   const next = Number((await store.get('counters', 'visits')) ?? 0) + 1;
 *   await store.set('counters', 'visits', next);
 *   return next;
 * });
 */
export async function withLease<Value>(
  store: StateStore,
  area: string,
  key: string,
  work: () => Promise<Value>,
  { holdMs = 15_000, waitMs = 30_000 }: LeaseOptions = {},
): Promise<Value> {
  const owner = crypto.randomUUID();
  const lease = () => store.lease(area, key, owner, holdMs);
  if (!(await takenWithin(waitMs, lease))) {
    throw new ZfappsError(
      'too_busy',
      `The lease of ${describeValue(key)} in ${describeValue(area)} was still held by somebody else after ${waitMs} ms. Nothing was done. Try again later.`,
    );
  }
  const stop = keepProlonging(lease, holdMs / 3);
  try {
    return await work();
  } finally {
    await stop();
    // It then ends by its time; what the work gave or threw is worth more.
    await store.release(area, key, owner).catch(() => {});
  }
}

/** Asks again and again, also at the very end. The jitter keeps those that wait from asking in step. */
async function takenWithin(waitMs: number, lease: () => Promise<boolean>): Promise<boolean> {
  // Not Date: a clock that is set back would make it wait for longer.
  const end = performance.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    if (await lease()) return true;
    const left = end - performance.now();
    if (left <= 0) return false;
    await passed(Math.min(left, pause * (0.5 + Math.random() / 2)));
  }
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** @returns what stops it, and resolves once nothing is under way that could take the lease again */
function keepProlonging(lease: () => Promise<boolean>, everyMs: number): () => Promise<void> {
  let isOver = false;
  let underWay: Promise<void> | undefined;
  let timer = setTimeout(prolong, everyMs);

  function prolong(): void {
    underWay = lease()
      // The store may have failed for a moment: two more tries fit into what is left of the time.
      .catch(() => true)
      .then((holds) => {
        // Lost is lost: to take it again once the next owner is done would help nobody.
        if (holds && !isOver) timer = setTimeout(prolong, everyMs);
      });
  }

  return async () => {
    isOver = true;
    clearTimeout(timer);
    await underWay;
  };
}
