import { toUrl } from '../../core/protocol/index.js';
import type { WidgetWindow } from './engine.js';
import type { PageParser } from './page-parser.js';

/** Scripts whose `async` has been set, as attribute or not. */
const told = new WeakSet<Element>();
/** By the document of a page. */
const parsers = new WeakMap<Document, PageParser>();
const patched = new WeakSet<object>();

/**
 * Gives script elements what they have in a browser, and the document what its parser knows.
 *
 * @param allowScript lets a script run that was made from markup
 * @returns whether a script that no parser made was told to keep the order
 */
export function mendScripts(
  window: WidgetWindow,
  parser: PageParser,
  allowScript: (element: HTMLScriptElement) => void,
): { keepsOrder(element: HTMLScriptElement): boolean } {
  const { document } = window;
  parsers.set(document, parser);
  patch(window.HTMLScriptElement.prototype);
  Object.defineProperty(document, 'compatMode', { get: parser.compatMode });

  const { createContextualFragment } = window.Range.prototype;
  window.Range.prototype.createContextualFragment = function (markup) {
    const fragment = createContextualFragment.call(this, markup);
    for (const one of fragment.querySelectorAll('script')) allowScript(one);
    return fragment;
  };
  return { keepsOrder: (element) => told.has(element) && !element.hasAttribute('async') };
}

/** Windows may share the class, with the one of a test environment too: that keeps its own. */
function patch(script: HTMLScriptElement): void {
  if (patched.has(script)) return;
  patched.add(script);

  function mend(name: 'async' | 'src', get: (element: HTMLScriptElement, parser: PageParser) => unknown) {
    const own = Object.getOwnPropertyDescriptor(script, name);
    Object.defineProperty(script, name, {
      configurable: true,
      get(this: HTMLScriptElement) {
        const parser = parsers.get(this.ownerDocument);
        return parser === undefined ? own?.get?.call(this) : get(this, parser);
      },
      set(this: HTMLScriptElement, value: unknown) {
        if (name === 'src' || !parsers.has(this.ownerDocument)) own?.set?.call(this, value);
        else {
          told.add(this);
          this.toggleAttribute('async', Boolean(value));
        }
      },
    });
  }

  // One that no parser made counts as async until it is told otherwise.
  mend(
    'async',
    (element, { made }) => element.hasAttribute('async') || !(told.has(element) || made(element)),
  );
  // Relative to a base element too.
  mend('src', (element) => {
    const src = element.getAttribute('src');
    if (src === null) return '';
    const { baseURI } = element.ownerDocument;
    return toUrl(src, baseURI)?.href ?? src;
  });
}
