import type { UpstreamRequest, UpstreamResponse } from '../../core/backend/index.js';
import type { PageToLoad } from './engine.js';

/**
 * Answers a page's own request: by a file that it may load, as a server of static files would on its own
 * origin, or as the page's `fetch` says.
 */
export async function answerPage(page: PageToLoad, request: UpstreamRequest): Promise<UpstreamResponse> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const file = isRead ? await page.load(request.url) : undefined;
  if (file !== undefined)
    return { status: 200, statusText: 'OK', headers: [['Content-Type', file.type]], body: file.bytes };
  if (new URL(request.url).origin !== new URL(page.url).origin) return page.fetch(request);
  const [status, statusText] = isRead ? [404, 'Not Found'] : [405, 'Method Not Allowed'];
  return { status, statusText, headers: [['Content-Type', 'text/plain']], body: new Uint8Array() };
}
