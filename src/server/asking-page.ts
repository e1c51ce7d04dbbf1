import type { Context } from 'hono';
import type { ServerEvent } from '../core/protocol/index.js';

/** Destinations of requests that a person has in mind as pages (Fetch Metadata). */
const PAGES = ['document', 'iframe', 'frame'];

/**
 * The path of the page, style or module that asks for a file of its own origin. A page that is
 * opened is its own: nothing of the package asked for it. Undefined where the browser does not say.
 */
export function referrerOf({ req }: Context, path: string): string | undefined {
  if (PAGES.includes(req.header('sec-fetch-dest') ?? '')) return path;
  const referrer = req.header('referer');
  if (referrer === undefined || !URL.canParse(referrer)) return undefined;
  const { origin, pathname } = new URL(referrer);
  if (origin !== new URL(req.url).origin) return undefined;
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Not percent-encoded text: no file has such a name.
    return undefined;
  }
}

/**
 * The finding that a page of the package asked for a file that is not in it. The browser tells
 * pages of elements that did not load, and of nothing else: not of `fetch`, fonts, or a page itself.
 */
export function missingFile(
  context: Context,
  path: string,
): Extract<ServerEvent, { type: 'finding' }> | undefined {
  const page = referrerOf(context, path);
  // Only a browser's tools ask for these.
  if (page === undefined || path.endsWith('.map') || path === '/favicon.ico') return undefined;
  const destination = context.req.header('sec-fetch-dest') ?? '';
  const element = PAGES.includes(destination) ? 'page' : 'file';
  const url = new URL(context.req.url);
  return { type: 'finding', page, finding: { kind: 'unreachable', element, url: url.href } };
}
