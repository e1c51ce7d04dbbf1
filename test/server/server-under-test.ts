import { parseManifest } from '../../src/core/project/index.js';
import { createServer } from '../../src/server/index.js';
import type { Backend, BackendEntry } from '../../src/core/backend/index.js';
import type { Server, ServerOptions } from '../../src/server/index.js';

export const PAGE = 'http://127.0.0.1:5180';
export const WIDGET = 'http://127.0.0.1:5181';

/** A server with everything in memory, and a backend that counts what reaches it. */
export interface ServerUnderTest {
  server: Server;
  /** The options of every call that reached the backend. */
  calls: unknown[];
  /** The names that the backend was given for the callers. */
  callers: unknown[];
}

/** What the backend of {@link serverUnderTest} answers. */
export const RESPONSE = { code: 0, message: 'success', data: { status_code: 200, body: '{}' } };

const HTML = '<!doctype html><html><head><title>zfapps-shim</title></head><body></body></html>';

/** Files by URL path. */
export function memoryFiles(files: Record<string, string | Uint8Array>): ServerOptions['files'] {
  return async (path) => {
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content === undefined) return undefined;
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return { bytes, type: path.endsWith('.html') ? 'text/html' : 'text/javascript; charset=utf-8' };
  };
}

/** A server on `PAGE` and `WIDGET`. */
export function serverUnderTest(options: Partial<ServerOptions> = {}): ServerUnderTest {
  const calls: unknown[] = [];
  const callers: unknown[] = [];
  const backend: Pick<Backend, 'perform'> = {
    async perform(given, caller) {
      calls.push(given);
      callers.push(caller?.widget);
      return { outcome: { ok: true, value: RESPONSE }, warnings: [] } as unknown as BackendEntry;
    },
  };
  const server = createServer({
    backend: backend as Backend,
    files: memoryFiles({ '/app/widget.html': '<p>widget</p>', '/app/widget.js': 'let widget;' }),
    pageFiles: memoryFiles({ '/index.html': HTML, '/assets/main.js': 'let page;' }),
    sdk: async () => new TextEncoder().encode('let sdk;'),
    manifest: parseManifest({
      modules: { widgets: [{ location: 'invoice.details.sidebar', name: 'W', url: '/app/widget.html' }] },
    }),
    name: 'my-widget',
    mode: 'offline',
    records: () => ({ organization: { name: 'Org' }, user: {}, records: {} }),
    ...options,
  });
  server.listensAt({ hostnames: ['127.0.0.1', 'localhost', '[::1]'], pagePort: 5180, widgetPort: 5181 });
  return { server, calls, callers };
}

/** What a page that may read the host page finds in it. */
export async function bootOf(server: Server, page = PAGE): Promise<{ token: string; widgetOrigin: string }> {
  const html = await (await server.fetch(new Request(`${page}/`))).text();
  return JSON.parse(
    /<script type="application\/json" id="zfapps-boot">(.*?)<\/script>/.exec(html)?.[1] ?? '',
  );
}

/** A request with the headers that a browser would send for it, forbidden ones among them. */
export function asSent(url: string, headers: Record<string, string>, init: RequestInit = {}): Request {
  const request = new Request(url, { ...init, headers });
  // Node keeps the headers that browsers forbid to scripts; without them these tests would test nothing.
  for (const [name, value] of Object.entries(headers)) {
    if (request.headers.get(name) !== value) throw new Error(`Request did not keep ${name}.`);
  }
  return request;
}

/** A call as the host page makes it, with some of its headers changed or, by null, left out. */
export function call(
  token: string,
  changes: Record<string, string | null> = {},
  {
    url = `${PAGE}/__zfapps/request`,
    body = '{"options":{"url":"https://api.example/"}}',
    method = 'POST',
  } = {},
): Request {
  const headers: Record<string, string | null> = {
    origin: new URL(url).origin,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/json',
    'x-zfapps-token': token,
    ...changes,
  };
  const kept = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null);
  const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  return asSent(url, Object.fromEntries(kept), { method, ...(hasBody ? { body } : {}) });
}
