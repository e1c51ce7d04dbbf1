import { ZfappsError } from '../protocol/index.js';
import type { Limits } from '../protocol/index.js';

/** Runs work, at most so much at one time. Whoever gives up while waiting leaves the queue. */
export type Turnstile = <Value>(
  signal: AbortSignal | undefined,
  work: () => Promise<Value>,
) => Promise<Value>;

/**
 * Makes a turnstile: `inFlight` at one time, `waiting` in a queue; one more rejects with `too_busy`.
 * Waiting does not count against a call's own time limit.
 */
export function createTurnstile({ inFlight, waiting }: Pick<Limits, 'inFlight' | 'waiting'>): Turnstile {
  let running = 0;
  // A Set keeps the order, and lets go of one in the middle at once.
  const queue = new Set<() => void>();

  async function enter(signal: AbortSignal | undefined): Promise<void> {
    if (running < inFlight) {
      running += 1;
      return;
    }
    if (queue.size >= waiting) {
      throw new ZfappsError(
        'too_busy',
        `${inFlight} requests are under way and ${waiting} wait. Send fewer at one time, or raise limits: { inFlight, waiting } in zfapps.config. Nothing was sent.`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        queue.delete(enterNow);
        reject(new ZfappsError('frame_gone', 'The caller went away before its turn came. Nothing was sent.'));
      };
      const enterNow = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      queue.add(enterNow);
      signal?.addEventListener('abort', giveUp, { once: true });
      if (signal?.aborted) giveUp();
    });
  }

  /** Hands the place on to the first in the queue, so that nobody slips in between. */
  function leave(): void {
    const [next] = queue;
    if (next === undefined) {
      running -= 1;
      return;
    }
    queue.delete(next);
    next();
  }

  return async (signal, work) => {
    await enter(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
