/** Runs in each frame: connects its contender and offers `measure` to the driver. */
import { contenders } from './contenders/index.js';
import { inFlight, roundTrips } from './stopwatch.js';
import type { ContenderId } from './contenders/index.js';
import type { Sample, SampleSize } from './stopwatch.js';

declare global {
  interface Window {
    measure(size: SampleSize): Promise<Sample>;
  }
}

const query = new URLSearchParams(window.location.search);
const contender = contenders[query.get('contender') as ContenderId];
const connected = contender.connect(query.get('host') ?? '');

window.measure = async (size) => {
  const ask = await connected;
  return { ...(await roundTrips(ask, size.sequential)), inFlight: await inFlight(ask, size.inFlight) };
};
