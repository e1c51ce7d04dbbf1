import { connect, PortMessenger } from 'penpal';
import { createGeneration } from './generation.js';
import { createHostMethods } from './host-methods.js';
import type { EmitAnswer, WidgetMethods } from '../core/protocol/index.js';
import type { Connection, RemoteProxy } from 'penpal';
import type { CallLog } from './call-log.js';
import type { WidgetDocuments } from './frame-documents.js';
import type { HostMethodsOptions } from './host-methods.js';

/** What a bridge serves its widget with. */
export interface BridgeOptions extends HostMethodsOptions {
  log: CallLog;
}

/** The host's end of one widget's bridge. */
export interface WidgetBridge {
  /**
   * Hands an event over; a widget without a document, or whose document goes, answers an error.
   *
   * @param onHandler told of each handler's answer at once, while others are still at work
   */
  emit(event: string, data: unknown, onHandler?: (value: unknown) => void): Promise<EmitAnswer>;
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
  const { caller, log } = options;
  let generation = createGeneration();
  let connected = false;
  let emissions = 0;
  /** Who is told of a handler's answer, by emission. */
  const listeners = new Map<unknown, (value: unknown) => void>();

  function drop(reason: string): void {
    connected = false;
    generation.end(reason);
    generation = createGeneration();
  }

  const methods = createHostMethods(options, {
    serve: (method, args, work) => log.run({ caller, method, args }, generation, work),
    signal: () => generation.signal,
    connected() {
      connected = true;
    },
    left: () => drop(`The widget "${caller.widget}" left its page.`),
    answered: (emission, value) => listeners.get(emission)?.(value),
  });
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

  /** Has each handler's answer told for as long as the emission runs. */
  async function heard<Value>(
    onHandler: (value: unknown) => void,
    emit: (emission: number) => Promise<Value>,
  ): Promise<Value> {
    emissions += 1;
    const emission = emissions;
    listeners.set(emission, onHandler);
    try {
      return await emit(emission);
    } finally {
      listeners.delete(emission);
    }
  }

  return {
    async emit(event, data, onHandler) {
      const emit = (emission?: number) =>
        log.run({ caller, method: 'emit', args: [event, data] }, generation, async () => {
          if (widget === undefined || !connected) {
            return {
              ok: false,
              error: { code: 'frame_gone', message: `The widget "${caller.widget}" is not connected.` },
            };
          }
          return emission === undefined ? widget.emit(event, data) : widget.emit(event, data, emission);
        });
      return onHandler === undefined ? emit() : heard(onHandler, emit);
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
