import { sdkVersionsUrl } from './import-map.js';
import { escapeAttribute } from './page-source.js';
import {
  allowsAddress,
  allowsAnyInline,
  allowsTag,
  hasNonce,
  scriptSources,
  withScriptSources,
} from './script-policy.js';
import { VENDOR_ADDRESSES } from './vendor-addresses.js';
import type { PageElement } from './page-elements.js';
import type { Edit } from './page-source.js';
import type { SdkTag } from './sdk-tags.js';

/** What the Content Security Policies in a page's own meta elements say of the swap. */
export interface PagePolicies {
  /** The policies that allow the vendor's SDK, with ours allowed too. */
  edits: Edit[];
  /** Whether the vendor's SDK loads from this tag in production. */
  allowSdk(tag: SdkTag): boolean;
  /** Whether this inline script runs in production whatever its text is. */
  allowChanged(script: PageElement): boolean;
  /**
   * Whether our SDK would load at run time where the vendor's would not: `'self'`, for ours is on
   * the page's own origin. Beside a nonce that is left open, for a script may have it in production.
   */
  allowOursOnly: boolean;
}

/** Reads the meta elements of a page that the browser takes for policies. */
export function pagePolicies(
  elements: readonly PageElement[],
  tags: readonly SdkTag[],
  sdkUrl: string,
): PagePolicies {
  const policies = elements.filter(isPolicy).flatMap((element) => {
    const text = element.get('content') ?? '';
    const sources = scriptSources(text);
    return sources === undefined ? [] : [{ element, text, sources }];
  });
  /** No policy is in force for what stands before it. */
  const inForce = ({ start }: PageElement) => policies.filter(({ element }) => element.start < start);
  const ownOrigin = new URL(sdkUrl).origin;

  return {
    edits: policies.flatMap(({ element, text, sources }) =>
      tags.some((tag) => allowsSdkTag(sources, tag)) || allowsVendor(sources)
        ? attributeEdit(element, 'content', withScriptSources(text, ourSources(sdkUrl)))
        : [],
    ),
    allowSdk: (tag) => inForce(tag.element).every(({ sources }) => allowsSdkTag(sources, tag)),
    allowChanged: (script) =>
      inForce(script).every(
        ({ sources }) => allowsAnyInline(sources) || allowsTag(sources, script.get('nonce')),
      ),
    allowOursOnly: policies.some(
      ({ sources }) =>
        allowsAddress(sources, sdkUrl, ownOrigin) && !allowsVendor(sources) && !hasNonce(sources),
    ),
  };
}

/** The sources that allow our SDK, for tags and for modules. */
export function ourSources(sdkUrl: string): string[] {
  // No source can name an IPv6 address.
  return new URL(sdkUrl).hostname.startsWith('[') ? ["'self'"] : [sdkUrl, sdkVersionsUrl(sdkUrl)];
}

/** Tells whether sources allow the vendor's SDK at any address that is known. */
export function allowsVendor(sources: readonly string[]): boolean {
  return VENDOR_ADDRESSES.some((address) => allowsAddress(sources, address));
}

function allowsSdkTag(sources: readonly string[], { element, address }: SdkTag): boolean {
  return (
    allowsAddress(sources, address) || allowsTag(sources, element.get('nonce'), element.get('integrity'))
  );
}

/** Browsers heed a policy in the head only. */
function isPolicy({ name, inHead, inert, get }: PageElement): boolean {
  return (
    name === 'meta' &&
    inHead &&
    !inert &&
    get('http-equiv')?.toLowerCase() === 'content-security-policy' &&
    get('content') !== undefined
  );
}

function attributeEdit(element: PageElement, name: string, value: string): Edit[] {
  const at = element.at(name);
  if (at === undefined) return [];
  return [{ start: at.startOffset, end: at.endOffset, text: `${name}="${escapeAttribute(value)}"` }];
}
