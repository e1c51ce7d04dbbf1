import { ROUTES } from '../core/protocol/index.js';
import { allowedHost } from './access.js';
import { face } from './face.js';
import { finishSignIn } from './sign-in-page.js';
import type { ConnectionManager } from '../core/connections/index.js';
import type { Addresses } from './access.js';
import type { SignInEnd } from './sign-in-page.js';

/**
 * Takes providers' redirects, and answers nothing else: for a sign-in without a host page.
 *
 * @param onEnd told what came of the first redirect of each state. A browser may ask twice, and the second
 *   time comes to nothing while the first is still getting its tokens.
 */
export function createSignInFace(
  connections: ConnectionManager,
  addresses: () => Addresses | undefined,
  onEnd: (ended: SignInEnd) => void,
): { fetch(request: Request): Promise<Response> } {
  const app = face().use(allowedHost(addresses, 'pagePort'));
  const taken = new Set<string | undefined>();
  app.get(ROUTES.connectionsCallback, (context) => {
    const state = context.req.query('state');
    const isFirst = !taken.has(state);
    taken.add(state);
    return finishSignIn(context, connections, isFirst ? onEnd : undefined);
  });
  return { fetch: async (request) => app.fetch(request) };
}
