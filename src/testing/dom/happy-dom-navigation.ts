import { toUrl } from '../../core/protocol/index.js';
import type { WidgetWindow } from './engine.js';

/**
 * Tells where a page wants to go: happy-dom is told to stay, and says nothing of it. A change of the
 * fragment is no navigation.
 */
export function followNavigation(window: WidgetWindow, onNavigation: (url: string) => void): void {
  const { location, document } = window;

  function leads(given: unknown): string | undefined {
    const url = toUrl(String(given), document.baseURI);
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    const isHere = url.href.replace(/#.*$/s, '') === location.href.replace(/#.*$/s, '');
    return isHere && url.hash !== '' ? undefined : url.href;
  }

  /** Tells of it, or lets happy-dom do it. */
  function go(given: unknown, stay: () => void): void {
    const url = leads(given);
    if (url === undefined) stay();
    else onNavigation(url);
  }

  const assign = location.assign.bind(location);
  const replace = location.replace.bind(location);
  const href = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(location), 'href');
  Object.defineProperties(location, {
    assign: { value: (url: string) => go(url, () => assign(url)), configurable: true },
    replace: { value: (url: string) => go(url, () => replace(url)), configurable: true },
    reload: { value: () => onNavigation(location.href), configurable: true },
    href: {
      configurable: true,
      enumerable: true,
      get: () => href?.get?.call(location),
      set: (url: string) => go(url, () => href?.set?.call(location, url)),
    },
  });

  /** Once every listener has had the chance to prevent it. */
  function unlessPrevented(event: Event, url: unknown): void {
    queueMicrotask(() => {
      const to = event.defaultPrevented ? undefined : leads(url);
      if (to !== undefined) onNavigation(to);
    });
  }
  window.addEventListener('click', (event) => {
    const link = (event.target as Partial<Element>).closest?.('a[href]');
    const isElsewhere =
      link?.hasAttribute('download') || (link?.getAttribute('target') ?? '_self') !== '_self';
    if (link && !isElsewhere) unlessPrevented(event, link.getAttribute('href'));
  });
  window.addEventListener('submit', (event) => {
    const form = event.target as Element;
    if (form.getAttribute('method')?.toLowerCase() !== 'dialog')
      unlessPrevented(event, form.getAttribute('action') || location.href);
  });
}
