import { leaveHostOrigin } from '../../widget/index.js';
import type { PageToLoad, WidgetWindow } from './engine.js';
import type { PagePorts } from './page-ports.js';

/** Gives a window what the DOM engines lack, and the frame that it stands in. */
export function addGlobals(
  window: WidgetWindow,
  ports: PagePorts,
  page: Pick<PageToLoad, 'onPost' | 'hostOrigin'>,
): void {
  const around = {
    closed: false,
    postMessage(message: unknown, _origin?: unknown, transfer: readonly unknown[] = []) {
      page.onPost(
        message,
        transfer.map((one) => ports.release(one)).filter((port) => port !== undefined),
      );
    },
  };
  for (const name of ['parent', 'top'])
    Object.defineProperty(window, name, { value: around, configurable: true });
  leaveHostOrigin(window, page.hostOrigin);
  window.MessageChannel = ports.MessageChannel as never;
  window.structuredClone = ports.clone as never;
  // Not implemented by the engines, or only by a complaint: a test puts its own in their place.
  Object.assign(window, { alert: () => {}, confirm: () => true, prompt: () => null });
}
