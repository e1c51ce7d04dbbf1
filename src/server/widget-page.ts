import { widgetPolicy } from './content-policy.js';
import { allowingSwap } from './header-policy.js';
import { importMap } from './import-map.js';
import { scriptHash } from './script-hash.js';
import { swapPage } from './swap-page.js';
import type { Manifest } from '../core/project/index.js';
import type { PageSwap, SwappedPage } from './swap-page.js';

/** How a page of the widget is answered, whoever serves its files. */
export interface WidgetPage {
  /** Headers of the page, beside the common ones. */
  headers: Readonly<Record<string, string>>;
  /** The page with the SDK swapped. */
  prepare(html: Uint8Array, contentType: string): SwappedPage;
  /**
   * A `Content-Security-Policy` of the page's own server, with our SDK allowed where it allows the
   * vendor's, and with our inline scripts allowed.
   */
  policy(own: string): string;
}

/** What of a page depends on who serves the widget's files. */
export interface WidgetPageSource extends Pick<PageSwap, 'devServer'> {
  /** Sources that the page needs here and not in production, such as the socket of a dev server. */
  connects?: readonly string[];
}

/** What {@link createWidgetPage} is made of. */
export interface WidgetPageOptions extends PageSwap, WidgetPageSource {
  cspDomains: Manifest['cspDomains'];
}

export async function createWidgetPage(options: WidgetPageOptions): Promise<WidgetPage> {
  const { cspDomains, connects, ...swap } = options;
  const hashes = await Promise.all([swap.prelude, importMap(swap.sdkUrl)].map(scriptHash));
  return {
    headers: { 'Content-Security-Policy': widgetPolicy(cspDomains, swap.hostOrigin, connects) },
    prepare: (html, contentType) => swapPage(html, contentType, swap),
    policy: (own) => allowingSwap(own, swap.sdkUrl, hashes),
  };
}
