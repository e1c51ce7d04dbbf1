import { toRejection, toWireOptions, ZfappsError } from '../core/protocol/index.js';
import { connectToHost } from './connect-to-host.js';
import { createEventHandlers } from './events.js';
import { translate } from './translate.js';
import { undocumentedUi } from './undocumented-ui.js';
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
  /** Tells the host that Escape was pressed, of which the page made no use: a modal closes. */
  escape(): void;
  /** Closes the bridge; calls under way reject. */
  destroy(): void;
}

/** The version that the build writes in. */
declare const __ZFAPPS_VERSION__: string;

/** The methods that take what the widget hands over, and only that. */
type Asked = Exclude<
  keyof HostMethods,
  'greet' | 'init' | 'leave' | 'subscribe' | 'answered' | 'request' | 'escape'
>;
type AnyMethod = (...args: unknown[]) => Promise<BridgeAnswer<unknown>>;

/**
 * Makes the SDK over a messenger. It connects at once; calls made before the host has answered wait.
 *
 * @example
 * const { zfapps } = createZfapps({ messenger: new PortMessenger({ port }) });
 * const { organization } = await zfapps.get('organization');
 */
export function createZfapps(options: ZfappsOptions): ZfappsHandle {
  const events = createEventHandlers({
    subscribed: (event) => tell((to) => to.subscribe(event)),
    answered: (emission, value) => tell((to) => to.answered(emission, value)),
  });
  let translations: Readonly<Record<string, unknown>> = {};
  const greeting = { version: __ZFAPPS_VERSION__, path: options.path ?? '' };
  const connection =
    options.messenger instanceof ZfappsError
      ? { host: Promise.reject(options.messenger), leave: () => {}, destroy: () => {} }
      : connectToHost(
          options.messenger,
          { emit: events.emit },
          greeting,
          (answer) => {
            translations = answer.translations;
          },
          options.timeout,
        );
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

  /** Tells the host something: the widget neither waits for it, nor hears that the bridge is gone. */
  function tell(send: (host: RemoteProxy<HostMethods>) => Promise<unknown>): void {
    host.then(send).catch(() => {});
  }

  /** Calls a method with plain data. It is read at once: what the widget does to its objects later is not meant. */
  function ask(method: Asked, ...args: unknown[]): Promise<never> {
    const given = args.map(plain);
    return call((to) => (to[method] as AnyMethod)(...given)) as Promise<never>;
  }

  const api =
    (member: string) =>
    (...args: unknown[]) =>
      ask('api', member, args.map(plain));

  const app: App = { instance: { on: events.on } };
  const zfapps: Zfapps = {
    extension: {
      init: () =>
        host.then(() => {
          tell((to) => to.init());
          return app;
        }),
    },
    get: (key) => ask('get', key),
    set: (path, value) => ask('set', path, value),
    request: async (request) => {
      const wire = wireOf(request);
      return call((to) => to.request(wire));
    },
    invoke: (action: unknown, payload?: unknown) => ask('invoke', action, payload),
    showModal: (modal) => ask('showModal', modal),
    closeModal: () => ask('closeModal'),
    hideWidget: () => ask('hideWidget'),
    showWidget: () => ask('showWidget'),
    store: (key, value) => ask('store', key, value),
    retrieve: (key) => ask('retrieve', key).catch(notStored),
    linkFiles: (...args) => ask('undocumented', 'linkFiles', args.map(plain)),
    API: {
      createRecord: api('createRecord'),
      deleteRecord: api('deleteRecord'),
      getAllRecords: api('getAllRecords'),
      getRecord: api('getRecord'),
      updateRecord: api('updateRecord'),
      GLOBALFIELDS: { get: api('GLOBALFIELDS.get'), set: api('GLOBALFIELDS.set') },
    },
    I18N: { getTranslatedValue: (key) => translate(translations, key) },
    UI: undocumentedUi((name) => tell((to) => to.undocumented(`UI.${name}`, []))),
  };
  return {
    zfapps,
    leave: connection.leave,
    escape: () => tell((to) => to.escape()),
    destroy: connection.destroy,
  };
}

/** Live widgets compare this one code, which is a number. */
function notStored(error: ZfappsRejection): never {
  throw error.code === 'not_stored' ? { code: -1, message: error.message } : error;
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

/** What widgets caught they hand on, in a notification for example; JSON sees no member of an error. */
function errorsAsData(_name: string, value: unknown): unknown {
  return value instanceof Error ? { ...value, name: value.name, message: value.message } : value;
}

/** Frameworks hand over reactive proxies, which no structured clone takes: JSON keeps their data. */
function plain(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  try {
    return JSON.parse(JSON.stringify(value, errorsAsData));
  } catch {
    // Circular or otherwise no data: the host says what it misses.
    return undefined;
  }
}
