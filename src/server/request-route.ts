import { bodyLimit } from 'hono/body-limit';
import { ZfappsError } from '../core/protocol/index.js';
import { readJsonBody } from './json-body.js';
import type { Context, MiddlewareHandler } from 'hono';
import type { Backend } from '../core/backend/index.js';

/** Checks the announced length, which Node's parser holds the body to; without one, counts while reading. */
export function limitBody(limit: () => number, refuse: RefuseLong = refuseCall): MiddlewareHandler {
  return (context, next) => limited(limit(), refuse)(context, next);
}

/** Answers a body that is too long, or throws. */
type RefuseLong = (context: Context, most: number) => Response;

function refuseCall(_: Context, most: number): never {
  throw new ZfappsError(
    'request_too_large',
    `The call is over ${most} bytes. Send less, or raise limits: { requestBytes: … } in zfapps.config. Nothing was sent.`,
  );
}

function limited(maxSize: number, refuse: RefuseLong): MiddlewareHandler {
  const counting = bodyLimit({ maxSize, onError: (context) => refuse(context, maxSize) });
  return async (context, next) => {
    const announced = context.req.header('content-length');
    if (announced === undefined || context.req.header('transfer-encoding') !== undefined)
      return counting(context, next);
    return Number(announced) > maxSize ? refuse(context, maxSize) : next();
  };
}

/**
 * Carries out the call in a request's body: `{ options, caller }`.
 *
 * @param user on whose behalf, asked for only where a connection has an account for each user
 */
export async function carryOut(
  context: Context,
  backend: Backend,
  user: () => Promise<string | undefined>,
): Promise<Response> {
  const call = await readJsonBody(context, 'A call');
  if (typeof call !== 'object' || call === null || !('options' in call)) {
    throw new ZfappsError('invalid_options', 'The body of a call is JSON: { options, caller }.');
  }
  const { outcome, warnings } = await backend.perform(call.options, {
    widget: widgetName(call),
    user,
    signal: context.req.raw.signal,
  });
  return context.json({ ...outcome, warnings });
}

function widgetName(call: object): string {
  const caller = 'caller' in call ? call.caller : undefined;
  const name = typeof caller === 'object' && caller !== null && 'widget' in caller ? caller.widget : '';
  return typeof name === 'string' ? name : '';
}
