import type { Page } from 'playwright-core';

/** What the host page holds at a moment. */
export interface ResourceCounts {
  /** Listeners on its window and document, by event. */
  listeners: Record<string, number>;
  /** Message ports that it listens on and has not closed. */
  openPorts: number;
  /** Listeners on message ports, closed ones included. */
  portListeners: number;
  /** Intervals that were not cleared. */
  intervals: number;
}

declare global {
  interface Window {
    resourceCounts(): ResourceCounts;
  }
}

/** Counts what a page holds, from its first script on. Call it before the page is loaded. */
export async function countResources(page: Page): Promise<() => Promise<ResourceCounts>> {
  await page.addInitScript(instrument);
  return () => page.evaluate(() => window.resourceCounts());
}

/** Runs in the page: it may use nothing from outside. */
function instrument(): void {
  // Frames have counts of their own.
  if (window !== window.top) return;
  const held = new Map<EventTarget, Map<string, { listener: unknown; capture: boolean }[]>>();
  const closed = new Set<EventTarget>();
  const intervals = new Set<unknown>();
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;

  const isCounted = (target: unknown): target is EventTarget =>
    target === window || target === document || target instanceof MessagePort;
  const captures = (options: unknown) =>
    typeof options === 'object' && options !== null
      ? Boolean((options as AddEventListenerOptions).capture)
      : Boolean(options);

  function forget(target: EventTarget, type: string, listener: unknown, capture: boolean): void {
    const list = held.get(target)?.get(type);
    const index = list?.findIndex((one) => one.listener === listener && one.capture === capture) ?? -1;
    if (index >= 0) list?.splice(index, 1);
  }

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    // Called bare, it is the window's.
    const target = this ?? window;
    if (isCounted(target) && listener !== null) {
      const capture = captures(options);
      const byType = held.get(target) ?? new Map();
      held.set(target, byType);
      const list = byType.get(type) ?? [];
      byType.set(type, list);
      if (
        !list.some(
          (one: { listener: unknown; capture: boolean }) =>
            one.listener === listener && one.capture === capture,
        )
      ) {
        list.push({ listener, capture });
        const { once, signal } = typeof options === 'object' && options !== null ? options : {};
        if (once) add.call(target, type, () => forget(target, type, listener, capture), { once, capture });
        if (signal) add.call(signal, 'abort', () => forget(target, type, listener, capture));
      }
    }
    return add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    forget(target, type, listener, captures(options));
    return remove.call(target, type, listener, options);
  };

  const { close } = MessagePort.prototype;
  MessagePort.prototype.close = function () {
    closed.add(this);
    close.call(this);
  };

  const { setInterval: begin, clearInterval: end } = window;
  Object.assign(window, {
    setInterval(...args: Parameters<typeof begin>) {
      const id = begin(...args);
      intervals.add(id);
      return id;
    },
    clearInterval(id: number) {
      intervals.delete(id);
      end(id);
    },
    resourceCounts(): ResourceCounts {
      const counts: ResourceCounts = {
        listeners: {},
        openPorts: 0,
        portListeners: 0,
        intervals: intervals.size,
      };
      for (const [target, byType] of held) {
        for (const [type, list] of byType) {
          if (list.length === 0) continue;
          if (target instanceof MessagePort) {
            counts.portListeners += list.length;
            if (!closed.has(target)) counts.openPorts += 1;
          } else {
            const name = `${target === window ? 'window' : 'document'} ${type}`;
            counts.listeners[name] = (counts.listeners[name] ?? 0) + list.length;
          }
        }
      }
      return counts;
    },
  });
}
