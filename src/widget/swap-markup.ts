import { isVendorSdk } from '../core/protocol/index.js';

/** What speaks of the vendor's bytes. */
const INTEGRITY = /^\s*sha\d/i;

/** Part of a tag's source, and what stands there instead. */
type Swap = readonly [given: string, wanted: string];

/**
 * Points the vendor's tags in a piece of markup at our SDK. The browser's own parser says which of
 * the places that look like one is a tag; only those change, and no markup is written anew.
 *
 * @param before the markup that stands before it
 */
export function swapMarkup(document: Document, before: string, markup: string, sdkUrl: string): string {
  if (!markup.includes('zf_sdk')) return markup;
  try {
    let result = markup;
    let left = swapsIn(document, before + result, sdkUrl);
    for (const [given, wanted] of left) {
      for (let at = result.indexOf(given); at !== -1; at = result.indexOf(given, at + 1)) {
        const tried = result.slice(0, at) + wanted + result.slice(at + given.length);
        const then = swapsIn(document, before + tried, sdkUrl);
        if (then.length < left.length) {
          result = tried;
          left = then;
          break;
        }
      }
    }
    return result;
  } catch {
    // A page that demands trusted types lets nobody parse a text.
    return markup;
  }
}

/** What is still to be swapped in markup, in a document where nothing of it is loaded. */
function swapsIn(document: Document, markup: string, sdkUrl: string): Swap[] {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return [...template.content.querySelectorAll('script[src],link[href]')].flatMap((element) => {
    const address = element.getAttribute('src') ?? element.getAttribute('href') ?? '';
    const integrity = element.getAttribute('integrity') ?? '';
    const isVendor = isVendorSdk(address, document.baseURI);
    const swaps: Swap[] = isVendor ? [[address, sdkUrl]] : [];
    if (INTEGRITY.test(integrity) && (isVendor || address === sdkUrl)) swaps.push([integrity, 'none']);
    return swaps;
  });
}
