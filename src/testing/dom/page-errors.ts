import type { PageFinding } from '../../core/protocol/index.js';
import type { WidgetWindow } from './engine.js';

/** Windows whose handlers are being told of an error: an error of theirs does not go to them again. */
const reporting = new WeakSet<WidgetWindow>();

/** Tells whether a window's handlers are being told of an error. */
export function isReporting(window: WidgetWindow): boolean {
  return reporting.has(window);
}

/**
 * Reports an exception as the HTML standard does (section 8.1.4.3): the window's handlers hear of it
 * first; unless one of them cancels it, it is a finding.
 */
export function reportException(
  window: WidgetWindow,
  thrown: unknown,
  onFinding: (finding: PageFinding) => void,
): void {
  let isCanceled = false;
  if (!reporting.has(window)) {
    reporting.add(window);
    try {
      isCanceled = !window.dispatchEvent(errorEvent(window, thrown));
    } finally {
      reporting.delete(window);
    }
  }
  if (!isCanceled) onFinding(toFinding('error', thrown));
}

function errorEvent(window: WidgetWindow, thrown: unknown): ErrorEvent {
  const { message, source } = describe(thrown, String);
  return new window.ErrorEvent('error', {
    cancelable: true,
    error: thrown,
    message: `Uncaught ${message}`,
    ...source,
  });
}

/** The finding for something that was thrown, which may be anything. */
export function toFinding(kind: 'error' | 'rejection', thrown: unknown): PageFinding {
  const { message, stack } = describe(thrown, inWords);
  return { kind, message, ...(stack === undefined ? {} : { stack }) };
}

function describe(thrown: unknown, inWords: (thrown: unknown) => string) {
  const { name, message, stack } = (
    typeof thrown === 'object' && thrown !== null ? thrown : {}
  ) as Partial<Error>;
  if (typeof message !== 'string') return { message: inWords(thrown) };
  const place = /((?:file|https?):\/\/[^\s()]+|\/[^\s():]+):(\d+):(\d+)/.exec(stack ?? '');
  return {
    message: name ? `${name}: ${message}` : message,
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(place === null
      ? {}
      : { source: { filename: place[1] ?? '', lineno: Number(place[2]), colno: Number(place[3]) } }),
  };
}

function inWords(thrown: unknown): string {
  try {
    return typeof thrown === 'string' ? thrown : (JSON.stringify(thrown) ?? String(thrown));
  } catch {
    // Circular: its name is all there is.
    return String(thrown);
  }
}

/** Takes a rejection that nobody handles, or leaves it to the next by `false`. */
type TakeRejection = (reason: unknown, promise: unknown) => boolean;

/**
 * Takes the unhandled rejections of a window's promises: its own handlers hear of them first, then
 * they are findings. The test runner hears of all others.
 *
 * @param realmPromise the window's own `Promise`
 * @returns the function that ends it
 */
export function followRejections(
  window: WidgetWindow,
  realmPromise: PromiseConstructor,
  onFinding: (finding: PageFinding) => void,
  isOpen: () => boolean,
): () => void {
  return takeRejections((reason, promise) => {
    if (!(promise instanceof realmPromise)) return false;
    if (!isOpen()) return true;
    const event = new window.PromiseRejectionEvent('unhandledrejection', {
      cancelable: true,
      reason,
      promise: promise as Promise<unknown>,
    });
    window.dispatchEvent(event);
    if (!event.defaultPrevented) onFinding(toFinding('rejection', reason));
    return true;
  });
}

const takers = new Set<TakeRejection>();
let others: NodeJS.UnhandledRejectionListener[] = [];

/** While a window is open, the listeners that were there before are asked after it. */
function takeRejections(take: TakeRejection): () => void {
  if (takers.size === 0) {
    others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', pass);
  }
  takers.add(take);
  return () => {
    takers.delete(take);
    if (takers.size > 0) return;
    process.off('unhandledRejection', pass);
    for (const listener of others) process.on('unhandledRejection', listener);
    others = [];
  };
}

function pass(reason: unknown, promise: Promise<unknown>): void {
  for (const take of takers) if (take(reason, promise)) return;
  // Without any listener Node ends the process, and so does this.
  if (others.length === 0) throw reason;
  for (const listener of others) listener(reason, promise);
}
