import { toUrl } from '../core/protocol/index.js';
import type { Context } from 'hono';
import type { ServerEvent } from '../core/protocol/index.js';

/** Destinations of requests that a person has in mind as pages (Fetch Metadata). */
const PAGES = ['document', 'iframe', 'frame'];

/**
 * The paths that ask for a file of their own origin: the page, style or module; undefined among them
 * where the browser does not say. A page that is opened asks for itself, and with it the page that it
 * is framed in, or that led to it.
 */
export function askersOf(context: Context, path: string): (string | undefined)[] {
  const referrer = referrerOf(context);
  if (!isPage(context)) return [referrer];
  return referrer === undefined ? [path] : [path, referrer];
}

function isPage({ req }: Context): boolean {
  const destination = req.header('sec-fetch-dest');
  // Browsers that do not say what they ask for (Safari before 16.4) still ask for a page as such.
  return destination === undefined
    ? /^text\/html\b/.test(req.header('accept') ?? '')
    : PAGES.includes(destination);
}

function referrerOf({ req }: Context): string | undefined {
  const referrer = req.header('referer');
  const url = referrer === undefined ? undefined : toUrl(referrer);
  if (url === undefined) return undefined;
  const { origin, pathname } = url;
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
  // A tab that a person, or another site, opened is no widget's.
  if (context.req.header('sec-fetch-dest') === 'document') return undefined;
  // Only a browser's tools ask for these.
  if (path.endsWith('.map') || path === '/favicon.ico') return undefined;
  const referrer = referrerOf(context);
  const { href: url } = new URL(context.req.url);
  // Without a referrer of the package, it is the host page that frames it.
  if (referrer === undefined && isPage(context))
    return { type: 'finding', page: path, finding: { kind: 'unreachable', element: 'page', url } };
  if (referrer === undefined) return undefined;
  return { type: 'finding', page: referrer, finding: { kind: 'unreachable', element: 'file', url } };
}
