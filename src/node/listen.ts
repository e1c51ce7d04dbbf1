import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { bind, bindBeside, hostnamesOf, shownName, shut } from './sockets.js';
import { createWidgetListener, MOST_HEADER_BYTES } from './widget-listener.js';
import type { Server } from '../server/index.js';
import type { WidgetSource } from './widget-listener.js';

/** Options of {@link listen}. */
export interface ListenOptions {
  /** The address to listen on. Default `127.0.0.1`: this machine only. */
  host?: string;
  /** The port of the host page; 0 picks a free one. Default 0. */
  port?: number;
  /** The port of the widget's files. Default: the page's port + 1 if it is free, else a free one. */
  widgetPort?: number;
  /** Who serves the widget's files. Default: the server, with the files that it was made with. */
  source?: WidgetSource;
}

/** A server that listens. */
export interface Listening {
  /** The address of the host page, such as `http://127.0.0.1:5180/`. */
  url: string;
  /** The origin of the widget's files, such as `http://127.0.0.1:5181`. */
  widgetOrigin: string;
  /** Closes both listeners and every connection. */
  close(): Promise<void>;
}

/**
 * Opens a server's two listeners on one address.
 *
 * @throws the system's own error, such as `EADDRINUSE`, where the page's port cannot be had
 */
export async function listen(server: Server, options: ListenOptions = {}): Promise<Listening> {
  const host = options.host ?? '127.0.0.1';
  const page = createHttpServer({ maxHeaderSize: MOST_HEADER_BYTES }, getRequestListener(server.fetch));
  const widget = createWidgetListener(server, options.source);
  const pagePort = await bind(page, host, options.port ?? 0);
  try {
    const widgetPort = await (options.widgetPort === undefined
      ? bindBeside(widget.http, host, pagePort)
      : bind(widget.http, host, options.widgetPort));
    server.listensAt({ hostnames: hostnamesOf(host), pagePort, widgetPort });
    const name = shownName(host);
    return {
      url: `http://${name}:${pagePort}/`,
      widgetOrigin: `http://${name}:${widgetPort}`,
      close: async () => {
        await Promise.all([shut(page), widget.close()]);
      },
    };
  } catch (error) {
    await shut(page);
    throw error;
  }
}
