import { HOST_ORIGIN_ATTRIBUTE } from '../../src/core/protocol/index.js';

/** A place in a script, as stacks have it: lines and columns count from 1. */
export interface ScriptPlace {
  url: string;
  line: number;
  column: number;
}

/** Tells our code from a widget's. */
export interface OwnCode {
  /** Where the host page is: all of it is ours. */
  pageOrigin: string;
  /** Where the widget's files are: ours is what lies under `/__zfapps/`, and the prelude in its pages. */
  widgetOrigin: string;
  /** The HTML of a page of the widget, as it was served. */
  htmlOf(url: string): Promise<string | undefined>;
}

/** The place that threw, by a stack: the first of its lines that is in a file. */
export function throwingPlace(stack: string): ScriptPlace | undefined {
  for (const line of stack.split('\n')) {
    const found = /^\s*at .*?\(?(https?:\/\/[^\s()]+?):(\d+):(\d+)\)?$/.exec(line);
    if (found?.[1] !== undefined) return { url: found[1], line: Number(found[2]), column: Number(found[3]) };
  }
  return undefined;
}

/**
 * Whether a place is in our code. The place that threw decides: a handler of the widget that throws has our
 * SDK below it on the stack, and is still the widget's.
 */
export async function isOwn(place: ScriptPlace, code: OwnCode): Promise<boolean> {
  if (!URL.canParse(place.url)) return false;
  const { origin, pathname } = new URL(place.url);
  if (origin === code.pageOrigin) return true;
  if (origin !== code.widgetOrigin) return false;
  if (pathname.startsWith('/__zfapps/')) return true;
  if (!/(?:\/|\.html?)$/.test(pathname)) return false;
  const html = await code.htmlOf(place.url);
  return html !== undefined && isInPrelude(html, place);
}

/** Whether a line and a column of a page are in the script that we wrote into it. */
export function isInPrelude(html: string, { line, column }: Omit<ScriptPlace, 'url'>): boolean {
  const start = html.indexOf(`<script ${HOST_ORIGIN_ATTRIBUTE}=`);
  const end = html.indexOf('</script>', start);
  if (start === -1 || end === -1) return false;
  const lines = html.split('\n');
  const offset = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return offset >= start && offset < end;
}
