import { readInPage, toPagePromise } from './page-realm.js';
import type { WidgetWindow } from './engine.js';

/**
 * Mends what happy-dom has otherwise than the standards, by its public members.
 *
 * @param self the window as its own scripts see it
 */
export function mendWindow(window: WidgetWindow, self: WidgetWindow): void {
  Object.defineProperty(window, Symbol.toStringTag, { value: 'Window', configurable: true });
  // Scripts see the window as their global object, which is another one than Node holds.
  Object.defineProperty(window.document, 'defaultView', { get: () => (window.closed ? null : self) });

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
}

function isBadUrl(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'ERR_INVALID_URL' || /invalid url/i.test(String(error));
}
