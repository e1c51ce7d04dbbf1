import { answerFromPackage } from './cdn/cdn-answer.js';
import type { BrowserContext, Route } from 'playwright-core';
import type { PackageStore } from './cdn/package-store.js';
import type { Miss } from './sample-run.js';

/** What a browser context asked for that this machine does not serve. */
export interface CdnRoute {
  /** How many requests wait for their package. */
  pending(): number;
  /** What no package answered since this was asked last. */
  takeMisses(): Miss[];
}

/**
 * Answers requests to CDNs from npm packages and aborts every other that leaves `origins`. Nothing that a
 * sample does reaches the network, nor another server on this machine.
 */
export async function routeCdns(
  context: BrowserContext,
  origins: readonly string[],
  store: PackageStore,
): Promise<CdnRoute> {
  const misses: Miss[] = [];
  let waiting = 0;
  await context.route(
    (url) => !origins.includes(url.origin),
    async (route) => {
      waiting += 1;
      try {
        await answer(route, store, misses);
      } catch {
        // The page is gone, or its request is: nobody waits for the answer.
      } finally {
        waiting -= 1;
      }
    },
  );
  return { pending: () => waiting, takeMisses: () => misses.splice(0) };
}

async function answer(route: Route, store: PackageStore, misses: Miss[]): Promise<void> {
  const url = route.request().url();
  // Whatever its host is called: the swap has its own pattern, which is what is judged here.
  const isSdk = new URL(url).pathname.endsWith('/zf_sdk.js');
  const answered = isSdk
    ? { missed: "the vendor's SDK: it should have been swapped" }
    : await answerFromPackage(url, store);
  if ('missed' in answered) {
    misses.push({ url, reason: answered.missed, isSdk });
    await route.abort('addressunreachable');
    return;
  }
  // As CDNs send it: `crossorigin` and `integrity` of a tag need the first header.
  const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
  await route.fulfill({ body: answered.body, contentType: answered.type, headers });
}
