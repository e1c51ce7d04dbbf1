import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'vite';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Rolldown } from 'vite';

/** The host page and the widget's page, each on its own port. */
export interface Pages {
  /** The address of the host page; it opens the widgets. */
  url: string;
  close(): void;
}

/** Headers of the real server, and those that give a page the finer clock. */
const HEADERS = {
  'Origin-Agent-Cluster': '?1',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Bundles both pages in memory and serves them. */
export async function servePages(): Promise<Pages> {
  const scripts = await bundle();
  const host = await serve('host-page', scripts);
  const widgets = await serve('widget-page', scripts);
  return {
    url: `${host.origin}/?widgets=${encodeURIComponent(widgets.origin)}`,
    close() {
      for (const { server } of [host, widgets]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/** The text of each script by its path. */
async function bundle(): Promise<Map<string, string>> {
  const entry = { 'host-page': '', 'widget-page': '' };
  for (const name of ['host-page', 'widget-page'] as const)
    entry[name] = join(import.meta.dirname, `${name}.ts`);
  const [built] = (await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  })) as Rolldown.RolldownOutput[];
  const chunks = built?.output.filter((file) => file.type === 'chunk') ?? [];
  return new Map(chunks.map(({ fileName, code }) => [`/${fileName}`, code]));
}

async function serve(
  page: string,
  scripts: Map<string, string>,
): Promise<{ origin: string; server: Server }> {
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts.get(url);
    const type = script === undefined ? 'text/html' : 'text/javascript';
    response.writeHead(200, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` });
    response.end(script ?? `<!doctype html><body><script type="module" src="/${page}.js"></script></body>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
