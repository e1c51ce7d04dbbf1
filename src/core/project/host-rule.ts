import { toUrl } from '../protocol/index.js';
import { z } from 'zod';

/** A rule of a connection's `hosts`, taken apart. */
export interface HostRule {
  /** As `URL.hostname` has it: lower case, punycode, IPv6 in brackets. Without the `*.`. */
  host: string;
  /** True for `*.x`: subdomains of any depth, not the apex. */
  subdomains: boolean;
  /** Exactly this port. Absent: the scheme's own, and for loopback addresses any. */
  port?: number;
}

/**
 * Takes a host rule apart: an exact name or address, or `*.x`, each with an optional `:port`.
 *
 * @returns the rule, or `{ problem }` that says what to write instead
 */
export function parseHostRule(text: string): HostRule | { problem: string } {
  const problem = misreading(text);
  if (problem !== undefined) return { problem };
  const subdomains = text.startsWith('*.');
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(subdomains ? text.slice(2) : text);
  const host = match?.[1] === undefined ? undefined : hostnameOf(match[1]);
  if (host === undefined) return { problem: `${JSON.stringify(text)} is no host name; ${EXPECTED}` };
  if (subdomains && isAddress(host)) {
    return {
      problem: `${JSON.stringify(text)}: an address has no subdomains; write ${JSON.stringify(text.slice(2))}`,
    };
  }
  if (match?.[2] === undefined) return { host, subdomains };
  const port = Number(match[2]);
  if (port < 1 || port > 65_535) return { problem: `${JSON.stringify(text)}: a port is 1 to 65535` };
  return { host, subdomains, port };
}

/** Text that {@link parseHostRule} takes. */
export const hostRuleSchema = z
  .string({ error: () => `expected text; ${EXPECTED}` })
  .superRefine((text, context) => {
    const rule = parseHostRule(text);
    if ('problem' in rule) context.addIssue({ code: 'custom', message: rule.problem });
  });

const EXPECTED = 'write a host such as "api.example.com", "*.example.com", "localhost:8080" or "[::1]"';

/** What people write by habit, and what they mean. */
function misreading(text: string): string | undefined {
  const quoted = JSON.stringify(text);
  if (text === '*' || text.startsWith('*:')) {
    return `${quoted} would send the credential anywhere; list the hosts, for example "api.example.com" or "*.example.com"`;
  }
  const bareHost = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[/?#\\].*$/, '')
    .replace(/^.*@/, '');
  // SECURITY: a password may stand before the @, so this text isn't quoted.
  if (text.includes('@'))
    return `a host rule has no user name or password; write only the host${instead(bareHost)}`;
  if (text.includes('://')) return `${quoted} has a scheme; write only the host${instead(bareHost)}`;
  if (/[/?#\\]/.test(text)) return `${quoted} has a path; write only the host${instead(bareHost)}`;
  if (text.includes('*') && !/^\*\.[^*]+$/.test(text)) {
    return `${quoted}: a * may only stand as a whole first label, as in "*.example.com"`;
  }
  if (/^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*$/i.test(text))
    return `${quoted}: an IPv6 address stands in brackets; write "[${text}]"`;
  if (/\.(:\d+)?$/.test(text)) return `${quoted} ends with a dot${instead(text.replace(/\.+(?=:|$)/, ''))}`;
  return undefined;
}

function instead(host: string): string {
  return host === '' ? '' : `: ${JSON.stringify(host)}`;
}

function hostnameOf(host: string): string | undefined {
  if (/[\s%]/.test(host)) return undefined;
  return toUrl(`http://${host}/`)?.hostname || undefined;
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host);
}
