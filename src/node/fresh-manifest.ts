import { ROUTES } from '../core/protocol/index.js';
import type { Server } from '../server/index.js';

/**
 * Makes a server whose manifest is read anew whenever a host page asks for it: nobody tells of
 * changes on a dev server.
 *
 * @param refresh reads it anew, and hands it to the server where it is another
 */
export function withFreshManifest(server: Server, refresh: () => Promise<void>): Server {
  let reading: Promise<void> | undefined;
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
