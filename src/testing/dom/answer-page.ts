import type { UpstreamRequest, UpstreamResponse } from '../../core/backend/index.js';
import type { PageToLoad } from './engine.js';

/** Answers a page's own request: with a file that it may load, or as the page's `fetch` says. */
export async function answerPage(page: PageToLoad, request: UpstreamRequest): Promise<UpstreamResponse> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const file = isRead ? await page.load(request.url) : undefined;
  if (file === undefined) return page.fetch(request);
  return { status: 200, statusText: 'OK', headers: [['Content-Type', file.type]], body: file.bytes };
}
