import { ZfappsError } from '../../core/protocol/index.js';
import type { Window as HappyWindow } from 'happy-dom';

/** What happy-dom keeps to itself, by symbols that it exports: see {@link internalsOf}. */
export interface HappyDomInternals {
  setReadyState(state: DocumentReadyState): void;
  /** Lets happy-dom fire the `load` event, once its style sheets have come. */
  complete(): void;
  setCurrentScript(element: HTMLScriptElement | null): void;
  /** Calls `take` for a script that comes into the document, or gets its text or `src` there. */
  onScript(take: (element: HTMLScriptElement) => void): void;
  /** Calls `take` for each copy of a script. */
  onCopy(take: (element: HTMLScriptElement, copy: HTMLScriptElement) => void): void;
  /** A script that was made from markup may run. */
  allowScript(element: HTMLScriptElement): void;
  /** Calls `take` with what listeners, timers and handlers in attributes throw. */
  onError(take: (thrown: unknown) => void): void;
}

// biome-ignore lint/suspicious/noExplicitAny: happy-dom types none of this
type Hidden = Record<symbol, any>;

type Symbols = typeof import('happy-dom')['PropertySymbol'];

/**
 * Reaches into a window of happy-dom 20 or 21. No public way leads to when a script runs, and patching
 * each public method that inserts nodes would miss some.
 *
 * @throws ZfappsError where this version of happy-dom is another inside
 */
export function internalsOf(
  { PropertySymbol }: typeof import('happy-dom'),
  happyWindow: HappyWindow,
): HappyDomInternals {
  const window = happyWindow as unknown as Hidden;
  const document = happyWindow.document as unknown as Hidden;
  const script = happyWindow.HTMLScriptElement.prototype as unknown as Hidden;
  const element = Object.getPrototypeOf(script) as Hidden;
  const { connectedToDocument, cloneNode, disableEvaluation } = PropertySymbol;
  const hooks = hooksOf(PropertySymbol);
  const isKnown =
    hooks.every((hook) => typeof element[hook] === 'function') &&
    Object.hasOwn(script, connectedToDocument) &&
    typeof element[cloneNode] === 'function' &&
    typeof window[PropertySymbol.dispatchError] === 'function' &&
    typeof window[PropertySymbol.readyStateManager]?.startTask === 'function';
  if (!isKnown)
    throw new ZfappsError(
      'invalid_options',
      "This version of happy-dom is not supported: use happy-dom 20 or 21, or dom: 'jsdom'.",
    );

  patch(script, element, PropertySymbol);
  // The document is complete when this ends.
  const loading = window[PropertySymbol.readyStateManager].startTask();

  return {
    setReadyState(state) {
      document[PropertySymbol.readyState] = state;
      happyWindow.document.dispatchEvent(new happyWindow.Event('readystatechange'));
    },
    complete: () => window[PropertySymbol.readyStateManager].endTask(loading),
    setCurrentScript(current) {
      document[PropertySymbol.currentScript] = current;
    },
    onScript: (take) => void scripts.set(window, take),
    onCopy: (take) => void copies.set(window, take),
    allowScript(given) {
      (given as unknown as Hidden)[disableEvaluation] = false;
    },
    onError(take) {
      window[PropertySymbol.dispatchError] = take;
    },
  };
}

/** By the window: who takes its scripts, and their copies. */
const scripts = new WeakMap<object, (element: HTMLScriptElement) => void>();
const copies = new WeakMap<object, (element: HTMLScriptElement, copy: HTMLScriptElement) => void>();
const patched = new WeakSet<object>();

function hooksOf({ connectedToDocument, onSetAttribute, appendChild, insertBefore }: Symbols): symbol[] {
  return [connectedToDocument, onSetAttribute, appendChild, insertBefore];
}

/**
 * Only windows that are followed are affected, and not the one of a test environment: they share this class.
 *
 * @param element what the class of scripts extends, which runs none
 */
function patch(script: Hidden, element: Hidden, symbols: Symbols): void {
  if (patched.has(script)) return;
  patched.add(script);
  const { window, cloneNode, onSetAttribute, name, disableEvaluation } = symbols;
  for (const hook of hooksOf(symbols)) {
    const own = script[hook];
    script[hook] = function (this: HTMLScriptElement & Hidden, ...args: [Hidden]) {
      const take = scripts.get(this[window]);
      if (take === undefined) return own.apply(this, args);
      const result = element[hook].apply(this, args);
      const isOther = hook === onSetAttribute && args[0][name] !== 'src';
      if (!isOther && this.isConnected && !this[disableEvaluation]) take(this);
      return result;
    };
  }
  const clone = script[cloneNode];
  script[cloneNode] = function (this: HTMLScriptElement & Hidden, ...args: unknown[]) {
    const copy = clone.apply(this, args);
    copies.get(this[window])?.(this, copy);
    return copy;
  };
}
