import { isVendorSdk, toUrl } from '../core/protocol/index.js';
import type { PageElement } from './page-elements.js';

/** A tag that names the vendor's SDK. */
export interface SdkTag {
  element: PageElement;
  /** The attribute that does. */
  attribute: 'src' | 'href';
  /** The vendor's address in full. */
  address: string;
}

const ATTRIBUTES: Readonly<Record<string, 'src' | 'href'>> = { script: 'src', link: 'href' };

/** Any page of production will do: it matters for protocol-relative addresses only. */
const PAGE = 'https://widget.invalid/';

/** The tags of a page that load or preload the vendor's SDK, in templates too. */
export function sdkTags(elements: readonly PageElement[]): SdkTag[] {
  const base = elements.find(
    ({ name, inert, get }) => name === 'base' && !inert && get('href') !== undefined,
  );
  const href = base?.get('href') ?? '';
  const based = toUrl(href, PAGE)?.href ?? PAGE;
  return elements.flatMap((element) => {
    const attribute = ATTRIBUTES[element.name];
    const value = attribute === undefined ? undefined : element.get(attribute);
    if (attribute === undefined || value === undefined) return [];
    // A base counts for what stands behind it.
    const from = base !== undefined && base.start < element.start ? based : PAGE;
    return isVendorSdk(value, from) ? [{ element, attribute, address: new URL(value, from).href }] : [];
  });
}
