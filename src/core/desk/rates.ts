import { DeskError } from './desk-error.js';

/** How many requests storage takes in a minute. Source: the vendor's page of the storage limits. */
const RATES = { get: 120, change: 40, bulk: 20 } as const;

const MINUTE_MS = 60_000;

/** Counts requests to storage, in this process. */
export interface Rates {
  /** @throws DeskError THRESHOLD_EXCEEDED for a minute, once there were too many */
  count(kind: keyof typeof RATES): void;
}

export function createRates(now: () => number): Rates {
  const kinds = new Map<string, { times: number[]; closedUntil: number }>();
  return {
    count(kind) {
      const at = now();
      const state = kinds.get(kind) ?? { times: [], closedUntil: 0 };
      kinds.set(kind, state);
      state.times = state.times.filter((time) => time > at - MINUTE_MS);
      if (state.closedUntil <= at && state.times.length >= RATES[kind]) state.closedUntil = at + MINUTE_MS;
      if (state.closedUntil > at)
        throw new DeskError(
          'THRESHOLD_EXCEEDED',
          `Storage takes ${RATES[kind]} such requests in a minute, and none for a minute after that.`,
          { retryAfter: Math.ceil((state.closedUntil - at) / 1000) },
        );
      state.times.push(at);
    },
  };
}
