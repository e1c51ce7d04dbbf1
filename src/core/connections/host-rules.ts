/** A parsed host rule. No port means the scheme's own one, and for loopback addresses any. */
interface HostRule {
  hostname: string;
  wildcard: boolean;
  port?: string;
}

/**
 * Makes the test of a connection's `hosts`: exact names; `*.x` covers subdomains and not the apex;
 * `host:port` means exactly that port.
 *
 * @example
 * const allows = hostMatcher(['api.example.com', '*.example.org', '127.0.0.1:9000']);
 * allows(new URL('https://api.example.com/v1')); // true
 */
export function hostMatcher(rules: readonly string[]): (url: URL) => boolean {
  const parsed = rules.map(parseHostRule);
  return (url) => parsed.some((rule) => rule !== undefined && matches(rule, url));
}

/** `undefined` where the text is no host rule. */
export function parseHostRule(rule: string): HostRule | undefined {
  const [, wildcard, rest, port] = /^(\*\.)?(.+?)(?::(\d{1,5}))?$/.exec(rule.trim()) ?? [];
  if (rest === undefined || /[/@?#\\*\s]/.test(rest)) return undefined;
  const hostname = canonicalHostname(rest);
  if (hostname === undefined || (wildcard !== undefined && isAddress(hostname))) return undefined;
  return {
    hostname,
    wildcard: wildcard !== undefined,
    ...(port === undefined ? {} : { port: String(Number(port)) }),
  };
}

/** The form in which `URL.hostname` has a host: lower case, punycode, addresses in one notation. */
function canonicalHostname(host: string): string | undefined {
  const url = URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`) : undefined;
  return url === undefined || url.port !== '' ? undefined : url.hostname;
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
}

function matches(rule: HostRule, url: URL): boolean {
  const nameFits = rule.wildcard
    ? url.hostname.endsWith(`.${rule.hostname}`)
    : url.hostname === rule.hostname;
  if (!nameFits) return false;
  if (rule.port !== undefined) return effectivePort(url) === rule.port;
  return url.port === '' || isLoopbackHostname(url.hostname);
}

/** The port of a URL, the scheme's own one where none is written. */
export function effectivePort(url: URL): string {
  return url.port !== '' ? url.port : url.protocol === 'https:' ? '443' : '80';
}

/**
 * Tells whether a `URL.hostname` is this machine itself. Subdomains of `localhost` are not:
 * resolvers are free to ask the network for them.
 */
export function isLoopbackHostname(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
