import { connectSources, isCspSource } from '../core/project/index.js';
import { ROUTES } from '../core/protocol/index.js';
import type { Manifest } from '../core/project/index.js';

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
  return [
    `connect-src ${["'self'", ...connectSources(cspDomains), ...connects].join(' ')}`,
    `frame-ancestors 'self' ${pageOrigin}`,
    `report-uri ${ROUTES.cspReport}`,
  ].join('; ');
}

/** What of a manifest's `cspDomains` has no effect here, in sentences for the widget's author. */
export function policyNotes(cspDomains: Manifest['cspDomains']): string[] {
  return Object.entries(cspDomains).flatMap(([directive, sources]) => {
    if (directive !== 'connect-src')
      return [`cspDomains of the manifest: ${directive} has no effect here; only connect-src is applied.`];
    return sources
      .filter((source) => !isCspSource(source))
      .map(
        (source) =>
          `cspDomains of the manifest: ${JSON.stringify(source)} is left out of connect-src: it is not one source such as "https://api.example.com".`,
      );
  });
}
