import { toUrl } from './to-url.js';

/** One label after the name, or two as in `.com.au`: more labels make it a name of somebody else. */
const SDK_HOST = /^(?:js\.zohostatic|static\.zohocdn)\.(?:[a-z]{2,}|com?\.[a-z]{2})$/;
const SDK_PATH = /^\/zohofinance\/v\d+(?:\.\d+)?\/zf_sdk\.js$/;

/**
 * Tells whether an address is the vendor's SDK.
 *
 * @param address as an attribute has it: protocol-relative, with a query, with spaces about it
 * @param base what it is relative to. The default leaves a relative address what it is, somebody else's.
 */
export function isVendorSdk(address: string, base = 'https://widget.invalid/'): boolean {
  // Most addresses end here: no URL parser makes this name of another.
  const url = address.includes('zf_sdk.js') ? toUrl(address, base) : undefined;
  if (url === undefined) return false;
  const { protocol, hostname, pathname } = url;
  return /^https?:$/.test(protocol) && SDK_HOST.test(hostname) && SDK_PATH.test(pathname);
}
