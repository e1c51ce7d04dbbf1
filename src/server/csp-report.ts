import { ROUTES, toUrl } from '../core/protocol/index.js';
import type { Context } from 'hono';
import type { PageFinding, ServerEvent } from '../core/protocol/index.js';

/** Most reports that are read in ten seconds: a page that is blocked in a loop must not fill the log. */
const MOST_REPORTS = 50;
const WINDOW_MS = 10_000;

/** Longest report that is read, in bytes. Browsers cut samples; addresses they do not. */
const MOST_BYTES = 16_384;

/**
 * Takes the browser's reports of what a policy blocked (CSP Level 3, section 5.3) and hands them on
 * as findings. Answers nothing, whatever comes: it is the one route that a widget's page may post to.
 */
export function cspReports(
  publish: (event: Extract<ServerEvent, { type: 'finding' }>) => void,
): (context: Context) => Promise<Response> {
  let windowEnds = 0;
  let taken = 0;
  return async (context) => {
    const { req } = context;
    const site = req.header('sec-fetch-site');
    const now = Date.now();
    if (now > windowEnds) {
      windowEnds = now + WINDOW_MS;
      taken = 0;
    }
    const isWelcome =
      (site === undefined || site === 'same-origin') &&
      Number(req.header('content-length') ?? Number.POSITIVE_INFINITY) <= MOST_BYTES;
    // SECURITY: only what is welcome counts: any website can post here, and could silence the widget's own.
    if (isWelcome && taken < MOST_REPORTS) {
      taken += 1;
      const report = await req.json().catch(() => undefined);
      const found = toEvent(report, new URL(req.url).origin);
      if (found !== undefined) publish(found);
    }
    return context.body(null, 204);
  };
}

function toEvent(given: unknown, origin: string): Extract<ServerEvent, { type: 'finding' }> | undefined {
  const report = memberOf(given, 'csp-report');
  const page = textOf(report, 'document-uri');
  const directive = textOf(report, 'effective-directive') || textOf(report, 'violated-directive');
  if (directive === '' || toUrl(page)?.origin !== origin) return undefined;
  const url = textOf(report, 'source-file');
  const line = memberOf(report, 'line-number');
  const finding: PageFinding = {
    kind: 'csp',
    directive,
    blocked: textOf(report, 'blocked-uri'),
    ownPolicy: !textOf(report, 'original-policy').includes(ROUTES.cspReport),
    ...(url === '' ? {} : { source: { url, ...(typeof line === 'number' && line > 0 ? { line } : {}) } }),
  };
  return { type: 'finding', page: new URL(page).pathname, finding };
}

function memberOf(given: unknown, name: string): unknown {
  return typeof given === 'object' && given !== null && Object.hasOwn(given, name)
    ? (given as Record<string, unknown>)[name]
    : undefined;
}

function textOf(given: unknown, name: string): string {
  const member = memberOf(given, name);
  return typeof member === 'string' ? member.slice(0, 2_000) : '';
}
