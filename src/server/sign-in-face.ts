import { ROUTES } from '../core/protocol/index.js';
import { allowedHost } from './access.js';
import { face } from './face.js';
import { finishSignIn } from './sign-in-page.js';
import type { ConnectionManager } from '../core/connections/index.js';
import type { Addresses } from './access.js';
import type { SignInEnd } from './sign-in-page.js';

/** Takes providers' redirects, and answers nothing else: for a sign-in without a host page. */
export function createSignInFace(
  connections: ConnectionManager,
  addresses: () => Addresses | undefined,
  onEnd: (ended: SignInEnd) => void,
): { fetch(request: Request): Promise<Response> } {
  const app = face().use(allowedHost(addresses, 'pagePort'));
  app.get(ROUTES.connectionsCallback, (context) => finishSignIn(context, connections, onEnd));
  return { fetch: async (request) => app.fetch(request) };
}
