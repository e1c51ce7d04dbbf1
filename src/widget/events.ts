import { answer, toRejection, ZfappsError } from '../core/protocol/index.js';
import type { BridgeAnswer } from '../core/protocol/index.js';
import type { EventHandler, Subscription } from './zfapps-types.js';

/** The handlers of one widget, by event. */
export interface EventHandlers {
  on(event: string, handler?: EventHandler): Subscription;
  /** Calls every handler in order of subscription and waits for what they return. */
  emit(event: string, data: unknown): Promise<BridgeAnswer<unknown[]>>;
}

/** Makes the registry behind `App.instance.on`. */
export function createEventHandlers(): EventHandlers {
  const handlers = new Map<string, EventHandler[]>();

  function add(event: string, handler: EventHandler): void {
    const list = handlers.get(event);
    if (list === undefined) handlers.set(event, [handler]);
    else list.push(handler);
  }

  return {
    on(event, handler) {
      const name = String(event);
      if (typeof handler !== 'function') return lateSubscription((late) => add(name, late));
      add(name, handler);
      return Promise.resolve();
    },
    emit(event, data) {
      const subscribed = [...(handlers.get(event) ?? [])];
      return answer(
        () => Promise.all(subscribed.map(async (handler) => toCloneable(await called(event, handler, data)))),
        toRejection,
      );
    },
  };
}

/** What a handler throws is answered to the page, and told where uncaught errors are: its author must see it. */
async function called(event: string, handler: EventHandler, data: unknown): Promise<unknown> {
  try {
    return await handler(data);
  } catch (error) {
    globalThis.reportError?.(error);
    const reason =
      error instanceof Error ? error.message : ((error as { message?: unknown })?.message ?? error);
    throw new ZfappsError('handler_failed', `A handler of ${event} threw: ${String(reason)}`, {
      cause: error,
    });
  }
}

/** What a handler returns may hold anything; only what can cross the bridge goes back. */
function toCloneable(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    // Not cloneable (a DOM node, a function): to the page that is no answer.
    return undefined;
  }
}

/** `on(name)` without a handler: the callback of its `then` is the handler. */
function lateSubscription(add: (handler: EventHandler) => void): Subscription {
  const settled = Promise.resolve();
  return {
    // biome-ignore lint/suspicious/noThenProperty: widgets write `instance.on(name).then(handler)`
    then(onEvent, onRejected) {
      if (typeof onEvent === 'function') {
        if (isAwait(onEvent, onRejected)) onEvent(undefined);
        else add(onEvent);
      }
      return settled;
    },
    catch: () => settled,
    finally: (onSettled) => settled.finally(onSettled),
  };
}

/** `await` hands over the two functions that settle its own promise: neither is a handler. */
function isAwait(onEvent: unknown, onRejected: unknown): boolean {
  return (
    typeof onRejected === 'function' && /\[native code\]/.test(Function.prototype.toString.call(onEvent))
  );
}
