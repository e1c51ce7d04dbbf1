import type { Page } from 'playwright-core';
import type { WidgetRun } from './sample-run.js';

/** What the host page saw of a widget. */
export type SeenCalls = Pick<WidgetRun, 'init' | 'calls' | 'rejections' | 'csp'>;

/** Reads from the host page what a widget called and what a policy blocked in it. */
export async function seenCalls(page: Page, widget: string, location: string): Promise<SeenCalls> {
  const { calls, csp } = await page.evaluate(
    ([name, place]) => {
      const isIts = ({ caller }: { caller: { widget: string; location?: string } }) =>
        caller.widget === name && (caller.location ?? place) === place;
      const { zfappsPlayground: playground } = window;
      return {
        calls: playground
          .calls()
          .filter(isIts)
          .map(({ method, args, outcome, error }) => {
            const options = (args[0] ?? {}) as {
              method?: string;
              url?: string;
              api_configuration_key?: string;
            };
            const asked =
              method === 'request'
                ? `request ${options.method ?? 'GET'} ${options.url ?? options.api_configuration_key}`
                : `${method}(${JSON.stringify(args).slice(1, -1)})`;
            return { method, outcome, asked, reason: error?.message ?? '' };
          }),
        csp: playground
          .findings()
          .filter((finding) => finding.kind === 'csp')
          .map(({ message, place: at }) => (at ? `${message} (${at})` : message)),
      };
    },
    [widget, location] as const,
  );
  const inits = calls.filter(({ method }) => method === 'init');
  const counts: Record<string, number> = {};
  for (const { method } of calls) if (method !== 'init') counts[method] = (counts[method] ?? 0) + 1;
  return {
    init:
      inits.length === 0
        ? 'never'
        : inits.some(({ outcome }) => outcome === 'resolved')
          ? 'answered'
          : 'unanswered',
    calls: counts,
    rejections: calls
      .filter(({ outcome }) => outcome === 'rejected' || outcome === 'dropped')
      .map(({ asked, outcome, reason }) => `${asked}: ${outcome === 'dropped' ? 'dropped, ' : ''}${reason}`),
    csp,
  };
}
