import type { Page } from 'playwright-core';
import type { CdnRoute } from './cdn-route.js';

/** How long a page may have nothing new before it counts as settled. */
const QUIET_MS = 1_000;
/** How long a page that is never quiet is waited for. */
const MOST_MS = 15_000;
const INIT_MS = 10_000;

/** Waits until a widget's `extension.init()` was answered, 10 s at most. */
export async function untilInit(page: Page, widget: string): Promise<void> {
  await page.evaluate(
    async ([name, most]) => {
      const end = performance.now() + most;
      const isAnswered = () =>
        window.zfappsPlayground
          .calls()
          .some(
            ({ method, outcome, caller }) =>
              method === 'init' && outcome === 'resolved' && caller.widget === name,
          );
      while (performance.now() < end && !isAnswered()) await new Promise((next) => setTimeout(next, 50));
    },
    [widget, INIT_MS] as const,
  );
}

/** Waits until no call and no file is under way and nothing new came for a second; tells whether that was so. */
export async function untilQuiet(page: Page, cdn: CdnRoute): Promise<boolean> {
  const end = performance.now() + MOST_MS;
  for (;;) {
    const isQuiet = await quietInPage(page, Math.max(0, end - performance.now()));
    if (cdn.pending() === 0 || performance.now() >= end) return isQuiet;
  }
}

function quietInPage(page: Page, most: number): Promise<boolean> {
  return page.evaluate(
    async ([quiet, bound]) => {
      const end = performance.now() + bound;
      let before = '';
      let since = performance.now();
      while (performance.now() < end) {
        const { calls, notifications, findings } = window.zfappsPlayground;
        const pending = calls().filter(({ outcome }) => outcome === 'pending').length;
        const now = [calls().at(-1)?.id, notifications().length, findings().length, pending].join();
        if (now !== before || pending > 0) since = performance.now();
        else if (performance.now() - since >= quiet) return true;
        before = now;
        await new Promise((next) => setTimeout(next, 50));
      }
      return false;
    },
    [QUIET_MS, most] as const,
  );
}
