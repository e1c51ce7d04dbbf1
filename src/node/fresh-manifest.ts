import { ROUTES, toRejection } from '../core/protocol/index.js';
import type { Manifest } from '../core/project/index.js';
import type { Server } from '../server/index.js';

/**
 * Makes a server whose manifest is read anew whenever a host page asks for it: nobody tells of
 * changes on a dev server.
 *
 * @param first the manifest that the server has
 * @param read reads it anew
 */
export function withFreshManifest(server: Server, first: Manifest, read: () => Promise<Manifest>): Server {
  let known = JSON.stringify({ manifest: first, problems: [] });
  let reading: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const changes = await read().then(
      (manifest) => ({ manifest, problems: [] }),
      (error: unknown) => ({ problems: [toRejection(error).message] }),
    );
    // Whoever is told of a change asks again.
    const now = JSON.stringify(changes);
    if (now === known) return;
    known = now;
    server.update(changes);
  }

  return Object.create(server, {
    fetch: {
      value: async (request: Request) => {
        if (new URL(request.url).pathname === ROUTES.manifest) {
          reading ??= refresh().finally(() => {
            reading = undefined;
          });
          await reading;
        }
        return server.fetch(request);
      },
    },
  });
}
