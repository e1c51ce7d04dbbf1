import ipaddr from 'ipaddr.js';

/** The prefixes in which an IPv6 address carries an IPv4 one: NAT64 (RFC 6052, RFC 8215). */
const NAT64_PREFIXES = [ipaddr.IPv6.parse('64:ff9b::'), ipaddr.IPv6.parse('64:ff9b:1::')];

/**
 * Tells whether an address is one that a widget's request may not reach by default: this machine,
 * private and link-local networks, multicast, and everything else that is not public unicast.
 * An IPv6 address that carries an IPv4 one (mapped, NAT64, 6to4, Teredo) is never public.
 *
 * @param address an IPv4 or IPv6 address in any notation, with or without brackets
 * @returns `undefined` where the text is no address at all
 */
export function isSpecialAddress(address: string): boolean | undefined {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return undefined;
  const parsed = ipaddr.parse(bare);
  if (parsed.kind() === 'ipv6') {
    const v6 = parsed as ipaddr.IPv6;
    // SECURITY: `range()` calls some of these unicast in some versions; none of them is needed here.
    if (NAT64_PREFIXES.some((prefix) => v6.match(prefix, 48))) return true;
  }
  return parsed.range() !== 'unicast';
}

/** Tells whether an address, or the name `localhost`, is this machine's own. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (bare === 'localhost' || bare.endsWith('.localhost')) return true;
  return ipaddr.isValid(bare) && ipaddr.process(bare).range() === 'loopback';
}
