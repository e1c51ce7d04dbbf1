import type { Server as HttpServer } from 'node:http';
import type { ResolvedConfig } from 'vite';

/** Where Vite's hot reload listens, as far as the configuration says another place than Vite's own. */
export interface HotReload {
  /** What a page at an address may connect to for it, beside its own origin. */
  connects(page: URL): string[];
  /** The server that takes its sockets in place of Vite's own. */
  server?: HttpServer;
}

/** The members of `server.hmr` (Vite 7) and `server.ws` (Vite 8) that lead the client elsewhere. */
interface SocketOptions {
  host?: string | undefined;
  port?: number | undefined;
  clientPort?: number | undefined;
  protocol?: string | undefined;
  server?: unknown;
}

/** Reads where hot reload listens. */
export function hotReload({ server }: Pick<ResolvedConfig, 'server'>): HotReload {
  const { hmr, ws } = server as { hmr?: unknown; ws?: unknown };
  const given = ws === false ? [] : [hmr, ws].filter(isOptions);
  const hosts = given.flatMap(({ host }) => host ?? []);
  const isElsewhere = given.some(
    (one) => one.host ?? one.port ?? one.clientPort ?? one.protocol ?? one.server,
  );
  const own = given.map((one) => one.server).find((one) => one !== undefined);
  return {
    connects({ hostname }) {
      if (!isElsewhere) return [];
      // Any port: Vite's client tries several, and a server of one's own may listen at any.
      return [...new Set([hostname, 'localhost', '127.0.0.1', ...hosts])]
        .filter(isName)
        .flatMap((name) => [`ws://${name}:*`, `wss://${name}:*`]);
    },
    ...(own === undefined ? {} : { server: own as HttpServer }),
  };
}

function isOptions(value: unknown): value is SocketOptions {
  return typeof value === 'object' && value !== null;
}

/** A policy's grammar has no IPv6 addresses. */
function isName(host: string): boolean {
  return /^[\w.-]+$/.test(host);
}
