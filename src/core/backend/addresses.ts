import ipaddr from 'ipaddr.js';

/** The only IPv6 block from which public unicast addresses are given out (RFC 4291 §2.4, IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');

/**
 * Tells whether an address is one that a widget's request may not reach by default: this machine,
 * private and link-local networks, multicast, and everything else that is not public unicast.
 * An IPv6 address that carries an IPv4 one (mapped, compatible, NAT64, 6to4, Teredo) is never public.
 *
 * @param address an IPv4 or IPv6 address in any notation, with or without brackets
 * @returns `undefined` where the text is no address at all
 */
export function isSpecialAddress(address: string): boolean | undefined {
  const bare = bareAddress(address);
  if (!ipaddr.isValid(bare)) return undefined;
  const parsed = ipaddr.parse(bare);
  // SECURITY: `range()` calls unicast what no range names: `::7f00:1`, the form in which a URL writes
  // [::127.0.0.1], and NAT64 prefixes next to the well-known one. Only 2000::/3 is ever public.
  if (isIPv6(parsed) && !parsed.match(GLOBAL_UNICAST, 3)) return true;
  return parsed.range() !== 'unicast';
}

/** Without brackets, zone (`%eth0`) and the dot that ends an absolute name. */
function bareAddress(address: string): string {
  return address
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/\.$/, '');
}

function isIPv6(address: ipaddr.IPv4 | ipaddr.IPv6): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}
