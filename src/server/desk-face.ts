import { DeskError } from '../core/desk/index.js';
import type { Context } from 'hono';
import type { DeskOrOff } from './desk-route.js';

/** Hands a call to Desk's routes on; where there is no extension, it says so as Desk says errors. */
export async function callDesk(context: Context, desk: DeskOrOff): Promise<Response> {
  if (!('off' in desk)) return desk.fetch(context.req.raw);
  const refused = new DeskError('URL_NOT_FOUND', `${desk.off} So nothing answers at /api/v1.`);
  return context.json(refused.toBody(), 404);
}
