import { COMMON_HEADERS } from '../server/index.js';
import type { ServerResponse } from 'node:http';
import type { WidgetPage } from '../server/index.js';

/** What somebody else's server says of who may read, embed or frame what is its own. Here that is ours to say. */
const REPLACED =
  /^(?:access-control-.*|x-frame-options|cross-origin-(?:opener|embedder|resource)-policy|origin-agent-cluster|content-security-policy)$/;

/** Of a page's other bytes: without them no browser keeps a copy whose SDK was swapped for an earlier start. */
const OF_OTHER_BYTES = ['ETag', 'Last-Modified', 'Content-Encoding', 'Accept-Ranges'];

/** Gives an answer of somebody else's server the headers that a widget's file has here. */
export function setWidgetHeaders(response: ServerResponse, page: WidgetPage, isHtml: boolean): void {
  const own = ownPolicies(response.getHeader('content-security-policy'));
  for (const name of response.getHeaderNames()) if (REPLACED.test(name)) response.removeHeader(name);
  for (const [name, value] of Object.entries(COMMON_HEADERS)) {
    // How long a file may be kept, and whether its type is what it says, its server knows.
    const isTheirs = name === 'Cache-Control' ? response.hasHeader(name) : name === 'X-Content-Type-Options';
    if (isHtml || !isTheirs) response.setHeader(name, value);
  }
  for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
  if (isHtml) for (const name of OF_OTHER_BYTES) response.removeHeader(name);
  for (const policy of own) response.appendHeader('Content-Security-Policy', page.policy(policy));
}

/** The policies of an answer, without what ours says in their place. */
function ownPolicies(header: number | string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .flatMap((line) => String(line).split(','))
    .map((policy) => policy.split(';').filter((directive) => !isOurs(directive)))
    .map((directives) => directives.join(';').trim())
    .filter((policy) => policy !== '');
}

/**
 * Who frames a page: the host page is another origin. And the imitation of production's `connect-src` that
 * the vendor's tool sends: in production it covers the widget's own origin, at the tool's address it does not.
 */
function isOurs(directive: string): boolean {
  const [name = '', ...sources] = directive.trim().split(/\s+/);
  const isProduction = ['https://*.zohostatic.com', 'https://*.sigmausercontent.com'].every((source) =>
    sources.includes(source),
  );
  return /^frame-ancestors$/i.test(name) || (/^connect-src$/i.test(name) && isProduction);
}
