import { connect } from 'penpal';
import { HANDSHAKE_TIMEOUT_MS, ZfappsError } from '../core/protocol/index.js';
import type { HostGreeting, HostMethods, WidgetGreeting, WidgetMethods } from '../core/protocol/index.js';
import type { Messenger, RemoteProxy } from 'penpal';

/** A connection to a host. */
export interface HostConnection {
  /** Resolves once the host has answered the greeting; rejects with a `ZfappsError` `no_host`. */
  host: Promise<RemoteProxy<HostMethods>>;
  /** Tells the host that this document is about to go. */
  leave(): void;
  destroy(): void;
}

/**
 * Shakes hands with the host over a messenger and greets it.
 *
 * @param methods what the host may call
 * @param onGreeted told what the host answers, before `host` resolves
 */
export function connectToHost(
  messenger: Messenger,
  methods: WidgetMethods,
  greeting: WidgetGreeting,
  onGreeted: (answer: HostGreeting) => void,
  timeout = HANDSHAKE_TIMEOUT_MS,
): HostConnection {
  const connection = connect<HostMethods>({ messenger, methods, timeout });
  const host = greet(connection.promise, greeting, onGreeted, timeout);
  const leave = () => {
    // Nobody waits for this answer: the document is gone before it comes.
    host.then((connected) => connected.leave()).catch(() => {});
  };
  return { host, leave, destroy: connection.destroy };
}

async function greet(
  connected: Promise<RemoteProxy<HostMethods>>,
  greeting: WidgetGreeting,
  onGreeted: (answer: HostGreeting) => void,
  timeout: number,
): Promise<RemoteProxy<HostMethods>> {
  let host: RemoteProxy<HostMethods>;
  try {
    host = await connected;
  } catch (error) {
    throw new ZfappsError(
      'no_host',
      `No host page answered within ${timeout / 1000} s. Open the widget with: npx zfapps-shim dev <folder of the widget>`,
      { cause: error },
    );
  }
  const answer = await host.greet(greeting);
  if (answer.ok) onGreeted(answer.value);
  return lookedUp(host);
}

/** penpal makes a new proxy whenever a method is looked up: each is looked up once. */
function lookedUp(host: RemoteProxy<HostMethods>): RemoteProxy<HostMethods> {
  const { greet, init, leave, subscribe, answered, get, set, request, invoke, showModal, closeModal } = host;
  const { hideWidget, showWidget, store, retrieve, api, undocumented } = host;
  return {
    greet,
    init,
    leave,
    subscribe,
    answered,
    get,
    set,
    request,
    invoke,
    showModal,
    closeModal,
    hideWidget,
    showWidget,
    store,
    retrieve,
    api,
    undocumented,
    escape: host.escape,
  };
}
