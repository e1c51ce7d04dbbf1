import { createBackend, mswTransport } from '../core/backend/index.js';
import { standInConnection } from '../core/connections/index.js';
import { toRejection, userId, ZfappsError } from '../core/protocol/index.js';
import { toObservedRequest } from './observed-request.js';
import type { BackendEntry, Transport } from '../core/backend/index.js';
import type { ForcedStates } from '../core/connections/index.js';
import type { Page } from '../core/page/index.js';
import type { Manifest } from '../core/project/index.js';
import type { Caller, RequestPort } from '../host/index.js';
import type { MountOptions } from './mount-options.js';
import type { ObservedRequest } from './observed-request.js';

/** What a {@link testBackend} needs beside a test's options. */
export interface TestBackendOptions {
  manifest: Manifest;
  /** The transports that are asked after the test's handlers. */
  transports: readonly Transport[];
  /** States that are forced upon connections. */
  forced: ForcedStates;
  /** The widget's page, whose user it is. */
  page: Page;
  onRequest(request: ObservedRequest): void;
}

/** Carries out a widget's requests by the real pipeline, with a test's mocks at its end. */
export function testBackend(
  { connections = {}, apiConfigurations, destinations, handlers = [] }: MountOptions,
  { manifest, transports, forced, page, onRequest }: TestBackendOptions,
): RequestPort {
  const backend = createBackend({
    connections,
    // One that the test configures and turns off stays off.
    standIn: (linkName, stoodIn) => {
      const own = connections[linkName];
      if (own !== undefined && 'off' in own) throw off(linkName, String(own.off));
      return standInConnection(linkName, stoodIn);
    },
    manifest,
    forced,
    ...(apiConfigurations === undefined ? {} : { apiConfigurations }),
    ...(destinations === undefined ? {} : { destinations }),
    transports: [mswTransport(handlers), ...transports],
  });
  return async (options, caller, signal) => {
    const entry = await backend.perform(options, {
      widget: caller.widget,
      signal,
      user: async () => userId(page.get('user').user),
    });
    const { warnings } = entry;
    const outcome = explained(entry, caller);
    onRequest(toObservedRequest({ ...entry, outcome }, caller));
    return { ...outcome, warnings };
  };
}

function off(linkName: string, reason: string): ZfappsError {
  return new ZfappsError(
    'connection_off',
    `No connections are provided: the connection "${linkName}" is off. ${reason}`,
  );
}

/** A request that nothing answers is told with a handler to paste, to the widget and on the console. */
function explained({ hops, outcome }: BackendEntry, caller: Caller): BackendEntry['outcome'] {
  const last = hops.at(-1);
  if (outcome.ok || outcome.error.code !== 'not_mocked' || last === undefined) return outcome;
  const error = toRejection(unanswered(caller, last));
  console.error(`[zfapps-shim] ${error.message}`);
  return { ok: false, error };
}

function unanswered(caller: Caller, { method, url }: { method: string; url: string }): ZfappsError {
  const { origin, pathname } = new URL(url);
  const handler = `http.${method.toLowerCase()}('${origin}${pathname}', () => HttpResponse.json({}))`;
  return new ZfappsError(
    'not_mocked',
    `Nothing answers ${method} ${url}, which the widget "${caller.widget}" asks for, and no test reaches the network. Answer it with a handler of MSW, in the test's setupServer or in mountWidget's handlers:

import { http, HttpResponse } from 'msw';

${handler}
`,
  );
}
