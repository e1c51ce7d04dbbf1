import { isOwn, throwingPlace } from './own-code.js';
import type { OwnCode, ScriptPlace } from './own-code.js';
import type { UncaughtError } from './sample-run.js';

/** An uncaught error as the browser reports it. */
export interface SeenError {
  message: string;
  /** Empty where something else than an Error was thrown. */
  stack: string;
  /** Where the browser saw it. */
  place: ScriptPlace;
  /** The host page said it on its console. */
  isConsole?: boolean;
}

/**
 * Judges whose the uncaught errors of a page are.
 *
 * @param reasons what was thrown where it was no Error, in the same order: the browser says only "Object"
 */
export async function judgeErrors(
  seen: readonly SeenError[],
  reasons: readonly string[],
  code: OwnCode,
): Promise<UncaughtError[]> {
  // A thrown text is its own message.
  const named = reasons.filter((reason) => !seen.some(({ message }) => message === reason));
  const errors: UncaughtError[] = [];
  for (const { message, stack, place, isConsole } of seen) {
    const thrownAt = throwingPlace(stack);
    const shown = thrownAt ?? place;
    errors.push({
      message: message === 'Object' && stack === '' ? (named.shift() ?? message) : message,
      place: shown.url === '' ? '' : `${pathOf(shown.url, code)}:${shown.line}:${shown.column}`,
      // A plain object is what our calls reject with. The widget that does not catch it is the one at fault.
      ours: isConsole === true || (thrownAt !== undefined && (await isOwn(thrownAt, code))),
    });
  }
  return errors;
}

function pathOf(url: string, { pageOrigin, widgetOrigin }: OwnCode): string {
  if (url.startsWith(`${pageOrigin}/`)) return `the host page's ${url.slice(pageOrigin.length)}`;
  return url.startsWith(`${widgetOrigin}/`) ? url.slice(widgetOrigin.length) : url;
}
