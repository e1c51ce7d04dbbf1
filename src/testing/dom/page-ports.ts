import { MessageChannel } from 'node:worker_threads';
import { createPageCopies } from './page-copies.js';
import { toPageError } from './page-realm.js';
import type { MessagePort as NodePort, TransferListItem } from 'node:worker_threads';
import type { Context } from 'node:vm';
import type { WidgetWindow } from './engine.js';
import type { RunCode } from './run-code.js';

/** The ports of one window, and the way to end them. */
export interface PagePorts {
  /** The classes, for the window. */
  MessageChannel: new () => { port1: PagePort; port2: PagePort };
  MessagePort: unknown;
  /** Copies a value as a message does. */
  structuredClone(value: unknown, options?: unknown): unknown;
  /** The port behind what a page transfers: it is the page's no more. */
  release(given: unknown): MessagePort | undefined;
  close(): void;
}

type Listener = ((this: unknown, event: MessageEvent) => void) | EventListenerObject;

/** A port as a page sees it. */
export interface PagePort {
  onmessage: ((event: MessageEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer?: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: string, listener: Listener | null): void;
  removeEventListener(type: string, listener: Listener | null): void;
}

/**
 * Makes message channels whose messages arrive as objects of the window's own realm, as they do in a
 * browser: in plain Node, `instanceof Array` fails for a list that the host sent.
 *
 * @param onError told what a listener throws
 */
export function createPagePorts(
  window: WidgetWindow,
  context: Context,
  run: RunCode,
  onError: (error: unknown) => void,
): PagePorts {
  const copies = createPageCopies(context, run);
  const open = new Set<NodePort>();
  const releases = new WeakMap<object, () => NodePort | undefined>();
  const secret = Symbol('ports are made by channels only');

  function toTransfer(given: unknown): TransferListItem[] {
    const list = isIterable(given) ? given : ((given as { transfer?: unknown } | undefined)?.transfer ?? []);
    return [...(list as Iterable<unknown>)].map((one) => release(one) ?? one) as TransferListItem[];
  }

  function release(given: unknown): NodePort | undefined {
    return typeof given === 'object' && given !== null ? releases.get(given)?.() : undefined;
  }

  function inPage<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw toPageError(window, error);
    }
  }

  class Port implements PagePort {
    onmessageerror = null;
    readonly #listeners = new Set<Listener>();
    readonly #port: NodePort;
    #onmessage: PagePort['onmessage'] = null;

    constructor(key: symbol, port: NodePort) {
      if (key !== secret) throw new window.TypeError('Illegal constructor');
      this.#port = port;
      open.add(port);
      releases.set(this, () => {
        open.delete(port);
        Object.assign(port, { onmessage: null });
        return port;
      });
    }

    get onmessage() {
      return this.#onmessage;
    }

    set onmessage(listener) {
      this.#onmessage = listener;
      this.start();
    }

    postMessage(message: unknown, transfer?: unknown) {
      inPage(() => this.#port.postMessage(message, toTransfer(transfer)));
    }

    start() {
      // Node starts a port that has this. Without a listener for its end, which would keep the window in memory.
      Object.assign(this.#port, { onmessage: this.#take });
    }

    close() {
      open.delete(this.#port);
      this.#port.close();
    }

    addEventListener(type: string, listener: Listener | null) {
      if (type === 'message' && listener !== null) this.#listeners.add(listener);
    }

    removeEventListener(_type: string, listener: Listener | null) {
      if (listener !== null) this.#listeners.delete(listener);
    }

    readonly #take = ({ data, ports = [] }: { data: unknown; ports?: NodePort[] }): void => {
      const event = new window.MessageEvent('message', { data: copies.adopt(data) });
      const members = { target: this, currentTarget: this, ports: ports.map(toPort) };
      for (const [name, value] of Object.entries(members)) Object.defineProperty(event, name, { value });
      for (const listener of [this.#onmessage, ...this.#listeners]) {
        try {
          if (typeof listener === 'function') listener.call(this as never, event);
          else listener?.handleEvent(event);
        } catch (error) {
          onError(error);
        }
      }
    };
  }

  function toPort(port: NodePort): PagePort {
    return new Port(secret, port);
  }

  return {
    MessagePort: named(Port, 'MessagePort'),
    MessageChannel: named(
      class {
        readonly port1: PagePort;
        readonly port2: PagePort;

        constructor() {
          const { port1, port2 } = new MessageChannel();
          this.port1 = new Port(secret, port1);
          this.port2 = new Port(secret, port2);
        }
      },
      'MessageChannel',
    ),
    structuredClone: (value, options) => inPage(() => copies.clone(value, toTransfer(options))),
    release: (given) => release(given) as unknown as MessagePort | undefined,
    close() {
      for (const port of open) port.close();
      open.clear();
      copies.close();
    },
  };
}

function named<T extends object>(given: T, name: string): T {
  return Object.defineProperty(given, 'name', { value: name });
}

function isIterable(given: unknown): given is Iterable<unknown> {
  return typeof given === 'object' && given !== null && Symbol.iterator in given;
}
