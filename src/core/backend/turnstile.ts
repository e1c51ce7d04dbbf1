import { ZfappsError } from '../protocol/index.js';
import type { Limits } from '../protocol/index.js';

/** Runs work, at most so many at one time. */
export type Turnstile = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** Makes a turnstile: `inFlight` at one time, `waiting` in a queue, one more rejects with `too_busy`. */
export function createTurnstile({ inFlight, waiting }: Pick<Limits, 'inFlight' | 'waiting'>): Turnstile {
  let running = 0;
  let head = 0;
  let queue: (() => void)[] = [];

  async function enter(): Promise<void> {
    if (running < inFlight) {
      running += 1;
      return;
    }
    if (queue.length - head >= waiting) {
      throw new ZfappsError(
        'too_busy',
        `${inFlight} requests are under way and ${waiting} wait. Send fewer at one time, or raise limits: { inFlight, waiting } in zfapps.config. Nothing was sent.`,
      );
    }
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  /** Hands the place on to the next in the queue, so that nobody slips in between. */
  function leave(): void {
    const next = queue[head];
    if (next === undefined) {
      running -= 1;
      return;
    }
    head += 1;
    if (head > 1_000 && head * 2 > queue.length) {
      queue = queue.slice(head);
      head = 0;
    }
    next();
  }

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
