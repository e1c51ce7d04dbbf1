import { firesFor, isLasting, toRejection, ZfappsError } from '../core/protocol/index.js';
import type { EmitAnswer, WidgetMethods } from '../core/protocol/index.js';
import type { EventHandler, Subscription } from './zfapps-types.js';

/** The handlers of one widget, by event. */
export interface EventHandlers extends WidgetMethods {
  on(event: string, handler?: EventHandler): Subscription;
}

/** What the host is told of, without waiting for it. */
export interface EventListener {
  subscribed(event: string): void;
  /** One handler of an emission has answered. */
  answered(emission: number, value: unknown): void;
}

interface Subscribed {
  name: string;
  handler: EventHandler;
}

/** Makes the registry behind `App.instance.on`. */
export function createEventHandlers(host: EventListener): EventHandlers {
  const handlers: Subscribed[] = [];
  /** What lasting events said last, by their names. */
  const lasting = new Map<string, unknown>();

  function add(name: string, handler: EventHandler): void {
    handlers.push({ name, handler });
    for (const [event, data] of lasting) {
      // Not at once: `on` returns first. What it throws is told where uncaught errors are, and waited for by nobody.
      if (firesFor(name, event)) Promise.resolve().then(() => called(event, handler, data).catch(() => {}));
    }
    host.subscribed(name);
  }

  return {
    on(event, handler) {
      const name = String(event);
      if (typeof handler !== 'function') return lateSubscription((late) => add(name, late));
      add(name, handler);
      return Promise.resolve();
    },
    async emit(event, data, emission): Promise<EmitAnswer> {
      if (isLasting(event)) lasting.set(event, data);
      const outcomes = await Promise.allSettled(
        handlers
          .filter(({ name }) => firesFor(name, event))
          .map(async ({ handler }) => {
            const value = toCloneable(await called(event, handler, data));
            if (emission !== undefined) host.answered(emission, value);
            return value;
          }),
      );
      const value: unknown[] = [];
      let failed: PromiseRejectedResult | undefined;
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') value.push(outcome.value);
        else failed ??= outcome;
      }
      return failed === undefined
        ? { ok: true, value }
        : { ok: false, error: toRejection(failed.reason), value };
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
