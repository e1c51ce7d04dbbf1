import { isVendorSdk } from '../../src/server/swap-sdk.js';
import { answerFromPackage } from './cdn/cdn-answer.js';
import type { BrowserContext, Route } from 'playwright-core';
import type { PackageStore } from './cdn/package-store.js';
import type { Miss } from './sample-run.js';

/** What a browser context asked for that this machine does not serve. */
export interface CdnRoute {
  /** Requests that wait for their package. */
  readonly pending: number;
  /** What no package answered since it was asked last. */
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
  let pending = 0;
  const isForeign = (url: URL) => /^https?:$/.test(url.protocol) && !origins.includes(url.origin);
  await context.route(isForeign, async (route) => {
    pending += 1;
    try {
      await answer(route);
    } catch {
      // The page is gone, or its request is: nobody waits for the answer.
    } finally {
      pending -= 1;
    }
  });
  await context.routeWebSocket(
    (url) => !origins.includes(url.origin.replace(/^ws/, 'http')),
    async (socket) => {
      misses.push({ url: socket.url(), reason: 'a WebSocket', isSdk: false });
      await socket.close();
    },
  );
  return {
    get pending() {
      return pending;
    },
    takeMisses: () => misses.splice(0),
  };

  async function answer(route: Route): Promise<void> {
    const url = route.request().url();
    const answered = isVendorSdk(url)
      ? { missed: "the vendor's SDK, which should have been swapped" }
      : await answerFromPackage(url, store);
    if ('missed' in answered) {
      misses.push({ url, reason: answered.missed, isSdk: isVendorSdk(url) });
      await route.abort('addressunreachable');
      return;
    }
    // As CDNs send it: `crossorigin` and `integrity` of a tag need the header.
    const headers = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
    await route.fulfill({ body: answered.body, contentType: answered.type, headers });
  }
}
