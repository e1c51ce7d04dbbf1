import { median, quantile } from '../statistics.js';
import type { Ask } from './contender.js';

/** How many calls one sample takes. */
export interface SampleSize {
  sequential: number;
  inFlight: number;
}

/** What one contender took in one round, in milliseconds. */
export interface Sample {
  /** The median of calls made one after another. */
  median: number;
  p99: number;
  /** All calls of a burst, from the first call to the last answer. */
  inFlight: number;
}

export async function roundTrips(ask: Ask, count: number): Promise<Pick<Sample, 'median' | 'p99'>> {
  const times: number[] = [];
  for (let made = 0; made < count; made += 1) {
    const from = performance.now();
    await ask();
    times.push(performance.now() - from);
  }
  return { median: median(times), p99: quantile(times, 0.99) };
}

export async function inFlight(ask: Ask, count: number): Promise<number> {
  const from = performance.now();
  await Promise.all(Array.from({ length: count }, ask));
  return performance.now() - from;
}
