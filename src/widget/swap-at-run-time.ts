import { isVendorSdk } from '../core/protocol/index.js';
import { patch, patchArguments } from './patch.js';
import { swapWritten } from './swap-written.js';

/**
 * Swaps the vendor's SDK for ours wherever a script of the page loads it: in every setter of an
 * address. An observer of the document would come too late, when the browser has asked for it.
 *
 * Each of these properties is patched on the prototype that has it, for the page may take it from
 * there and call it on any element.
 */
export function swapAtRunTime(page: Window & typeof globalThis, sdkUrl: string): void {
  const { HTMLScriptElement, HTMLLinkElement, Element, Attr, Range, document } = page;
  const trusted = trustedAddress(page, sdkUrl);

  /** The name of the attribute that has the element's address. */
  function addressOf(element: unknown): 'src' | 'href' | undefined {
    if (element instanceof HTMLScriptElement) return 'src';
    return element instanceof HTMLLinkElement ? 'href' : undefined;
  }

  /** The value that an attribute gets in place of the given one. */
  function swapped(element: unknown, name: unknown, value: unknown): unknown {
    // Almost every call ends here.
    if (typeof name !== 'string' || !/^(?:src|href|integrity)$/i.test(name)) return value;
    const address = addressOf(element);
    if (address === undefined) return value;
    const target = element as HTMLScriptElement;
    if (/^i/i.test(name)) return target.getAttribute(address) === sdkUrl ? '' : value;
    if (name.toLowerCase() !== address || !isVendorSdk(`${value}`, document.baseURI)) return value;
    // It speaks of the vendor's bytes.
    target.removeAttribute('integrity');
    return typeof value === 'string' ? sdkUrl : trusted;
  }

  /** Patches a function that sets an attribute: its arguments hold the value at one place. */
  function patchSetter(owner: object, method: string, index: number, nameOf: (args: unknown[]) => unknown) {
    patchArguments(owner, method, (self, args) => {
      const value = swapped(self, nameOf(args), args[index]);
      if (value !== args[index]) args[index] = value;
    });
  }
  for (const { prototype } of [HTMLScriptElement, HTMLLinkElement])
    for (const name of ['src', 'href', 'integrity']) patchSetter(prototype, name, 0, () => name);
  patchSetter(Element.prototype, 'setAttribute', 1, ([name]) => name);
  patchSetter(Element.prototype, 'setAttributeNS', 2, ([namespace, name]) => namespace || name);

  for (const method of ['setAttributeNode', 'setAttributeNodeNS'])
    patchArguments(Element.prototype, method, (self, [attribute]) => {
      if (!(attribute instanceof Attr)) return;
      const value = swapped(self, attribute.name, attribute.value);
      if (value !== attribute.value) attribute.value = value as string;
    });
  patchArguments(Attr.prototype, 'value', (self, args) => {
    const { ownerElement, name } = self as Attr;
    args[0] = swapped(ownerElement, name, args[0]);
  });

  // Its scripts run once they are in the document, unlike those of `innerHTML`.
  patch(Range.prototype, 'createContextualFragment', (_, args, native) => {
    const fragment = native(args) as DocumentFragment;
    for (const element of fragment.querySelectorAll<HTMLElement>('script[src],link[href]')) {
      const name = addressOf(element) ?? '';
      const address = element.getAttribute(name);
      if (swapped(element, name, address) !== address) element.setAttribute(name, trusted as string);
    }
    return fragment;
  });

  swapWritten(page, sdkUrl);
}

/** Where a page demands trusted types, its own loader hands over such an address; so do we in its place. */
function trustedAddress(page: object, sdkUrl: string): unknown {
  try {
    const { trustedTypes } = page as { trustedTypes?: TrustedTypes };
    return (
      trustedTypes?.createPolicy('zfapps-shim', { createScriptURL: String }).createScriptURL(sdkUrl) ?? sdkUrl
    );
  } catch {
    // A policy of the page's server forbids it.
    return sdkUrl;
  }
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): unknown };
}
