import { Hono } from 'hono';
import { ERROR_CODES, toRejection } from '../core/protocol/index.js';
import { COMMON_HEADERS } from './host-page.js';
import type { Context } from 'hono';

/** An app whose every answer has the common headers, and whose errors are plain JSON. */
export function face(): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(COMMON_HEADERS)) context.res.headers.set(name, value);
  });
  app.notFound((context) => {
    const path = pathOf(context);
    return context.text(`zfapps-shim has nothing at ${path}.${hintFor(path)}`, 404);
  });
  app.onError((error, context) => {
    const rejection = toRejection(error);
    return context.json({ ok: false, error: rejection }, ERROR_CODES[rejection.code].status as 400);
  });
  return app;
}

/** For an extension's server whose address of Desk is wrong. */
function hintFor(path: string): string {
  const once = path.replace(/\/{2,}/g, '/');
  if (once !== path) return ` Its path has two slashes in a row: ask for ${once} instead.`;
  return path.startsWith('/api/v1/') ? " Desk's routes are on the port of the page, not on this one." : '';
}

/** The origin of the other face: the same hostname by which this request came, another port. */
export function sibling(context: Context, port: number | undefined): string {
  const { protocol, hostname } = new URL(context.req.url);
  return `${protocol}//${hostname}:${port}`;
}

export function pathOf(context: Context): string {
  const { pathname } = new URL(context.req.url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    // Not percent-encoded text: no file has such a name.
    return pathname;
  }
}
