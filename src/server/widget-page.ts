import { swapPage } from './swap-page.js';
import { widgetPolicy } from './content-policy.js';
import type { Manifest } from '../core/project/index.js';
import type { PageSwap, SwappedPage } from './swap-page.js';

/** How a page of the widget is answered, whoever serves its files. */
export interface WidgetPage {
  /** Headers of the page, beside the common ones. */
  headers: Readonly<Record<string, string>>;
  /** The page with the SDK swapped. */
  prepare(html: Uint8Array, contentType: string): SwappedPage;
}

/** What {@link createWidgetPage} is made of. */
export interface WidgetPageOptions extends PageSwap {
  cspDomains: Manifest['cspDomains'];
  /** Sources that the page needs here and not in production, such as the socket of a dev server. */
  connects?: readonly string[];
}

export function createWidgetPage({ cspDomains, connects, ...swap }: WidgetPageOptions): WidgetPage {
  return {
    headers: { 'Content-Security-Policy': widgetPolicy(cspDomains, swap.hostOrigin, connects) },
    prepare: (html, contentType) => swapPage(html, contentType, swap),
  };
}
