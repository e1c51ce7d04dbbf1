import { DEFAULT_LIMITS } from '../core/protocol/index.js';
import { allowsConnect, connectSources } from '../core/project/index.js';
import type { Transport, UpstreamRequest, UpstreamResponse } from '../core/backend/index.js';
import type { Manifest } from '../core/project/index.js';
import type { PageFinding } from '../core/protocol/index.js';

/** Answers what a page fetches by itself, without `ZFAPPS.request`. */
export type PageFetch = (
  request: UpstreamRequest,
  onFinding: (finding: PageFinding) => void,
) => Promise<UpstreamResponse>;

/**
 * A page's own `fetch`, as production has it: what `cspDomains` does not allow is blocked and told. No
 * connection and no credential goes along.
 */
export function pageFetch(manifest: Manifest, transports: readonly Transport[]): PageFetch {
  const sources = connectSources(manifest.cspDomains);
  return async (request, onFinding) => {
    const { url } = request;
    if (!allowsConnect(sources, url)) {
      onFinding({ kind: 'csp', directive: 'connect-src', blocked: url, ownPolicy: false });
      throw new TypeError('Failed to fetch');
    }
    const context = {
      signal: AbortSignal.timeout(DEFAULT_LIMITS.timeoutMs),
      limits: DEFAULT_LIMITS,
      allowsPrivate: () => true,
    };
    for (const transport of transports) {
      const response = await transport(request, context);
      if (response !== undefined) return response;
    }
    throw new TypeError('Failed to fetch');
  };
}
