import { DeskError } from '../core/desk/index.js';
import { ROUTES, TOKEN_HEADER, ZfappsError } from '../core/protocol/index.js';
import { isCrossSite, sameText } from './access.js';
import { callDesk, noForeignPage, tooLong } from './desk-face.js';
import { NO_DESK } from './desk-route.js';
import { face, pathOf } from './face.js';
import { carryOut, limitBody } from './request-route.js';
import type { MiddlewareHandler } from 'hono';
import type { Backend } from '../core/backend/index.js';
import type { DeskOrOff } from './desk-route.js';

/** Options of {@link createHeadlessServer}. */
export interface HeadlessServerOptions {
  backend: Backend;
  /** The emulated Zoho Desk, or why there is none. Default: none. */
  desk?: DeskOrOff;
  /** What callers of the proxy send in the header `x-zfapps-token`. Undefined: it takes no calls. */
  token: string | undefined;
  /** On whose behalf calls are made, where a connection has an account for each user. Default: nobody's. */
  user?: string | undefined;
  /** Longest body of a call, in bytes. Default 20 MB: twice the default of `limits.requestBytes`. */
  callBytes?: number;
  /** Resolves where everything that calls need answers, such as the database. Default: at once. */
  check?: () => Promise<void>;
}

/** The proxy and Desk without a page. */
export interface HeadlessServer {
  /** Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** From now on `/healthz` says that the server is stopping. Calls are answered all the same. */
  stop(): void;
}

/** Where a load balancer asks whether to send calls here. */
export const HEALTH = '/healthz';

/**
 * Makes a server for programs instead of a person: `/healthz`, the proxy at `POST /__zfapps/request`, and Desk's
 * routes below `/api/v1`. Everything else is 404.
 *
 * SECURITY: it answers to any Host, as the name that a reverse proxy is asked by is none of its business. That is
 * what the playground must not do, whose page holds its token: a page that makes its name resolve to this server
 * would be of the page's origin. Here no page is served, no cookie is read, and nothing is allowed for an origin's
 * sake: a call proves itself by the token, or by HASH and context, which a browser does not send by itself.
 */
export function createHeadlessServer(options: HeadlessServerOptions): HeadlessServer {
  const { backend, desk = NO_DESK, token, user, callBytes = 20_000_000, check = async () => {} } = options;
  let isStopping = false;
  const app = face();
  const limited = limitBody(() => callBytes);

  app.get(HEALTH, async (context) => {
    if (isStopping) return context.json({ status: 'stopping' }, 503);
    try {
      await check();
      return context.json({ status: 'ok' });
    } catch {
      // Why is in the server's own log: whoever asks here has proved nothing.
      return context.json({ status: 'unavailable', reason: 'The database does not answer.' }, 503);
    }
  });
  app.post(ROUTES.request, onlyWithToken(token), limited, (context) =>
    carryOut(context, backend, async () => user),
  );
  app.all(
    `${ROUTES.deskApi}*`,
    noForeignPage,
    limitBody(() => callBytes, tooLong),
    async (context) => withoutReason(await callDesk(context, desk)),
  );
  app.notFound((context) => {
    const message = `zfapps-shim serve has nothing at ${context.req.method} ${pathOf(context)}. It has GET ${HEALTH}, POST ${ROUTES.request}, and Zoho Desk's routes below /api/v1.`;
    return context.json({ ok: false, error: { code: 'not_found', message } }, 404);
  });
  return {
    fetch: async (request) => app.fetch(request),
    stop() {
      isStopping = true;
    },
  };
}

/** SECURITY: why something fails names hosts and files, and whoever asks here may have proved nothing yet. The log has it. */
function withoutReason(answer: Response): Response {
  if (answer.status !== 500) return answer;
  const failed = new DeskError('INTERNAL_SERVER_ERROR', 'zfapps-shim failed. Its log says why.');
  return Response.json(failed.toBody(), { status: 500 });
}

/** SECURITY: the token is the one thing that tells a caller from anybody else. A browser's page has no business here. */
function onlyWithToken(token: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    if (isCrossSite(context))
      throw new ZfappsError('forbidden', 'A page of another origin may not call this route.');
    if (token === undefined)
      throw new ZfappsError(
        'forbidden',
        'This server was started without a token, so that it takes no calls here. Set ZFAPPS_TOKEN where it is started.',
      );
    if (!sameText(context.req.header(TOKEN_HEADER) ?? '', token))
      throw new ZfappsError('forbidden', `The header ${TOKEN_HEADER} is missing, or has another token.`);
    return next();
  };
}
