import type { WidgetWindow } from './engine.js';

/**
 * Turns a promise of Node into one of the page, which its own handlers of rejections hear of.
 *
 * @param signal rejects it
 */
export function toPagePromise<T>(
  window: WidgetWindow,
  promise: Promise<T>,
  signal?: AbortSignal | null,
): Promise<T> {
  return new window.Promise<T>((fulfil, reject) => {
    promise.then(fulfil, (error: unknown) => reject(toPageError(window, error)));
    const abort = () =>
      reject(signal?.reason ?? new window.DOMException('The operation was aborted.', 'AbortError'));
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

/** Turns an error of Node into one of the page, for its `instanceof`. */
export function toPageError(window: WidgetWindow, error: unknown): unknown {
  if (!isErrorLike(error) || error instanceof window.DOMException) return error;
  const { name, message } = error;
  // Node makes this one in the page's realm, and of its own class.
  if (error instanceof DOMException || name === 'DataCloneError')
    return new window.DOMException(message, name);
  if (error instanceof window.Error) return error;
  const Own = window[name] as unknown;
  return typeof Own === 'function' ? new (Own as ErrorConstructor)(message) : error;
}

function isErrorLike(given: unknown): given is { name: string; message: string } {
  return typeof given === 'object' && given !== null && 'name' in given && 'message' in given;
}

const BODY_READERS = ['arrayBuffer', 'blob', 'bytes', 'formData', 'text'] as const;

/** Has the readers of a body give promises and data of the page. */
export function readInPage(window: WidgetWindow, members: Request | Response): void {
  const readers = members as unknown as Record<string, ((this: unknown) => Promise<unknown>) | undefined>;
  const { text } = readers;
  const own = (read: (body: unknown) => Promise<unknown>) => ({
    configurable: true,
    writable: true,
    value: function (this: unknown) {
      return toPagePromise(window, read(this));
    },
  });
  for (const name of BODY_READERS) {
    const read = readers[name];
    if (read !== undefined)
      Object.defineProperty(
        members,
        name,
        own((body) => read.call(body)),
      );
  }
  if (text !== undefined)
    Object.defineProperty(
      members,
      'json',
      own(async (body) => window.JSON.parse((await text.call(body)) as string)),
    );
}
