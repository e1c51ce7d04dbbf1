import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { HOST_ORIGIN_ATTRIBUTE, ROUTES } from '../core/protocol/index.js';
import { bindBeside, createProjectServer, hostnamesOf, shownName, shut } from '../node/index.js';
import { COMMON_HEADERS, frameAncestors, isOwnHost } from '../server/index.js';
import { swapResponse } from './swap-response.js';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connect, Plugin, ViteDevServer } from 'vite';
import type { ProjectServer, ProjectServerOptions } from '../node/index.js';
import type { Addresses, Server } from '../server/index.js';

/** Options of the Vite plugin. */
export interface ZfappsPluginOptions extends Pick<ProjectServerOptions, 'mode' | 'location'> {
  /** The folder with `plugin-manifest.json`. Default: Vite's root. */
  folder?: string;
}

/**
 * Shows the widgets of a Vite project in the host page, at `/__zfapps/` of its dev server. Vite
 * serves and transforms the widget's files, on an origin of their own; its hot reload works there.
 *
 * @example
 * // vite.config.ts
 * export default defineConfig({ plugins: [react(), zfapps()] });
 */
export function zfapps(options: ZfappsPluginOptions = {}): Plugin {
  return {
    name: 'zfapps',
    apply: 'serve',
    // SECURITY: by default Vite lets every page of this machine read what it serves, and so the host page's token.
    config: () => ({ server: { cors: false }, preview: { cors: false } }),
    async configureServer(vite) {
      if (vite.httpServer === null)
        throw new Error('zfapps() needs a Vite server of its own; middleware mode has none.');
      if (vite.config.server.https !== undefined)
        throw new Error('zfapps() serves over http only: leave server.https out of the Vite configuration.');
      const project = await createProjectServer(options.folder ?? vite.config.root, options);
      vite.middlewares.use(pageMiddleware(project.server));
      await attach(vite, vite.httpServer as HttpServer, project);
    },
  };
}

/** Answers the host page and its routes; everything else is Vite's. */
function pageMiddleware(server: Server): Connect.NextHandleFunction {
  const answer = getRequestListener(server.fetch);
  return (request, response, next) => {
    if (request.url?.startsWith(ROUTES.page)) void answer(request, response);
    else next();
  };
}

/** Opens the widget's listener as soon as Vite listens, and closes it with Vite. */
async function attach(vite: ViteDevServer, main: HttpServer, project: ProjectServer): Promise<void> {
  let addresses: Addresses | undefined;
  const widget = createHttpServer(widgetListener(vite, project.server, () => addresses));
  // Vite's client in the widget opens its socket at the widget's own origin.
  widget.on('upgrade', (...args) => main.emit('upgrade', ...args));

  main.once('listening', () => {
    const { port: pagePort, address } = main.address() as AddressInfo;
    bindBeside(widget, address, pagePort).then(
      (widgetPort) => {
        addresses = { hostnames: hostnamesOf(address), pagePort, widgetPort };
        project.server.listensAt(addresses);
        vite.config.logger.info(`  ➜  widgets: http://${shownName(address)}:${pagePort}${ROUTES.page}`);
        for (const note of project.notes) vite.config.logger.warn(`  zfapps: ${note}`);
      },
      (error: unknown) =>
        vite.config.logger.error(`zfapps() could not open a port for the widgets: ${error}`),
    );
  });
  main.once('close', () => {
    project.close();
    void shut(widget);
  });
}

function widgetListener(vite: ViteDevServer, server: Server, addresses: () => Addresses | undefined) {
  const ours = getRequestListener(server.widgetFetch);
  return (request: IncomingMessage, response: ServerResponse) => {
    const address = `http://${request.headers.host}${request.url}`;
    const at = addresses();
    const url = URL.canParse(address) ? new URL(address) : undefined;
    // The server itself answers what it must refuse, and its own script.
    if (
      url === undefined ||
      at === undefined ||
      !isOwnHost(url, at, 'widgetPort') ||
      url.pathname === ROUTES.sdk
    ) {
      void ours(request, response);
      return;
    }
    const pageOrigin = `http://${url.hostname}:${at.pagePort}`;
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', frameAncestors(pageOrigin));
    swapResponse(response, `${url.origin}${ROUTES.sdk}`, { [HOST_ORIGIN_ATTRIBUTE]: pageOrigin });
    vite.middlewares(request, response);
  };
}
