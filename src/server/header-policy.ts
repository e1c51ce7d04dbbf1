import { allowsVendor, ourSources } from './page-policies.js';
import { allowsAnyInline, scriptSources, withScriptSources } from './script-policy.js';

/**
 * The `Content-Security-Policy` header of a dev server, made to let the swap work: where it allows
 * the vendor's SDK it allows ours, and our inline scripts run.
 *
 * @param hashes of our inline scripts, as sources: `'sha256-…'`
 */
export function allowingSwap(header: string, sdkUrl: string, hashes: readonly string[]): string {
  return header
    .split(',')
    .map((policy) => {
      const sources = scriptSources(policy);
      if (sources === undefined) return policy;
      return withScriptSources(policy, [
        ...(allowsVendor(sources) ? ourSources(sdkUrl) : []),
        // Beside a hash `'unsafe-inline'` is void, and the page's own inline scripts would not run.
        ...(allowsAnyInline(sources) ? [] : hashes),
      ]);
    })
    .join(',');
}
