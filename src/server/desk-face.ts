import { DeskError } from '../core/desk/index.js';
import { isCrossSite } from './access.js';
import type { Context, MiddlewareHandler } from 'hono';
import type { DeskErrorBody } from '../core/desk/index.js';
import type { DeskOrOff } from './desk-route.js';

/**
 * Lets no page of another origin call Desk's routes: an extension's server sends no Origin, and the console of the
 * host page its own. Such a page could prove nothing, but make work.
 */
export const noForeignPage: MiddlewareHandler = async (context, next) => {
  if (!isCrossSite(context)) return next();
  return refused(
    context,
    new DeskError('FORBIDDEN', "A page of another origin may not call Desk's routes here."),
  );
};

/** Says in Desk's way that a body is too long. */
export function tooLong(context: Context, most: number): Response {
  const message = `The request is over ${most} bytes. Send less, or raise limits: { requestBytes: … } in zfapps.config. Nothing was sent.`;
  return context.json({ errorCode: 'UNPROCESSABLE_ENTITY', message } satisfies DeskErrorBody, 413);
}

/** Hands a call to Desk's routes on; where there is no extension, it says so as Desk says errors. */
export async function callDesk(context: Context, desk: DeskOrOff): Promise<Response> {
  if (!('off' in desk)) return desk.fetch(context.req.raw);
  return refused(context, new DeskError('URL_NOT_FOUND', `${desk.off} So nothing answers at /api/v1.`));
}

function refused(context: Context, error: DeskError): Response {
  return context.json(error.toBody(), error.status as 403);
}
