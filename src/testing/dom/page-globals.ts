import { leaveHostOrigin } from '../../widget/index.js';
import { toPagePromise } from './page-realm.js';
import type { PageToLoad, WidgetWindow } from './engine.js';
import type { PagePorts } from './page-ports.js';
import type { RunCode } from './run-code.js';

/** Gives a window what the DOM engines lack, and the frame that it stands in. */
export function addGlobals(
  window: WidgetWindow,
  {
    ports,
    page,
    run,
    report,
  }: {
    ports: PagePorts;
    page: Pick<PageToLoad, 'onPost' | 'name' | 'hostOrigin'>;
    run: RunCode;
    report(thrown: unknown): void;
  },
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
  Object.defineProperty(window, 'parent', { value: around, configurable: true });
  // jsdom lets nobody but itself set it.
  if (Object.getOwnPropertyDescriptor(window, 'top')?.configurable !== false)
    Object.defineProperty(window, 'top', { value: around, configurable: true });
  leaveHostOrigin(window, page.hostOrigin);
  window.MessageChannel = ports.MessageChannel as never;
  window.MessagePort = ports.MessagePort as never;
  window.structuredClone = ports.structuredClone as never;
  window.reportError = report;
  window.PromiseRejectionEvent ??= run(REJECTION_EVENT, { name: page.name, line: 0, column: 0 }) as never;
  const { customElements } = window;
  const whenDefined = customElements.whenDefined.bind(customElements);
  // A promise of Node's realm would be nobody's when it rejects.
  customElements.whenDefined = (name) => toPagePromise(window, whenDefined(name));
  // Not implemented by the engines, or only by a complaint: a test puts its own in their place.
  Object.assign(window, { alert: () => {}, confirm: () => true, prompt: () => null });
}

const REJECTION_EVENT = `(class PromiseRejectionEvent extends Event {
  #given;
  constructor(type, given) { super(type, given); this.#given = given; }
  get promise() { return this.#given.promise; }
  get reason() { return this.#given.reason; }
})`;
