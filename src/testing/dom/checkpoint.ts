// Named, so that a test's fake timers do not hold up a page that loads.
import { setImmediate } from 'node:timers';

/** Resolves once microtasks and what waits at the ports have had their turn, as between two scripts. */
export function checkpoint(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
