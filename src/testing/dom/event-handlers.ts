import type { CodePlace } from './run-code.js';

/** The event handlers of one page: `onclick` and its like, as attributes and as properties. */
export interface EventHandlers {
  get(target: EventTarget, type: string): EventHandler | null;
  set(target: EventTarget, type: string, handler: unknown): void;
  /** Sees what attributes have become. To be called before listeners are added or called. */
  refresh(target: EventTarget, type: string): void;
}

type EventHandler = (this: unknown, ...args: unknown[]) => unknown;

/** What {@link createEventHandlers} works with. */
export interface EventHandlersOptions {
  window: EventTarget;
  /** The window as its own scripts see it. */
  self: unknown;
  document: Document;
  run(code: string, place: CodePlace): unknown;
  /** The file that the page came from. */
  name: string;
  report(thrown: unknown): void;
  /** What a form is for scripts. */
  formOf(form: object): object;
  /** Puts a listener behind those that the target has. */
  listen(target: EventTarget, type: string, listener: (event: Event) => void): void;
}

interface Slot {
  /** The attribute that was seen last. */
  attribute: string | null;
  /** A handler, or the text of one that nobody has asked for yet. */
  value: EventHandler | string | null;
  listens: boolean;
}

/** Handlers of the body that are the window's (HTML standard, section 8.1.8.2). */
const OF_WINDOW = new Set(
  `blur error focus load resize scroll afterprint beforeprint beforeunload hashchange languagechange message
  messageerror offline online pagehide pagereveal pageshow pageswap popstate rejectionhandled storage
  unhandledrejection unload`.split(/\s+/),
);

/**
 * Keeps the event handlers of a page as the HTML standard has them (section 8.1.8.1): each has its place
 * among the listeners from when it was first set, is called with `this`, and cancels by `return false`.
 */
export function createEventHandlers(options: EventHandlersOptions): EventHandlers {
  const { window, document } = options;
  const slots = new WeakMap<EventTarget, Map<string, Slot>>();

  /** Where a handler really is: some of the body's are the window's. */
  function owner(target: EventTarget, type: string): EventTarget {
    const isBody = OF_WINDOW.has(type) && /^(?:body|frameset)$/.test((target as Element).localName ?? '');
    return isBody ? window : target;
  }

  function attributeOf(target: EventTarget, type: string): string | null {
    const element = target === window ? (OF_WINDOW.has(type) ? document.body : null) : (target as Element);
    return typeof element?.getAttribute === 'function' ? element.getAttribute(`on${type}`) : null;
  }

  /** The place of a handler; undefined where there has never been one. */
  function slotOf(target: EventTarget, type: string, make: boolean): Slot | undefined {
    const attribute = attributeOf(target, type);
    let own = slots.get(target);
    let slot = own?.get(type);
    if (slot === undefined) {
      if (!make && attribute === null) return undefined;
      if (own === undefined) {
        own = new Map();
        slots.set(target, own);
      }
      slot = { attribute: null, value: null, listens: false };
      own.set(type, slot);
    }
    if (slot.attribute !== attribute) {
      slot.attribute = attribute;
      slot.value = attribute;
    }
    if (slot.value !== null && !slot.listens) {
      slot.listens = true;
      options.listen(target, type, (event) => call(target, type, event));
    }
    return slot;
  }

  function handlerOf(target: EventTarget, type: string): EventHandler | null {
    const slot = slotOf(target, type, false);
    if (typeof slot?.value === 'string') slot.value = compile(target, type, slot.value);
    return slot?.value ?? null;
  }

  /** Its names are those of the element, its form, the document and the page, in this order. */
  function compile(target: EventTarget, type: string, text: string): EventHandler | null {
    const element = target === window ? undefined : (target as Element & { form?: object | null });
    const parameters =
      target === window && type === 'error' ? 'event, source, lineno, colno, error' : 'event';
    const place = { name: options.name, line: 0, column: 0 };
    try {
      const scoped = options.run(
        `(function () { with (arguments[0]) with (arguments[1]) with (arguments[2]) return function on${type}(${parameters}) {\n${text}\n}; })`,
        place,
      ) as (...scopes: unknown[]) => EventHandler;
      return element === undefined
        ? scoped({}, {}, {})
        : scoped(
            document,
            asScope(() => (element.form ? options.formOf(element.form) : {})),
            (element.localName === 'form' ? options.formOf(element) : element) as never,
          );
    } catch (error) {
      options.report(error);
      return null;
    }
  }

  function call(target: EventTarget, type: string, event: Event): void {
    const handler = handlerOf(target, type);
    if (typeof handler !== 'function') return;
    const self = target === window ? options.self : event.currentTarget;
    if (target === window && type === 'error' && 'lineno' in event) {
      const { message, filename, lineno, colno, error } = event as ErrorEvent;
      if (handler.call(self, message, filename, lineno, colno, error) === true) event.preventDefault();
    } else if (handler.call(self, event) === false) event.preventDefault();
  }

  return {
    get: (target, type) => handlerOf(owner(target, type), type),
    set(target, type, handler) {
      const isOne = (typeof handler === 'object' && handler !== null) || typeof handler === 'function';
      const slot = slotOf(owner(target, type), type, isOne);
      if (slot === undefined) return;
      slot.value = isOne ? (handler as EventHandler) : null;
      slotOf(owner(target, type), type, false);
    },
    refresh: (target, type) => void (owner(target, type) === target && slotOf(target, type, false)),
  };
}

/** Names for `with`, of an object that may come later: a handler is read before its element is in a form. */
function asScope(current: () => object): object {
  return new Proxy(
    {},
    {
      has: (_, name) => Reflect.has(current(), name),
      get: (_, name) => (name === Symbol.unscopables ? undefined : Reflect.get(current(), name)),
      set: (_, name, value) => Reflect.set(current(), name, value),
    },
  );
}
