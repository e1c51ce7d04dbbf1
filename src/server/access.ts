import { TOKEN_HEADER, ZfappsError } from '../core/protocol/index.js';
import type { Context, MiddlewareHandler } from 'hono';

/** Where the two faces of a server listen. */
export interface Addresses {
  /** The names by which they may be asked for, such as `127.0.0.1`; never one that DNS can move here. */
  hostnames: readonly string[];
  /** The port of the host page. */
  pagePort: number;
  /** The port of the widget's files: another origin with the same hostname. */
  widgetPort: number;
}

/**
 * Lets only requests through that name this server by one of its own names and its own port.
 *
 * SECURITY: without it, a page of `evil.example` that makes its name resolve to 127.0.0.1 (DNS
 * rebinding) would be same-origin with the host page.
 */
export function allowedHost(
  addresses: () => Addresses | undefined,
  port: 'pagePort' | 'widgetPort',
): MiddlewareHandler {
  return async (context, next) => {
    const url = new URL(context.req.url);
    if (!isOwnHost(url, addresses(), port)) {
      throw new ZfappsError(
        'forbidden',
        `This server does not answer to the name ${url.host}. Open it by the address that it printed when it started.`,
      );
    }
    return next();
  };
}

/** Tells whether a URL names one face of this server by one of its own names and its own port. */
export function isOwnHost(url: URL, at: Addresses | undefined, port: 'pagePort' | 'widgetPort'): boolean {
  if (at === undefined) return false;
  return at.hostnames.includes(url.hostname) && Number(url.port || 80) === at[port];
}

/**
 * Lets only the host page itself through: its own origin, and the token that it was given.
 *
 * SECURITY: pages on other ports of this machine are attackers here; so are widgets.
 */
export function onlyHostPage(
  token: string,
  given: (context: Context) => string | undefined = ({ req }) => req.header(TOKEN_HEADER),
): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    if (isCrossSite(context)) throw notThePage();
    if (req.header('origin') === undefined && req.method !== 'GET') throw notThePage();
    if (!sameText(given(context) ?? '', token)) {
      throw new ZfappsError(
        'forbidden',
        'The token is missing or of an earlier start of this server. Reload the host page.',
      );
    }
    return next();
  };
}

/** Tells whether a browser says that a page of another origin calls. */
export function isCrossSite({ req }: Context): boolean {
  const site = req.header('sec-fetch-site');
  const origin = req.header('origin');
  return (
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && origin !== new URL(req.url).origin)
  );
}

function notThePage(): ZfappsError {
  return new ZfappsError('forbidden', 'Only the host page of this server may call this route.');
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameText(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length;
  for (let at = 0; at < expected.length; at += 1)
    difference |= given.charCodeAt(at) ^ expected.charCodeAt(at);
  return difference === 0;
}
