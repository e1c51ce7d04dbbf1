import { MessageChannel, moveMessagePortToContext, receiveMessageOnPort } from 'node:worker_threads';
import { toPageError } from './page-realm.js';
import type { MessagePort as NodePort, TransferListItem } from 'node:worker_threads';
import type { Context } from 'node:vm';
import type { WidgetWindow } from './engine.js';

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
  onError: (error: unknown) => void,
): PagePorts {
  const open = new Set<NodePort>();
  const releases = new WeakMap<object, () => NodePort | undefined>();
  let cloning: { from: NodePort; to: NodePort } | undefined;
  const secret = Symbol('ports are made by channels only');

  function keep(port: NodePort): NodePort {
    // Without a listener for its end: one on a port that is moved later keeps the window in memory.
    open.add(port);
    return port;
  }

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
    #moved: NodePort | undefined;
    #onmessage: PagePort['onmessage'] = null;

    /** @param isMoved it came in a message, and is in the window's realm */
    constructor(key: symbol, port: NodePort, isMoved = false) {
      if (key !== secret) throw new window.TypeError('Illegal constructor');
      this.#port = port;
      if (isMoved) this.#moved = this.#hear(port);
      // Only a port that stays with the page is moved into its realm; a moved one can't be handed on.
      releases.set(this, () => {
        if (this.#moved !== undefined) return undefined;
        open.delete(port);
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
      inPage(() => this.#own().postMessage(message, toTransfer(transfer)));
    }

    start() {
      this.#own().start();
    }

    close() {
      const port = this.#moved ?? this.#port;
      open.delete(port);
      port.close();
    }

    addEventListener(type: string, listener: Listener | null) {
      if (type === 'message' && listener !== null) this.#listeners.add(listener);
    }

    removeEventListener(_type: string, listener: Listener | null) {
      if (listener !== null) this.#listeners.delete(listener);
    }

    #own(): NodePort {
      if (this.#moved === undefined) {
        this.#moved = this.#hear(moveMessagePortToContext(this.#port, context) as unknown as NodePort);
        open.delete(this.#port);
      }
      return this.#moved;
    }

    #hear(port: NodePort): NodePort {
      open.add(port);
      Object.assign(port, {
        onmessage: ({ data, ports = [] }: { data: unknown; ports?: NodePort[] }) => {
          const event = new window.MessageEvent('message', { data });
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
        },
      });
      return port;
    }
  }

  function toPort(port: NodePort): PagePort {
    return new Port(secret, port, true);
  }

  return {
    MessagePort: named(Port, 'MessagePort'),
    MessageChannel: named(
      class {
        readonly port1: PagePort;
        readonly port2: PagePort;

        constructor() {
          const { port1, port2 } = new MessageChannel();
          this.port1 = new Port(secret, keep(port1));
          this.port2 = new Port(secret, keep(port2));
        }
      },
      'MessageChannel',
    ),
    // A port hands over what it was sent at once, if it is asked.
    structuredClone(value, options) {
      if (cloning === undefined) {
        const { port1, port2 } = new MessageChannel();
        cloning = { from: keep(port1), to: moveMessagePortToContext(port2, context) as unknown as NodePort };
      }
      const { from, to } = cloning;
      inPage(() => from.postMessage(value, toTransfer(options)));
      return receiveMessageOnPort(to)?.message;
    },
    release: (given) => release(given) as unknown as MessagePort | undefined,
    close() {
      for (const port of open) port.close();
      open.clear();
    },
  };
}

function named<T extends object>(given: T, name: string): T {
  return Object.defineProperty(given, 'name', { value: name });
}

function isIterable(given: unknown): given is Iterable<unknown> {
  return typeof given === 'object' && given !== null && Symbol.iterator in given;
}
