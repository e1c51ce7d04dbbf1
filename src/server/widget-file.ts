import { HOST_ORIGIN_ATTRIBUTE, ROUTES } from '../core/protocol/index.js';
import { pathOf } from './face.js';
import { frameAncestors } from './host-page.js';
import { swapSdk } from './swap-sdk.js';
import type { Context } from 'hono';
import type { FileSource } from './file-source.js';

/** Answers a file of the widget package; in its pages, the SDK's tag is swapped. */
export async function widgetFile(context: Context, files: FileSource, pageOrigin: string): Promise<Response> {
  const path = pathOf(context);
  const file = await files(path);
  if (file === undefined) {
    return context.text(
      `${path} is not in the widget package. Served are plugin-manifest.json and what lies under app/, as production packs it.`,
      404,
    );
  }
  const isHtml = /^text\/html\b/.test(file.type);
  const { origin } = new URL(context.req.url);
  const bytes = isHtml
    ? swapSdk(file.bytes, `${origin}${ROUTES.sdk}`, { [HOST_ORIGIN_ATTRIBUTE]: pageOrigin })
    : file.bytes;
  return context.body(bytes.slice(), 200, {
    'Content-Type': file.type,
    ...(isHtml ? { 'Content-Security-Policy': frameAncestors(pageOrigin) } : {}),
  });
}
