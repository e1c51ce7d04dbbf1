import { MessageChannel, moveMessagePortToContext, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort as NodePort, TransferListItem } from 'node:worker_threads';
import type { Context } from 'node:vm';

/** The `MessageChannel` of one window, and the way to end its ports. */
export interface PagePorts {
  /** The class, for the window. */
  MessageChannel: new () => { port1: PagePort; port2: PagePort };
  /** `structuredClone`, into objects of the window's own realm. */
  clone(value: unknown, options?: { transfer?: unknown[] }): unknown;
  /** The port behind what a page transfers: it is the page's no more. */
  release(given: unknown): MessagePort | undefined;
  close(): void;
}

/** A port as a page sees it. */
export interface PagePort {
  onmessage: ((event: { data: unknown }) => void) | null;
  onmessageerror: null;
  postMessage(message: unknown, transfer?: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: string, listener: (event: { data: unknown }) => void): void;
  removeEventListener(type: string, listener: (event: { data: unknown }) => void): void;
}

/**
 * Makes message channels whose messages arrive as objects of the window's own realm, as they do in a
 * browser: in plain Node, `instanceof Array` fails for a list that the host sent.
 *
 * @param onError told what a listener throws
 */
export function createPagePorts(context: Context, onError: (error: unknown) => void): PagePorts {
  const open = new Set<NodePort>();
  const raw = new WeakMap<object, () => NodePort>();

  function keep(port: NodePort): NodePort {
    open.add(port);
    port.on('close', () => open.delete(port));
    return port;
  }

  function createPort(port: NodePort): PagePort {
    const listeners = new Set<(event: { data: unknown }) => void>();
    let moved: NodePort | undefined;
    let onmessage: PagePort['onmessage'] = null;

    /** Only a port that stays with the page is moved into its realm; a moved one can't be handed on. */
    function own(): NodePort {
      if (moved !== undefined) return moved;
      moved = moveMessagePortToContext(port, context) as unknown as NodePort;
      open.delete(port);
      open.add(moved);
      Object.assign(moved, {
        onmessage: ({ data }: { data: unknown }) => {
          for (const listener of [onmessage, ...listeners]) {
            try {
              listener?.({ data });
            } catch (error) {
              onError(error);
            }
          }
        },
      });
      return moved;
    }

    const pagePort: PagePort = {
      get onmessage() {
        return onmessage;
      },
      set onmessage(listener) {
        onmessage = listener;
        pagePort.start();
      },
      onmessageerror: null,
      postMessage: (message, transfer) =>
        own().postMessage(message, (Array.isArray(transfer) ? transfer : []) as TransferListItem[]),
      start: () => own().start(),
      close() {
        open.delete(moved ?? port);
        (moved ?? port).close();
      },
      addEventListener(type, listener) {
        if (type === 'message') listeners.add(listener);
      },
      removeEventListener(_type, listener) {
        listeners.delete(listener);
      },
    };
    raw.set(pagePort, () => {
      open.delete(port);
      return port;
    });
    return pagePort;
  }

  let cloning: { from: NodePort; to: NodePort } | undefined;

  /** A port hands over what it was sent at once, if it is asked. */
  function clone(value: unknown, { transfer = [] }: { transfer?: unknown[] } = {}): unknown {
    if (cloning === undefined) {
      const { port1, port2 } = new MessageChannel();
      cloning = { from: keep(port1), to: moveMessagePortToContext(port2, context) as unknown as NodePort };
    }
    cloning.from.postMessage(value, transfer as TransferListItem[]);
    return receiveMessageOnPort(cloning.to)?.message;
  }

  return {
    clone,
    MessageChannel: class {
      readonly port1: PagePort;
      readonly port2: PagePort;

      constructor() {
        const { port1, port2 } = new MessageChannel();
        this.port1 = createPort(keep(port1));
        this.port2 = createPort(keep(port2));
      }
    },
    release: (given) =>
      typeof given === 'object' && given !== null
        ? (raw.get(given)?.() as unknown as MessagePort | undefined)
        : undefined,
    close() {
      for (const port of open) port.close();
      open.clear();
    },
  };
}
