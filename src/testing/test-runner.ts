import { ZfappsError } from '../core/protocol/index.js';

/** What a mount wants of the test runner. Without Vitest, tests close their widgets themselves. */
type Vitest = typeof import('vitest');

const vitest: Vitest | undefined = isVitest() ? await import('vitest').catch(() => undefined) : undefined;

function isVitest(): boolean {
  return '__vitest_worker__' in globalThis || '__vitest_browser__' in globalThis;
}

/** Runs something once a test has ended: Vitest's `onTestFinished`, or that of a test's context. */
export type OnTestFinished = (work: () => void | Promise<void>) => void;

/**
 * Runs something once the present test has ended; what it throws fails that test.
 *
 * @param own that of the test's context, if the test gave it
 * @returns false outside a test
 * @throws ZfappsError in a concurrent test without its own: which test is meant can't be told
 */
export function atTestEnd(work: () => void | Promise<void>, own?: OnTestFinished): boolean {
  if (own !== undefined) {
    own(work);
    return true;
  }
  if (vitest === undefined) return false;
  if (isConcurrent(vitest))
    throw new ZfappsError(
      'invalid_options',
      "In a concurrent test mountWidget cannot tell which test it is called from. Hand it that test's own function: test.concurrent(name, async ({ onTestFinished }) => { await mountWidget(source, { onTestFinished }); })",
    );
  try {
    vitest.onTestFinished(work);
    return true;
  } catch {
    // Vitest says that no test is running: the widget is mounted in a beforeAll, or at the top of a file.
    return false;
  }
}

function isConcurrent({ TestRunner }: Vitest): boolean {
  const test = TestRunner.getCurrentTest() as { concurrent?: boolean } | undefined;
  return test?.concurrent === true;
}

/** Vitest's `expect`; undefined under another runner. */
export function expectOfRunner(): Vitest['expect'] | undefined {
  return vitest?.expect;
}
