import { effectivePort, isLoopbackHostname, ZfappsError } from '../protocol/index.js';
import { parseHostRule } from '../project/index.js';
import type { HostRule } from '../project/index.js';

/**
 * Makes the test of a connection's `hosts`: exact names; `*.x` covers subdomains and not the apex;
 * no port means the scheme's own one, and for loopback addresses any.
 *
 * @param place names the list in an error, such as `connections.books.hosts`
 * @throws ZfappsError `invalid_config` for text that is no host rule
 * @example
 * const allows = hostMatcher(['api.example.com', '*.example.org', '127.0.0.1:9000'], 'hosts');
 * allows(new URL('https://api.example.com/v1')); // true
 */
export function hostMatcher(rules: readonly string[], place: string): (url: URL) => boolean {
  const parsed = readHostRules(rules, place);
  return (url) => parsed.some((rule) => matches(rule, url));
}

/** Reads a list of host rules; see {@link hostMatcher}. */
export function readHostRules(rules: readonly string[], place: string): HostRule[] {
  return rules.map((text, index) => {
    const rule = parseHostRule(text);
    if ('problem' in rule) throw new ZfappsError('invalid_config', `${place}[${index}]: ${rule.problem}`);
    return rule;
  });
}

function matches(rule: HostRule, url: URL): boolean {
  const nameFits = rule.subdomains ? isSubdomain(url.hostname, rule.host) : url.hostname === rule.host;
  if (!nameFits) return false;
  if (rule.port !== undefined) return effectivePort(url) === rule.port;
  return url.port === '' || isLoopbackHostname(url.hostname);
}

/** SECURITY: a URL may begin with empty labels, and `.example.com` is the apex to whoever skips them. */
function isSubdomain(hostname: string, apex: string): boolean {
  return hostname.endsWith(`.${apex}`) && !hostname.startsWith('.');
}
