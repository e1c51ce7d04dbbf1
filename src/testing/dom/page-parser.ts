import { checkpoint } from './checkpoint.js';
import { createDocumentBuilder, cutAfterScripts } from './document-builder.js';
import type { CodePlace } from './run-code.js';
import type { ScriptJob } from './script-runner.js';

/** Reads a page's HTML into its document. */
export interface PageParser {
  /** Reads it all. Every script has its turn before what comes after it is read. */
  parse(): Promise<void>;
  /** Tells whether the parser, and no script, has made an element. */
  made(element: Element): boolean;
  /** Tells whether an element has not been read to its end. */
  isReading(element: Element): boolean;
  /** How the page's doctype has it: `CSS1Compat` or `BackCompat`. */
  compatMode(): string;
}

/** What a {@link PageParser} works with. */
export interface PageParserOptions {
  document: Document;
  html: string;
  /** Where the HTML came from, for stack traces. */
  name: string;
  /** Takes a script that was read; what it gives blocks the parser. */
  onScript(element: HTMLScriptElement, place: CodePlace): ScriptJob | undefined;
  isOpen(): boolean;
}

/** Makes the parser of a page, `document.write` included, which puts text where the script stands. */
export function createPageParser({ document, html, name, onScript, isOpen }: PageParserOptions): PageParser {
  const builder = createDocumentBuilder(document);
  /** What comes after the script that runs, or after the last one. */
  let input = cutAfterScripts(html);
  let blocking: ScriptJob | undefined;
  /** A tag may be cut anywhere by `document.write`, the end of a script too. */
  let isInTag = false;

  /** Parses up to the end of the next script, and begins that. */
  function step(): boolean {
    let text = input.shift() ?? '';
    const end = text.indexOf('>') + 1;
    if (isInTag && end > 0 && end < text.length) {
      input.unshift(text.slice(end));
      text = text.slice(0, end);
    }
    if (text !== '') isInTag = !text.endsWith('>');
    const script = builder.feed(text);
    if (script === undefined) return false;
    const { element, line, column } = script;
    standAt(() => {
      const job = onScript(element, { name, line, column });
      // A script that has run may have written one that blocks.
      blocking = job ?? blocking;
    });
    return true;
  }

  /** What a script writes comes before all that followed it. */
  function standAt(script: () => void): void {
    const rest = input;
    input = [];
    script();
    input = [...input, ...rest];
  }

  function write(...texts: unknown[]): void {
    input.push(...cutAfterScripts(texts.join('')));
    while (input.length > 0 && blocking === undefined) step();
    builder.flush();
  }

  async function runBlocking(job: ScriptJob): Promise<void> {
    await job.ready;
    if (!isOpen()) return;
    blocking = undefined;
    standAt(() => void job.run());
    await checkpoint();
  }

  return {
    made: builder.made,
    isReading: builder.isReading,
    compatMode: builder.compatMode,
    async parse() {
      const originals = { write: document.write, writeln: document.writeln };
      document.write = write;
      document.writeln = (...texts) => write(...texts, '\n');
      while (input.length > 0 && isOpen()) {
        const ran = step();
        if (ran) await checkpoint();
        while (blocking !== undefined && isOpen()) await runBlocking(blocking);
      }
      builder.end();
      Object.assign(document, originals);
    },
  };
}
