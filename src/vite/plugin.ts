import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ROUTES } from '../core/protocol/index.js';
import { bindBeside, createProjectServer, hostnamesOf, shownName, shut } from '../node/index.js';
import { COMMON_HEADERS, isOwnHost } from '../server/index.js';
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

/** What Vite serves to nobody by default; a list of one's own replaces its default. */
const VITE_DENIES = ['.env', '.env.*', '*.{crt,pem}', '**/.git/**'];

/**
 * Shows the widgets of a Vite project in the host page, at `/__zfapps/` of its dev server. Vite
 * serves and transforms the widget's files on an origin of their own, where its hot reload works
 * too; every other path of the page's origin leads there.
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
        fs: { deny: [...(user.server?.fs?.deny === undefined ? VITE_DENIES : []), 'zfapps.config.*'] },
      },
      preview: { cors: false },
    }),
    configureServer: {
      // Before the middleware of other plugins: what they serve belongs to the widget's origin too.
      order: 'pre',
      async handler(vite) {
        // Tests need no page, and Vitest's server has no listener.
        if (vite.config.plugins.some(({ name }) => name === 'vitest')) return;
        if (vite.httpServer === null)
          throw new Error('zfapps() needs a Vite server of its own; middleware mode has none.');
        if (vite.config.server.https !== undefined)
          throw new Error(
            'zfapps() serves over http only: leave server.https out of the Vite configuration.',
          );
        const project = await createProjectServer(options.folder ?? vite.config.root, options);
        attach(vite, vite.httpServer as HttpServer, project);
      },
    },
  };
}

/** Opens the widget's listener as soon as Vite listens, and closes it with Vite. */
function attach(vite: ViteDevServer, main: HttpServer, project: ProjectServer): void {
  const forWidget = new WeakSet<IncomingMessage>();
  let addresses: Addresses | undefined;
  const widget = createHttpServer(widgetListener(vite, project.server, () => addresses, forWidget));
  // Vite's client in the widget opens its socket at the widget's own origin.
  widget.on('upgrade', (request, socket, head) => {
    const url = urlOf(request);
    const isOurs = url !== undefined && isOwnHost(url, addresses, 'widgetPort');
    if (!isOurs || !main.emit('upgrade', request, socket, head)) socket.destroy();
  });

  async function open(): Promise<void> {
    const { port: pagePort, address } = main.address() as AddressInfo;
    try {
      const widgetPort = await bindBeside(widget, address, pagePort);
      addresses = { hostnames: hostnamesOf(address), pagePort, widgetPort };
      project.server.listensAt(addresses);
    } catch (error) {
      vite.config.logger.error(`zfapps() could not open a port for the widgets: ${error}`);
      return;
    }
    vite.config.logger.info(`  ➜  widgets: http://${shownName(address)}:${pagePort}${ROUTES.page}`);
    for (const note of project.notes) vite.config.logger.warn(`  zfapps: ${note}`);
  }
  const opened = new Promise<void>((resolve) => main.once('listening', () => resolve(open())));
  vite.middlewares.use(pageMiddleware(project.server, opened, () => addresses, forWidget));

  main.once('close', () => {
    project.close();
    void shut(widget);
  });
}

/** Answers the host page and its routes, and sends every other path of its origin to the widget's. */
function pageMiddleware(
  server: Server,
  opened: Promise<void>,
  addresses: () => Addresses | undefined,
  forWidget: WeakSet<IncomingMessage>,
): Connect.NextHandleFunction {
  const ours = getRequestListener(server.fetch);
  return async (request, response, next) => {
    if (forWidget.has(request)) {
      next();
      return;
    }
    await opened;
    const at = addresses();
    const url = urlOf(request);
    // The server itself answers what it must refuse.
    if (url === undefined || !isOwnHost(url, at, 'pagePort') || request.url?.startsWith(ROUTES.page)) {
      void ours(request, response);
      return;
    }
    // SECURITY: a widget's page on this origin could read the host page and its token, and a widget
    // can frame or open any address. So nothing of the package is served here.
    const there = `http://${url.hostname}:${at?.widgetPort}${url.pathname}${url.search}`;
    response.writeHead(307, { ...COMMON_HEADERS, Location: there }).end();
  };
}

function widgetListener(
  vite: ViteDevServer,
  server: Server,
  addresses: () => Addresses | undefined,
  forWidget: WeakSet<IncomingMessage>,
) {
  const ours = getRequestListener(server.widgetFetch);
  return async (request: IncomingMessage, response: ServerResponse) => {
    const at = addresses();
    const url = urlOf(request);
    // The server itself answers what it must refuse, and its own script.
    if (
      url === undefined ||
      at === undefined ||
      !isOwnHost(url, at, 'widgetPort') ||
      url.pathname === ROUTES.sdk ||
      url.pathname === ROUTES.cspReport
    ) {
      void ours(request, response);
      return;
    }
    // SECURITY: a worker at the root would outlive this start, and the next may put a host page on this port.
    if (request.headers['service-worker'] === 'script') {
      response.writeHead(403, COMMON_HEADERS).end('zfapps() serves no service workers.');
      return;
    }
    const page = await server.widgetPage(url, { connects: [`ws://${url.host}`] });
    for (const [name, value] of Object.entries({ ...COMMON_HEADERS, ...page.headers }))
      response.setHeader(name, value);
    // A compressed page could not be read here.
    delete request.headers['accept-encoding'];
    swapResponse(response, page);
    forWidget.add(request);
    vite.middlewares(request, response);
  };
}

/** The address that a request asks for, undefined where it is none. */
function urlOf({ headers, url }: IncomingMessage): URL | undefined {
  if (!url?.startsWith('/')) return undefined;
  const address = `http://${headers.host}${url}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}
