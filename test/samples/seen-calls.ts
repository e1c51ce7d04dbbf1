import type { Page } from 'playwright-core';
import type { WidgetRun } from './sample-run.js';

/** What the host page saw of a widget. */
export interface SeenCalls extends Pick<WidgetRun, 'init' | 'calls' | 'rejections' | 'csp'> {
  /** What promises were rejected with that nobody handled, where it was no Error. */
  reasons: string[];
}

/** One call, in words. */
interface SeenCall {
  method: string;
  outcome: string;
  asked: string;
  reason: string;
}

/** Reads from the host page what a widget called, and what was noticed in the widgets' frames. */
export async function seenCalls(page: Page, widget: string, location: string): Promise<SeenCalls> {
  const [calls, { csp, reasons }] = await Promise.all([
    readCalls(page, widget, location),
    readFindings(page),
  ]);
  const inits = calls.filter(({ method }) => method === 'init');
  const others = calls.filter(({ method }) => method !== 'init');
  const counts: Record<string, number> = {};
  for (const { method } of others) counts[method] = (counts[method] ?? 0) + 1;
  return {
    init: inits.length === 0 ? 'never' : inits.some(isResolved) ? 'answered' : 'unanswered',
    calls: counts,
    rejections: others
      .filter(({ outcome }) => outcome === 'rejected' || outcome === 'dropped')
      .map(({ asked, outcome, reason }) => `${asked}: ${outcome === 'dropped' ? 'dropped, ' : ''}${reason}`),
    csp,
    reasons,
  };
}

function isResolved({ outcome }: SeenCall): boolean {
  return outcome === 'resolved';
}

function readCalls(page: Page, widget: string, location: string): Promise<SeenCall[]> {
  return page.evaluate(
    ([name, place]) =>
      window.zfappsPlayground
        .calls()
        .filter(({ caller }) => caller.widget === name && (caller.location ?? place) === place)
        .map(({ method, args, outcome, error }) => {
          const options = (args[0] ?? {}) as {
            method?: string;
            url?: string;
            api_configuration_key?: string;
          };
          const url = options.url ?? options.api_configuration_key ?? '';
          const asked =
            method === 'request'
              ? `request ${options.method ?? 'GET'} ${url}`
              : `${method}(${JSON.stringify(args).slice(1, -1)})`;
          // The first sentence says what is wrong. What follows says how to mend it.
          const [sentence = ''] = /^.*?(?:\.(?=\s)|$)/m.exec(error?.message ?? '') ?? [];
          const address = url.split('?')[0] ?? '';
          const reason = address === '' ? sentence : sentence.replaceAll(address, '…');
          return { method, outcome, asked, reason };
        }),
    [widget, location] as const,
  );
}

function readFindings(page: Page): Promise<{ csp: string[]; reasons: string[] }> {
  return page.evaluate(() => {
    const findings = window.zfappsPlayground.findings();
    return {
      csp: findings
        .filter(({ kind }) => kind === 'csp')
        .map(({ message, place }) => (place ? `${message} (${place})` : message)),
      reasons: findings
        .filter(({ kind, stack }) => kind === 'rejection' && stack === undefined)
        .flatMap(({ message, count }) => Array<string>(count).fill(message)),
    };
  });
}
