import { toRejection, toWireOptions, ZfappsError } from '../core/protocol/index.js';
import { connectToHost } from './connect-to-host.js';
import { createEventHandlers } from './events.js';
import { notEmulated } from './not-emulated.js';
import type { BridgeAnswer, HostMethods, ZfappsRejection } from '../core/protocol/index.js';
import type { Messenger, RemoteProxy } from 'penpal';
import type { App, Zfapps } from './zfapps-types.js';

/** Options of {@link createZfapps}. */
export interface ZfappsOptions {
  /**
   * Carries messages to the host: a penpal messenger. A `ZfappsError` instead says why there is
   * no host; every call then rejects with it, or hangs.
   */
  messenger: Messenger | ZfappsError;
  /** What a widget without a host does: reject (the default), or hang for ever as the real SDK does. */
  standalone?: 'reject' | 'hang';
  /** The path of the widget's page, for the host's log. */
  path?: string;
  /** Told once why there is no host, to show it to a person. */
  onNoHost?: (error: ZfappsError) => void;
  /** Milliseconds until a silent host counts as none. Default 5,000. */
  timeout?: number;
}

/** The SDK, and the way to end it. */
export interface ZfappsHandle {
  zfapps: Zfapps;
  /** Tells the host that this document is about to go, so that it ends what is under way. */
  leave(): void;
  /** Closes the bridge; calls under way reject. */
  destroy(): void;
}

/** The version that the build writes in. */
declare const __ZFAPPS_VERSION__: string;

/**
 * Makes the SDK over a messenger. It connects at once; calls made before the host has answered wait.
 *
 * @example
 * const { zfapps } = createZfapps({ messenger: new PortMessenger({ port }) });
 * const { organization } = await zfapps.get('organization');
 */
export function createZfapps(options: ZfappsOptions): ZfappsHandle {
  const events = createEventHandlers();
  const greeting = { version: __ZFAPPS_VERSION__, path: options.path ?? '' };
  const connection =
    options.messenger instanceof ZfappsError
      ? { host: Promise.reject(options.messenger), leave: () => {}, destroy: () => {} }
      : connectToHost(options.messenger, { emit: events.emit }, greeting, options.timeout);
  const host = connection.host.catch((error: ZfappsError): Promise<RemoteProxy<HostMethods>> => {
    options.onNoHost?.(error);
    return options.standalone === 'hang' ? new Promise(() => {}) : Promise.reject(toRejection(error));
  });
  // A widget that never calls anything must not see an unhandled rejection.
  host.catch(() => {});

  /** Makes a call once there is a host, and turns its answer into a settled promise. */
  async function call<Value>(
    send: (host: RemoteProxy<HostMethods>) => Promise<BridgeAnswer<Value>>,
  ): Promise<Value> {
    const connected = await host;
    let answer: BridgeAnswer<Value>;
    try {
      answer = await send(connected);
    } catch (error) {
      throw bridgeClosed(error);
    }
    if (answer.ok) return answer.value;
    throw answer.error;
  }

  const app: App = { instance: { on: events.on } };
  const zfapps: Zfapps = {
    extension: {
      init: () =>
        host.then((connected) => {
          // The host takes note; the widget need not wait for that, nor hear that the bridge is gone.
          connected.init().catch(() => {});
          return app;
        }),
    },
    get: (key) => call((to) => to.get(plain(key))) as never,
    request: async (request) => {
      const wire = wireOf(request);
      return call((to) => to.request(wire));
    },
    invoke: (action: unknown, payload?: unknown) => call((to) => to.invoke(plain(action), plain(payload))),
    showModal: (modal) => call((to) => to.showModal(plain(modal))),
    closeModal: () => call((to) => to.closeModal()),
    ...notEmulated,
  };
  return { zfapps, leave: connection.leave, destroy: connection.destroy };
}

/** Options as plain data; misuse rejects with a plain object before anything crosses the bridge. */
function wireOf(request: unknown) {
  try {
    return toWireOptions(request);
  } catch (error) {
    throw toRejection(error);
  }
}

/** penpal throws where an argument cannot be cloned or the connection is gone. */
function bridgeClosed(thrown: unknown): ZfappsRejection {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'frame_gone', message: `The connection to the host page is closed: ${reason}` };
}

/** Frameworks hand over reactive proxies, which no structured clone takes: JSON keeps their data. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
  try {
    return JSON.parse(JSON.stringify(value));
  } catch {
    // Circular or otherwise no data: the host answers what it makes of the bare object.
    return {};
  }
}
