import { ROUTES } from '../core/protocol/index.js';
import type { Manifest } from '../core/project/index.js';

/** What every widget may reach by itself in production. */
const PRODUCTION_CONNECTS = ['https://*.zohostatic.com', 'https://*.sigmausercontent.com'];

/** A source of a directive, without what would end it or begin another header. */
const SOURCE = /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/;

/**
 * The Content Security Policy of a widget's page, as production has it: what a page may connect to
 * by itself, its manifest's `cspDomains` included; and only the host page frames it, and the widget
 * its own pages. Of `cspDomains`, other directives than `connect-src` are not applied: nothing says
 * what production restricts there.
 *
 * @param connects further sources that a page needs here and not in production, such as the socket of a dev server
 */
export function widgetPolicy(
  cspDomains: Manifest['cspDomains'],
  pageOrigin: string,
  connects: readonly string[] = [],
): string {
  const declared = (cspDomains['connect-src'] ?? []).filter((source) => SOURCE.test(source));
  return [
    `connect-src ${["'self'", ...PRODUCTION_CONNECTS, ...declared, ...connects].join(' ')}`,
    `frame-ancestors 'self' ${pageOrigin}`,
    `report-uri ${ROUTES.cspReport}`,
  ].join('; ');
}
