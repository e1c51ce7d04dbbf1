import { readInPage, toPagePromise } from './page-realm.js';
import type { WidgetWindow } from './engine.js';
import type { HappyDomInternals } from './happy-dom-internals.js';
import type { PageParser } from './page-parser.js';

/**
 * Mends what happy-dom has otherwise than the standards, by its public members.
 *
 * @returns whether a script that no parser made was told to keep the order
 */
export function mendWindow(
  window: WidgetWindow,
  {
    self,
    parser,
    internals,
  }: {
    self: WidgetWindow;
    parser: PageParser;
    internals: HappyDomInternals;
  },
): { keepsOrder(element: HTMLScriptElement): boolean } {
  const { document } = window;
  const unforced = new WeakSet<Element>();
  const script = window.HTMLScriptElement.prototype;

  Object.defineProperty(window, Symbol.toStringTag, { value: 'Window', configurable: true });
  // Scripts see the window as their global object, which is another one than Node holds.
  Object.defineProperty(document, 'defaultView', { get: () => (window.closed ? null : self) });
  Object.defineProperty(document, 'compatMode', { get: parser.compatMode });

  // A script that no parser made counts as async until it is told otherwise.
  Object.defineProperty(script, 'async', {
    configurable: true,
    get(this: HTMLScriptElement) {
      return this.hasAttribute('async') || !(unforced.has(this) || parser.made(this));
    },
    set(this: HTMLScriptElement, value: unknown) {
      unforced.add(this);
      this.toggleAttribute('async', Boolean(value));
    },
  });
  // Relative to a base element too.
  Object.defineProperty(script, 'src', {
    configurable: true,
    get(this: HTMLScriptElement) {
      const src = this.getAttribute('src');
      if (src === null) return '';
      return URL.canParse(src, document.baseURI) ? new URL(src, document.baseURI).href : src;
    },
    set(this: HTMLScriptElement, value: unknown) {
      this.setAttribute('src', String(value));
    },
  });

  const { createContextualFragment } = window.Range.prototype;
  window.Range.prototype.createContextualFragment = function (markup) {
    const fragment = createContextualFragment.call(this, markup);
    for (const one of fragment.querySelectorAll('script')) internals.allowScript(one);
    return fragment;
  };

  const fetch = window.fetch.bind(window);
  window.fetch = (input, init) =>
    toPagePromise(
      window,
      (async () => fetch(input, init))().catch((error: unknown) => {
        throw isBadUrl(error) ? new window.TypeError((error as Error).message) : error;
      }),
      init?.signal ?? (input as Partial<Request>).signal,
    );
  readInPage(window, window.Response.prototype);
  readInPage(window, window.Request.prototype);

  return { keepsOrder: (element) => unforced.has(element) && !element.hasAttribute('async') };
}

function isBadUrl(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_INVALID_URL' || /invalid url/i.test(String(error));
}
