import { connect, PortMessenger } from 'penpal';
import { answer, toRejection } from '../core/protocol/index.js';
import { createGeneration } from './generation.js';
import { invoke } from './invoke.js';
import type { BridgeAnswer, HostMethods, WidgetMethods, ZfappsResponse } from '../core/protocol/index.js';
import type { Connection, RemoteProxy } from 'penpal';
import type { CallLog, LoggedAnswer } from './call-log.js';
import type { WidgetDocuments } from './frame-documents.js';
import type { ResizableFrame } from './stage.js';
import type { Caller, RequestAnswer, WidgetHostOptions } from './types.js';

/** What a bridge serves its widget with. */
export interface BridgeOptions {
  caller: Caller;
  frame: ResizableFrame;
  host: Pick<WidgetHostOptions, 'request' | 'records' | 'onNotification'>;
  log: CallLog;
  showModal(options: unknown): void;
  closeModal(): void;
  /** A document in the frame has greeted. Its path, as it says. */
  onConnected(path: string): void;
  /** The widget has called `extension.init()`, maybe again. */
  onInit(): void;
  /** The document in the frame has left it; another one may come. */
  onLeft(): void;
}

/** The host's end of one widget's bridge. */
export interface WidgetBridge {
  /** Hands an event over; a widget without a document, or whose document goes, answers an error. */
  emit(event: string, data: unknown): Promise<BridgeAnswer<unknown[]>>;
  /** Resolves once the present document has answered; with false where none is connected, or it goes. */
  answers(): Promise<boolean>;
  /** Ends the calls of the present document. */
  drop(reason: string): void;
  destroy(): void;
}

/** No product fires it. */
const NOBODYS_EVENT = 'zfapps-shim:are-you-there';

/** Serves the documents of a widget, one at a time. */
export function serveWidget(documents: WidgetDocuments, options: BridgeOptions): WidgetBridge {
  const { caller, host, log } = options;
  let generation = createGeneration();
  let connected = false;

  function serve<Value>(
    method: string,
    args: unknown[],
    work: () => Promise<LoggedAnswer<Value>>,
  ): Promise<BridgeAnswer<Value>> {
    return log.run({ caller, method, args }, generation, work);
  }

  function drop(reason: string): void {
    connected = false;
    generation.end(reason);
    generation = createGeneration();
  }

  const methods: HostMethods = {
    async greet({ path }) {
      connected = true;
      options.onConnected(typeof path === 'string' ? path : '');
      return { ok: true, value: { widget: caller.widget } };
    },
    init: () => serve('init', [], async () => ({ ok: true, value: nothing(options.onInit) })),
    async leave() {
      drop(`The widget "${caller.widget}" left its page.`);
      options.onLeft();
    },
    get: (key) => serve('get', [key], () => answer(() => host.records.get(key), toRejection)),
    request: (wire) =>
      serve('request', [wire], async () => toAnswer(await host.request(wire, caller, generation.signal))),
    invoke: (action, payload) =>
      serve('invoke', [action, payload], () => invoke(action, payload, options, host)),
    showModal: (modal) =>
      serve('showModal', [modal], () => answer(() => nothing(() => options.showModal(modal)), toRejection)),
    closeModal: () => serve('closeModal', [], () => answer(() => nothing(options.closeModal), toRejection)),
  };
  // SECURITY: penpal looks methods up by a path that the widget sends; without a prototype there is nothing else to find.
  const exposed = Object.assign(Object.create(null), methods);
  let connection: Connection<WidgetMethods> | undefined;
  let present: MessagePort | undefined;
  let widget: RemoteProxy<WidgetMethods> | undefined;

  const unfollow = documents((port) => {
    drop(`The widget "${caller.widget}" loaded its page anew.`);
    connection?.destroy();
    widget = undefined;
    present = port;
    const own = connect<WidgetMethods>({ messenger: new PortMessenger({ port }), methods: exposed });
    connection = own;
    own.promise.then(
      (remote) => {
        if (own === connection) widget = remote;
      },
      () => {
        // Its document went before it was connected: `emit` answers that nobody is there.
      },
    );
  });

  return {
    emit(event, data) {
      return log.run({ caller, method: 'emit', args: [event, data] }, generation, async () => {
        if (widget === undefined || !connected) {
          return {
            ok: false,
            error: { code: 'frame_gone', message: `The widget "${caller.widget}" is not connected.` },
          };
        }
        return widget.emit(event, data);
      });
    },
    async answers() {
      if (widget === undefined || !connected) return false;
      try {
        await widget.emit(NOBODYS_EVENT, undefined);
        return true;
      } catch {
        // It went before it answered.
        return false;
      }
    },
    drop,
    destroy() {
      drop(`The widget "${caller.widget}" was closed.`);
      unfollow();
      // First the port: a page that goes with its frame would hear that its calls failed, as none does in production.
      present?.close();
      connection?.destroy();
    },
  };
}

function nothing(work: () => void): null {
  work();
  return null;
}

/** A backend of one's own answers the bare response. */
function toAnswer(given: RequestAnswer | ZfappsResponse): RequestAnswer {
  return 'ok' in given ? given : { ok: true, value: given };
}
