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
  app.notFound((context) => context.text(`zfapps-shim has nothing at ${pathOf(context)}.`, 404));
  app.onError((error, context) => {
    const rejection = toRejection(error);
    return context.json({ ok: false, error: rejection }, ERROR_CODES[rejection.code].status as 400);
  });
  return app;
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
