import type { WidgetCall } from '../src/host/index.js';

/** Options of {@link CallStore}. */
export interface CallStoreOptions {
  /** Most calls to keep; older ones are forgotten. Default 5,000. */
  limit?: number;
  /** Runs a notification later, once. Default: with an animation frame, at most five times a second. */
  schedule?: (run: () => void) => void;
}

/**
 * Keeps the calls of a page, oldest first, and tells its listeners at most five times a
 * second: a widget that makes a thousand calls in a loop costs a few renderings.
 */
export class CallStore {
  readonly #calls = new Map<number, WidgetCall>();
  readonly #listeners = new Set<() => void>();
  readonly #limit: number;
  readonly #schedule: (run: () => void) => void;
  #scheduled = false;

  constructor({ limit = 5_000, schedule = fewTimesASecond() }: CallStoreOptions = {}) {
    this.#limit = limit;
    this.#schedule = schedule;
  }

  get calls(): readonly WidgetCall[] {
    return [...this.#calls.values()];
  }

  /** Takes a call's beginning, and later its end under the same id. */
  put(call: WidgetCall): void {
    // A copy: rows render again when the object is another one.
    this.#calls.set(call.id, { ...call });
    for (const id of this.#calls.keys()) {
      if (this.#calls.size <= this.#limit) break;
      this.#calls.delete(id);
    }
    this.#notify();
  }

  clear(): void {
    this.#calls.clear();
    this.#notify();
  }

  /** Calls `listener` after changes. Returns the function that ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => {
      this.#scheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

const LEAST_PAUSE_MS = 200;

/** The first of a burst comes with the next frame, the others after a pause. */
function fewTimesASecond(): (run: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (run) => {
    const atFrame = () =>
      requestAnimationFrame(() => {
        last = performance.now();
        run();
      });
    const wait = last + LEAST_PAUSE_MS - performance.now();
    if (wait > 0) setTimeout(atFrame, wait);
    else atFrame();
  };
}
