import { createEventHandlers } from './event-handlers.js';
import type { Window as HappyWindow } from 'happy-dom';
import type { EventHandlers, EventHandlersOptions } from './event-handlers.js';

type HappyDom = typeof import('happy-dom');
type Target = EventTarget & Hidden;
// biome-ignore lint/suspicious/noExplicitAny: happy-dom types none of this
type Hidden = Record<symbol | string, any>;

interface PageEvents {
  handlers: EventHandlers;
  /** The window as its own scripts see it. */
  self: unknown;
  report(thrown: unknown): void;
}

/** The windows whose events go as the standard says. */
const pages = new WeakMap<object, PageEvents>();
/** What of happy-dom has been patched. */
const patched = new WeakSet<object>([Object.prototype]);

/**
 * Prepares happy-dom for {@link followEvents}: to be called before a window is made. Only windows that are
 * followed are affected, and not the one of a test environment.
 *
 * happy-dom calls handlers after all listeners, without `this`, and does not hear what they return. Its
 * elements share their classes between windows, so that this can't be mended window by window.
 */
export function prepareEvents(happyDom: HappyDom): void {
  if (patched.has(happyDom.EventTarget)) return;
  patched.add(happyDom.EventTarget);
  const { PropertySymbol } = happyDom;
  const pageOf = (target: Target) => pages.get(target[PropertySymbol.window] ?? target);
  const prototype = happyDom.EventTarget.prototype as unknown as Target;
  const { addEventListener, dispatchEvent } = prototype;

  prototype.addEventListener = function (this: Target, type: string, ...rest: [never]) {
    pageOf(this)?.handlers.refresh(this, type);
    return addEventListener.call(this, type, ...rest);
  };
  prototype.dispatchEvent = function (this: Target, event: Event & Hidden) {
    const page = pageOf(this);
    const isEvent = (event as unknown) instanceof happyDom.Event;
    const isOneTarget =
      isEvent &&
      (event[PropertySymbol.dispatching] || (event.type === 'load' && event[PropertySymbol.target]));
    if (page === undefined || !isOneTarget) return dispatchEvent.call(this, event);
    callListeners(PropertySymbol, this, event, page);
    return !(event.cancelable && event.defaultPrevented);
  };

  for (const one of Object.values(happyDom)) if (typeof one === 'function') mendHandlers(happyDom, one);
  // The body lacks some of those that are the window's.
  const body = happyDom.HTMLBodyElement.prototype as unknown as Target;
  for (const name of ['onblur', 'onerror', 'onfocus', 'onload', 'onresize', 'onscroll'])
    if (!(name in body)) mendHandler(happyDom, body, name, { configurable: true, set: asData(name) });
}

/** Puts handlers in the place of a class's own, and of those that it extends. */
function mendHandlers(happyDom: HappyDom, one: { prototype?: object | null }): void {
  for (
    let members = one.prototype;
    members && !patched.has(members);
    members = Object.getPrototypeOf(members)
  ) {
    patched.add(members);
    for (const [name, own] of Object.entries(Object.getOwnPropertyDescriptors(members)))
      if (/^on[a-z]+$/.test(name) && own.get !== undefined && own.set !== undefined)
        mendHandler(happyDom, members, name, own);
  }
}

function mendHandler(
  { PropertySymbol }: HappyDom,
  members: object,
  name: string,
  own: PropertyDescriptor,
): void {
  const pageOf = (target: Target) => pages.get(target[PropertySymbol.window] ?? target);
  Object.defineProperty(members, name, {
    ...own,
    get(this: Target) {
      const page = pageOf(this);
      return page === undefined ? own.get?.call(this) : page.handlers.get(this, name.slice(2));
    },
    set(this: Target, value: unknown) {
      const page = pageOf(this);
      if (page === undefined) own.set?.call(this, value);
      else page.handlers.set(this, name.slice(2), value);
    },
  });
}

/** Sets a property as if nothing had been there. */
function asData(name: string) {
  return function (this: object, value: unknown) {
    Object.defineProperty(this, name, { value, configurable: true, enumerable: true, writable: true });
  };
}

/** Has the events of a window go as the DOM and HTML standards say. */
export function followEvents(
  happyDom: HappyDom,
  happyWindow: HappyWindow,
  options: Pick<EventHandlersOptions, 'self' | 'run' | 'name' | 'report'>,
): void {
  const { PropertySymbol } = happyDom;
  // What it extends is not exported.
  mendHandlers(happyDom, happyWindow.XMLHttpRequest);
  const handlers = createEventHandlers({
    ...options,
    window: happyWindow as unknown as EventTarget,
    document: happyWindow.document as unknown as Document,
    formOf: (form) => (form as Hidden)[PropertySymbol.proxy] ?? form,
    listen(target, type, listener) {
      const hidden = target as Target;
      const { bubbling } = hidden[PropertySymbol.listeners];
      if (!bubbling.has(type)) {
        bubbling.set(type, []);
        hidden[PropertySymbol.listenerOptions].bubbling.set(type, []);
      }
      bubbling.get(type).push(listener);
      hidden[PropertySymbol.listenerOptions].bubbling.get(type).push({});
    },
  });
  pages.set(happyWindow, { handlers, self: options.self, report: options.report });
}

/** Calls the listeners of one target (DOM standard, section 2.9, "inner invoke"). */
function callListeners(
  PropertySymbol: HappyDom['PropertySymbol'],
  target: Target,
  event: Event & Hidden,
  { handlers, self, report }: PageEvents,
): void {
  const isDown = event.eventPhase === 1;
  const phase = isDown ? 'capturing' : 'bubbling';
  const { type } = event;
  handlers.refresh(target, type);
  const listeners: unknown[] = target[PropertySymbol.listeners][phase].get(type) ?? [];
  const options: ({ once?: boolean; passive?: boolean } | undefined)[] =
    target[PropertySymbol.listenerOptions][phase].get(type) ?? [];
  const isWindow = target === target[PropertySymbol.window];
  if (isWindow) event[PropertySymbol.currentTarget] = self;

  for (const [at, listener] of listeners.slice().entries()) {
    if (at > 0 && event[PropertySymbol.immediatePropagationStopped]) return;
    const now = listeners.indexOf(listener);
    // Another listener has removed it.
    if (now === -1) continue;
    const { once = false, passive = false } = options[now] ?? {};
    if (once) {
      listeners.splice(now, 1);
      options.splice(now, 1);
    }
    event[PropertySymbol.isInPassiveEventListener] = passive;
    // `window.event` (DOM standard, section 2.3): handlers of old pages read it.
    const own = self as { event?: unknown };
    const former = own.event;
    own.event = event;
    try {
      if (typeof listener === 'function') listener.call(isWindow ? self : target, event);
      else (listener as EventListenerObject | null)?.handleEvent(event);
    } catch (error) {
      report(error);
    } finally {
      own.event = former;
    }
    event[PropertySymbol.isInPassiveEventListener] = false;
  }
  if (event[PropertySymbol.immediatePropagationStopped] || isDown) return;

  // The few that have their handlers as plain properties, such as AbortSignal.
  const name = `on${type}`;
  const isPlain =
    Object.hasOwn(target, name) && 'value' in (Object.getOwnPropertyDescriptor(target, name) ?? {});
  if (!isPlain || target.constructor.name === 'EventTarget' || typeof target[name] !== 'function') return;
  try {
    if (target[name].call(target, event) === false) event.preventDefault();
  } catch (error) {
    report(error);
  }
}
