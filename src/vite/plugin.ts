import { resolve } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { ROUTES } from '../core/protocol/index.js';
import {
  bindBeside,
  createProjectServer,
  createWidgetListener,
  hostnamesOf,
  requestUrl,
  shownName,
} from '../node/index.js';
import { COMMON_HEADERS, isOwnHost } from '../server/index.js';
import { browserCommands } from './browser-commands.js';
import { hotReload } from './hot-reload.js';
import { asksForManifest, holdsSecret, KEEPS_SECRET, MANIFEST } from './manifest-secret.js';
import { watchTranslations } from './watch-translations.js';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connect, Plugin, ViteDevServer } from 'vite';
import type { ProjectServer, ProjectServerOptions } from '../node/index.js';
import type { Server } from '../server/index.js';

/** Options of the Vite plugin. */
export interface ZfappsPluginOptions extends Pick<ProjectServerOptions, 'mode' | 'location'> {
  /** The folder with `plugin-manifest.json`. Default: Vite's root. */
  folder?: string;
}

/** What Vite serves to nobody by default; a list of one's own replaces its default. */
const VITE_DENIES = ['.env', '.env.*', '*.{crt,pem}', '**/.git/**'];

/** A database of an extension whose `store` lies in the project, and what SQLite puts beside it. */
const DATABASE = 'desk.db*';

/**
 * Shows the widgets of a Vite project in the host page, at `/__zfapps/` of its dev server. Vite
 * serves and transforms the widget's files on an origin of their own, where its hot reload works
 * too; every other path of the page's origin leads there, but Desk's `/api/v1/` where the project is an extension.
 *
 * @example
 * // vite.config.ts
 * export default defineConfig({ plugins: [react(), zfapps()] });
 */
export function zfapps(options: ZfappsPluginOptions = {}): Plugin {
  return {
    name: 'zfapps',
    apply: 'serve',
    config: (user) => ({
      // SECURITY: by default Vite lets every page of this machine read what it serves, and so the host page's token.
      server: {
        cors: false,
        fs: {
          deny: [
            ...(user.server?.fs?.deny === undefined ? VITE_DENIES : []),
            'zfapps.config.*',
            DATABASE,
            // That of a secret which comes later is refused in `attach`: Vite reads this list only once.
            ...(holdsSecret(options.folder ?? user.root ?? '.') ? [MANIFEST] : []),
          ],
        },
      },
      preview: { cors: false },
      // For `mountWidget` in Vitest's browser mode; nobody else reads it.
      ...{ test: { browser: { commands: browserCommands } } },
    }),
    configureServer: {
      // Before the middleware of other plugins: what they serve belongs to the widget's origin too.
      order: 'pre',
      async handler(vite) {
        // Tests need no page, and Vitest's server has no listener.
        if (vite.config.plugins.some(({ name }) => /^vitest(?:$|:)/.test(name))) return;
        if (vite.httpServer === null)
          throw new Error('zfapps() needs a Vite server of its own; middleware mode has none.');
        if (vite.config.server.https !== undefined)
          throw new Error(
            'zfapps() serves over http only: leave server.https out of the Vite configuration.',
          );
        const { logger } = vite.config;
        const folder = resolve(options.folder ?? vite.config.root);
        const { publicDir } = vite.config;
        const project = await createProjectServer(folder, {
          ...options,
          ...(publicDir === '' ? {} : { publicFolder: publicDir }),
          // Vite itself watches the widget's files, and serves more than lies under app/.
          watch: { files: false },
          filesElsewhere: true,
          onNotice: ({ kind, message }) =>
            logger[kind === 'mended' ? 'info' : 'warn'](`  zfapps: ${message}`, { timestamp: true }),
        });
        attach(vite, vite.httpServer as HttpServer, project, folder);
        watchTranslations(vite.watcher, [folder, publicDir], project.server);
      },
    },
  };
}

/** Opens the widget's listener as soon as Vite listens, and closes it with Vite. */
function attach(vite: ViteDevServer, main: HttpServer, project: ProjectServer, folder: string): void {
  const forWidget = new WeakSet<IncomingMessage>();
  const { server } = project;
  const hot = hotReload(vite.config);
  const widget = createWidgetListener(server, {
    connects: hot.connects,
    pass(request, response) {
      if (asksForManifest(request.url ?? '') && holdsSecret(folder)) {
        const type = { 'Content-Type': 'text/plain; charset=utf-8' };
        response.writeHead(403, { ...COMMON_HEADERS, ...type }).end(KEEPS_SECRET);
        return;
      }
      forWidget.add(request);
      vite.middlewares(request, response);
    },
    // Vite's client in the widget opens its socket at the widget's own origin.
    upgrade(request, socket, head) {
      const isHot = /^vite-(?:hmr|ping)$/.test(request.headers['sec-websocket-protocol'] ?? '');
      const taker = isHot ? (hot.server ?? main) : main;
      if (!taker.emit('upgrade', request, socket, head)) socket.destroy();
    },
  });

  async function open(): Promise<void> {
    const { port: pagePort, address } = main.address() as AddressInfo;
    try {
      const widgetPort = await bindBeside(widget.http, address, pagePort);
      server.listensAt({ hostnames: hostnamesOf(address), pagePort, widgetPort });
    } catch (error) {
      vite.config.logger.error(`zfapps() could not open a port for the widgets: ${error}`);
      return;
    }
    vite.config.logger.info(`  ➜  widgets: http://${shownName(address)}:${pagePort}${ROUTES.page}`);
    for (const note of project.notes) vite.config.logger.warn(`  zfapps: ${note}`);
  }
  const opened = new Promise<void>((resolve) => main.once('listening', () => resolve(open())));
  vite.middlewares.use(pageMiddleware(server, opened, forWidget));

  main.once('close', () => {
    project.close();
    void widget.close();
  });
}

/** Answers the host page and its routes, and sends every other path of its origin to the widget's. */
function pageMiddleware(
  server: Server,
  opened: Promise<void>,
  forWidget: WeakSet<IncomingMessage>,
): Connect.NextHandleFunction {
  const ours = getRequestListener(server.fetch);
  return async (request, response, next) => {
    if (forWidget.has(request)) {
      next();
      return;
    }
    await opened;
    const { addresses } = server;
    const url = requestUrl(request);
    // The server itself answers what it must refuse.
    const isOurs = url === undefined || request.url?.startsWith(ROUTES.page) || server.isForDesk(url);
    if (isOurs || !isOwnHost(url, addresses, 'pagePort')) {
      void ours(request, response);
      return;
    }
    // SECURITY: a widget's page on this origin could read the host page and its token, and a widget
    // can frame or open any address. So nothing of the package is served here.
    const there = `http://${url.hostname}:${addresses?.widgetPort}${url.pathname}${url.search}`;
    response.writeHead(307, { ...COMMON_HEADERS, Location: there }).end();
  };
}
