import { createBackend, fetchTransport } from '../backend/index.js';
import { memoryExtensionStore, memoryStore } from '../store/index.js';
import { createCallLog } from './call-log.js';
import { fireCallback } from './callbacks.js';
import { deliverBy } from './deliver-by.js';
import { DeskError, toDeskError } from './desk-error.js';
import { answerDirect } from './direct.js';
import { createGrants } from './grants.js';
import { toInstallation } from './installation.js';
import { invoke } from './invoke.js';
import { refusal, toResponse, toUpstream } from './own-answer.js';
import { createOwnApi } from './own-api.js';
import { ownPathIn } from './own-url.js';
import { createPortal } from './portal.js';
import type { ManagedBackend, UpstreamResponse } from '../backend/index.js';
import type { CallbackResult, DeskCall } from '../protocol/index.js';
import type { ExtensionStore, StateStore } from '../store/index.js';
import type { CallNotes } from './call-log.js';
import type { DeliverCallback } from './callbacks.js';
import type { Grants } from './grants.js';
import type { Installation, InstallationOptions } from './installation.js';
import type { DeskUser, Portal } from './portal.js';

/** Options of {@link createDesk}. All but the secret have a default. */
export interface DeskOptions extends InstallationOptions {
  /** Takes calls to their upstreams, with the connections. Default: `createBackend()`. */
  backend?: Pick<ManagedBackend, 'send' | 'connections'>;
  /** Where contexts, tokens and permissions are kept. Default: in memory. */
  store?: StateStore;
  /** Where storage, config params and logs are kept. Default: in memory. */
  data?: ExtensionStore;
  /** Takes callbacks to the extension. Default: by `fetch`. */
  deliver?: DeliverCallback;
  /** Told of every call once it has ended. */
  onCall?: (call: DeskCall) => void;
  /** Users of the organisation, for the portal. Default none. */
  users?: () => Promise<readonly DeskUser[]>;
  /** The time, in milliseconds since the epoch. Default: `Date.now`. */
  now?: () => number;
}

/** An emulated Zoho Desk with one extension installed. */
export interface Desk {
  /**
   * Answers `POST /api/v1/invoke`, and `/api/v1/installedExtensions/…`, `/api/v1/installations/…` and
   * `/api/v1/extensionLogs`, on whatever host they are asked for. Never rejects.
   */
  fetch(request: Request): Promise<Response>;
  readonly installation: Installation;
  /** Security contexts, of users. */
  readonly contexts: Grants<null>;
  /** Tokens for the extension's data without invoke, and their scopes. */
  readonly tokens: Grants<readonly string[]>;
  readonly portal: Portal;
  readonly data: ExtensionStore;
  /** Tells the extension of an event, on behalf of a user. Throws a ZfappsError `invalid_options` where nobody listens. */
  fire(event: string, user: string): Promise<CallbackResult>;
  /** The latest calls, newest first. */
  calls(): DeskCall[];
  /** Users of the organisation. */
  users(): Promise<readonly DeskUser[]>;
  /** Tells a listener of every call from now on, until what it returns is called. */
  onChange(listener: () => void): () => void;
}

/**
 * Makes an emulated Zoho Desk with one extension installed: the Invoke API, and the extension's data.
 *
 * @throws ZfappsError `invalid_config` for a wrong option, naming its path
 * @example
 * const desk = createDesk({ secret: 'my_secret' });
 * const { text } = await desk.contexts.mint('agent 1', null, 60_000);
 * const payload = { requestURL: 'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage', requestType: 'GET' };
 * const answer = await desk.fetch(
 *   new Request(`https://desk.zoho.com/api/v1/invoke?orgId=376723&securityContext=${text}`, {
 *     method: 'POST',
 *     headers: { HASH: await invokeHash(payload, 'my_secret') },
 *     body: new URLSearchParams(payload),
 *   }),
 * );
 */
export function createDesk(options: DeskOptions): Desk {
  const installation = toInstallation(options);
  const { store = memoryStore(), data = memoryExtensionStore(), now = Date.now } = options;
  const backend = options.backend ?? createBackend();
  const area = `desk/${installation.installationId}`;
  const contexts = createGrants<null>(store, `${area}/contexts`, now);
  const tokens = createGrants<readonly string[]>(
    store,
    `${area}/tokens`,
    now,
    (digits) => `1000.${digits.slice(0, 32)}.${digits.slice(32)}`,
  );
  const own = createOwnApi({ installation, data, store, now });
  const parts = { installation, data, store, now, contexts, tokens, own, backend };
  const listeners = new Set<() => void>();
  const log = createCallLog(now, (call) => {
    for (const listener of listeners) listener();
    options.onCall?.(call);
  });
  const deliver = options.deliver ?? deliverBy(fetchTransport, () => true);

  async function answer(request: Request, notes: CallNotes): Promise<UpstreamResponse> {
    const url = new URL(request.url);
    const { headers, signal } = request;
    if (isInvoke(url)) {
      if (request.method !== 'POST')
        throw new DeskError('METHOD_NOT_ALLOWED', `Invoke takes POST, not ${request.method}.`);
      const contentType = headers.get('content-type') ?? undefined;
      const body = new Uint8Array(await request.arrayBuffer());
      const hash = headers.get('hash') ?? undefined;
      return toUpstream(
        200,
        await invoke({ query: url.search, contentType, body, hash, signal }, parts, notes),
      );
    }
    const path = ownPathIn(url.pathname);
    if (path === undefined)
      throw new DeskError(
        'URL_NOT_FOUND',
        `Nothing is at ${url.pathname}. The Invoke API is at /api/v1/invoke.`,
      );
    const call = {
      path,
      method: request.method,
      query: url.searchParams,
      body: request.body === null ? undefined : await request.text(),
      authorization: headers.get('authorization') ?? undefined,
      orgId: headers.get('orgid') ?? undefined,
    };
    return answerDirect(call, parts, notes);
  }

  return {
    installation,
    contexts,
    tokens,
    data,
    portal: createPortal(parts),
    async fetch(request) {
      const at = now();
      const { pathname } = new URL(request.url);
      const notes: CallNotes = { method: request.method, url: pathname, warnings: [] };
      let response: UpstreamResponse;
      try {
        response = await answer(request, notes);
      } catch (error) {
        const refused = toDeskError(error);
        notes.problem = refused.reason;
        response = refusal(refused);
      }
      log.add(isInvoke(new URL(request.url)) ? 'invoke' : 'direct', at, response.status, notes);
      return toResponse(response);
    },
    async fire(event, user) {
      const at = now();
      const result = await fireCallback(event, user, { installation, contexts, deliver, now });
      log.add('callback', at, result.status ?? 0, {
        method: 'POST',
        url: result.url,
        user,
        warnings: [],
        ...(result.problem === undefined ? {} : { problem: result.problem }),
      });
      return result;
    },
    calls: () => log.latest(),
    users: options.users ?? (async () => []),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function isInvoke({ pathname }: URL): boolean {
  return /^\/api\/v1\/invoke\/?$/.test(pathname);
}
