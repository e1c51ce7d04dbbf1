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
  const implementation = Object.getPrototypeOf(script) as Hidden;
  const element = Object.getPrototypeOf(implementation) as Hidden;
  const { connectedToDocument, onSetAttribute, appendChild, insertBefore, cloneNode, disableEvaluation } =
    PropertySymbol;
  const hooks = [connectedToDocument, onSetAttribute, appendChild, insertBefore];
  const isKnown =
    hooks.every((hook) => typeof element[hook] === 'function') &&
    Object.hasOwn(implementation, connectedToDocument) &&
    typeof element[cloneNode] === 'function' &&
    typeof window[PropertySymbol.dispatchError] === 'function' &&
    typeof window[PropertySymbol.readyStateManager]?.startTask === 'function';
  if (!isKnown)
    throw new ZfappsError(
      'invalid_options',
      "This version of happy-dom is not supported: use happy-dom 20 or 21, or dom: 'jsdom'.",
    );

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
    onScript(take) {
      for (const hook of hooks) {
        const original = element[hook];
        script[hook] = function (this: HTMLScriptElement & Hidden, ...args: unknown[]) {
          const result = original.apply(this, args);
          const isOther = hook === onSetAttribute && (args[0] as Hidden)[PropertySymbol.name] !== 'src';
          if (!isOther && this.isConnected && !this[disableEvaluation]) take(this);
          return result;
        };
      }
    },
    onCopy(take) {
      const original = implementation[cloneNode];
      script[cloneNode] = function (this: HTMLScriptElement & Hidden, ...args: unknown[]) {
        const copy = original.apply(this, args);
        take(this, copy);
        return copy;
      };
    },
    allowScript(given) {
      (given as unknown as Hidden)[disableEvaluation] = false;
    },
    onError(take) {
      window[PropertySymbol.dispatchError] = take;
    },
  };
}
