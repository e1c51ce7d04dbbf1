import { patch } from './patch.js';
import { swapMarkup } from './swap-markup.js';

/** The end of a text that is the beginning of a script's or link's tag, as far as it goes. */
const UNFINISHED =
  /<(?:s(?:c(?:r(?:ip?)?)?)?|l(?:in?)?|(?:script|link)(?:[\s/](?:[^"'>]|"[^"]*"|'[^']*')*(?:"[^"]*|'[^']*)?)?)?$/i;

/** Read at run time, for the minifier writes `\n` as a line of its own, which would shift the line numbers of every page. */
const LINE_BREAK: string = JSON.parse('"\\n"');

/**
 * Swaps the vendor's SDK in what the page writes with `document.write` and `writeln`.
 *
 * A tag that is split over several calls is held until it is whole, or until the script that writes
 * it is done: the parser makes nothing of half a tag, so the page sees no difference.
 */
export function swapWritten(page: Window & typeof globalThis, sdkUrl: string): void {
  const { document, Document } = page;
  const { write } = Document.prototype;
  /** The beginning of a tag. */
  let held = '';
  /** What the running script has written before: it may have opened a comment, say. */
  let before = '';
  let isReleased = true;

  function release(): void {
    const text = held;
    held = before = '';
    isReleased = true;
    if (text !== '') write.call(document, text);
  }

  function writeSwapped(text: string): void {
    const whole = text.replace(UNFINISHED, '');
    held = text.slice(whole.length);
    const swapped = swapMarkup(document, before, whole, sdkUrl);
    const written = before + swapped;
    // Scripts in it run at once, and what they write stands by itself.
    before = '';
    try {
      write.call(document, swapped);
    } finally {
      before = written;
      // Before the parser goes on with the page.
      if (isReleased) queueMicrotask(release);
      isReleased = false;
    }
  }

  for (const method of ['write', 'writeln'] as const) {
    patch(Document.prototype, method, (self, args, native) => {
      if (self === document) {
        // Trusted types keep their type, and what is no text is refused in the browser's words.
        if (args.every((arg) => Object(arg) !== arg && typeof arg !== 'symbol'))
          return writeSwapped(
            `${held}${args.map((arg) => `${arg}`).join('')}${method === 'write' ? '' : LINE_BREAK}`,
          );
        release();
      }
      return native(args);
    });
  }
  // What is held belongs to the document that is closed, or thrown away.
  for (const method of ['close', 'open'])
    patch(Document.prototype, method, (self, args, native) => {
      if (self === document) release();
      return native(args);
    });
}
