import { ZfappsError } from '../../core/protocol/index.js';
import type { WidgetWindow } from './engine.js';

/** What jsdom keeps to itself: see {@link internalsOf}. */
export interface JsdomInternals {
  /** Which scripts have run, or never will: a copy knows it too. */
  started: { has(element: HTMLScriptElement): boolean; add(element: HTMLScriptElement): unknown };
  /** Calls `take` for a script that comes into the document, or gets its text or `src` there. */
  onScript(take: (element: HTMLScriptElement) => void): void;
  /** A script that was made from markup may run. */
  allowScript(element: HTMLScriptElement): void;
}

// biome-ignore lint/suspicious/noExplicitAny: jsdom types none of this
type Hidden = Record<string | symbol, any>;

/** By the hidden document: who takes its scripts. */
const takers = new WeakMap<object, (element: HTMLScriptElement) => void>();
const patched = new WeakSet<object>();

/**
 * Reaches into a window of jsdom 28 or 29. No public way leads to when a script would run: jsdom reads a page to
 * its end while external scripts are still on their way, and knows neither modules nor `document.write`
 * of half a tag.
 *
 * @throws ZfappsError where this version of jsdom is another inside
 */
export function internalsOf({ document }: WidgetWindow): JsdomInternals {
  const sample = document.createElement('script');
  const symbols = Object.getOwnPropertySymbols(sample);
  const implementation = symbols.find(({ description }) => description === 'impl');
  const hidden = (node: Node): Hidden => (node as unknown as Hidden)[implementation as symbol];
  const members = implementation === undefined ? undefined : Object.getPrototypeOf(hidden(sample));
  const wrapper =
    implementation === undefined
      ? undefined
      : Object.getOwnPropertySymbols(hidden(sample)).find(({ description }) => description === 'wrapper');
  const hooks = [
    '_eval',
    '_fetchExternalScript',
    '_childTextContentChangeSteps',
    '_poppedOffStackOfOpenElements',
  ];
  const isKnown =
    wrapper !== undefined &&
    hooks.every((hook) => typeof members?.[hook] === 'function') &&
    typeof hidden(sample)._alreadyStarted === 'boolean';
  if (!isKnown)
    throw new ZfappsError(
      'invalid_options',
      "This version of jsdom is not supported: use jsdom 28 or 29, or dom: 'happy-dom'.",
    );
  patch(members, wrapper);

  return {
    started: {
      has: (element) => hidden(element)._alreadyStarted,
      add: (element) => {
        hidden(element)._alreadyStarted = true;
      },
    },
    onScript: (take) => void takers.set(hidden(document), take),
    allowScript(element) {
      Object.assign(hidden(element), { _alreadyStarted: false, _parserInserted: false });
    },
  };
}

/** Only windows that are followed are affected, and not the one of a test environment: they share this class. */
function patch(members: Hidden, wrapper: symbol): void {
  if (patched.has(members)) return;
  patched.add(members);
  for (const hook of ['_eval', '_fetchExternalScript']) {
    const original = members[hook];
    members[hook] = function (this: Hidden) {
      const take = takers.get(this._ownerDocument);
      return take === undefined ? original.call(this) : take(this[wrapper]);
    };
  }
  const { _childTextContentChangeSteps: changed, _poppedOffStackOfOpenElements: popped } = members;
  members._childTextContentChangeSteps = function (this: Hidden) {
    changed.call(this);
    takers.get(this._ownerDocument)?.(this[wrapper]);
  };
  // Scripts of innerHTML and its like never run.
  members._poppedOffStackOfOpenElements = function (this: Hidden) {
    if (takers.has(this._ownerDocument)) this._alreadyStarted = true;
    else popped.call(this);
  };
}
