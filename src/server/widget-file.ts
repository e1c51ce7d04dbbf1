import { pathOf } from './face.js';
import type { Context } from 'hono';
import type { FileSource } from './file-source.js';
import type { WidgetPage } from './widget-page.js';

/** What {@link widgetFile} needs of the server. */
export interface WidgetFileOptions {
  files: FileSource;
  page(): Promise<WidgetPage>;
  /** Told of every file that was asked for. */
  onAsked(path: string, found: boolean): void;
}

/** What a request for a service worker's script is told, whoever serves the widget's files. */
export const NO_SERVICE_WORKERS =
  'zfapps-shim serves no service workers: they would outlive it, and answer for the next widget on this port.';

/** Answers a file of the widget package; in its pages, the SDK is swapped. */
export async function widgetFile(context: Context, options: WidgetFileOptions): Promise<Response> {
  // SECURITY: a worker at the root would outlive this start, and the next may put another project or a host page on this port.
  if (context.req.header('service-worker') === 'script') return context.text(NO_SERVICE_WORKERS, 403);
  const path = pathOf(context);
  const file = await options.files(path);
  options.onAsked(path, file !== undefined);
  if (file === undefined) {
    return context.text(
      `${path} is not in the widget package. Served are plugin-manifest.json and what lies under app/, as production packs it.`,
      404,
    );
  }
  const { headers, prepare } = await options.page();
  // Every file: a worker's policy comes with its script.
  if (!/^text\/html\b/.test(file.type))
    return context.body(file.bytes.slice(), 200, { 'Content-Type': file.type, ...headers });
  const { html, contentType } = prepare(file.bytes, file.type);
  return context.body(html.slice(), 200, { 'Content-Type': contentType, ...headers });
}
