/** What a mount wants of the test runner. Without Vitest, tests close their widgets themselves. */
type Vitest = typeof import('vitest');

const vitest: Vitest | undefined = isVitest() ? await import('vitest').catch(() => undefined) : undefined;

function isVitest(): boolean {
  return '__vitest_worker__' in globalThis || '__vitest_browser__' in globalThis;
}

/**
 * Runs something once the present test has ended; what it throws fails that test.
 *
 * @returns false outside a test
 */
export function atTestEnd(work: () => void | Promise<void>): boolean {
  try {
    vitest?.onTestFinished(work);
    return vitest !== undefined;
  } catch {
    // Vitest says that no test is running: the widget is mounted in a beforeAll, or at the top of a file.
    return false;
  }
}

/** Vitest's `expect`; undefined under another runner. */
export function expectOfRunner(): Vitest['expect'] | undefined {
  return vitest?.expect;
}
