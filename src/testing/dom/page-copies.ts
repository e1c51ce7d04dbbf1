import { MessageChannel, moveMessagePortToContext, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort, TransferListItem } from 'node:worker_threads';
import type { Context } from 'node:vm';
import type { RunCode } from './run-code.js';

/** Makes copies of Node's values in one window's realm. */
export interface PageCopies {
  /** A copy of what a message brought, which is nobody else's: whatever can't be copied stays as it is. */
  adopt(value: unknown): unknown;
  /** `structuredClone`, into the window's realm; it throws as that does. */
  clone(value: unknown, transfer: readonly TransferListItem[]): unknown;
  close(): void;
}

/** Thrown by {@link COPY_PLAIN} for anything but lists, plain objects and what is no object. */
const NOT_PLAIN = Symbol('not plain');

const COPY_PLAIN = `(function (value, notPlain) {
  const made = new Map();
  function copy(given) {
    if (typeof given !== 'object' || given === null) return given;
    const known = made.get(given);
    if (known !== undefined) return known;
    const isList = Array.isArray(given);
    if (!isList && Object.prototype.toString.call(given) !== '[object Object]') throw notPlain;
    const own = isList ? [] : {};
    made.set(given, own);
    if (isList) own.length = given.length;
    for (const name of Object.keys(given)) {
      const part = copy(given[name]);
      if (name === '__proto__')
        Object.defineProperty(own, name, { value: part, configurable: true, enumerable: true, writable: true });
      else own[name] = part;
    }
    return own;
  }
  return copy(value);
})`;

/**
 * Node makes what a port brings in its own realm, so that `instanceof Array` fails in the page. It can
 * move a port into another realm, at a price of some milliseconds for each window: that is paid only by
 * pages that send more than plain data.
 */
export function createPageCopies(context: Context, run: RunCode): PageCopies {
  let copyPlain: ((value: unknown, notPlain: symbol) => unknown) | undefined;
  let channel: { from: MessagePort; to: MessagePort } | undefined;

  /** A port hands over what it was sent at once, if it is asked. */
  function clone(value: unknown, transfer: readonly TransferListItem[]): unknown {
    if (channel === undefined) {
      const { port1, port2 } = new MessageChannel();
      channel = { from: port1, to: moveMessagePortToContext(port2, context) as unknown as MessagePort };
    }
    channel.from.postMessage(value, transfer);
    return receiveMessageOnPort(channel.to)?.message;
  }

  return {
    clone,
    adopt(value) {
      if (typeof value !== 'object' || value === null) return value;
      copyPlain ??= run(COPY_PLAIN, { name: 'zfapps-shim', line: 0, column: 0 }) as typeof copyPlain;
      try {
        return copyPlain?.(value, NOT_PLAIN);
      } catch (error) {
        if (error !== NOT_PLAIN) throw error;
      }
      try {
        return clone(value, []);
      } catch {
        // It holds a port: that came with the message, and is no data.
        return value;
      }
    },
    close: () => channel?.from.close(),
  };
}
