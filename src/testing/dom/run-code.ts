import vm from 'node:vm';
import type { Context } from 'node:vm';

/** Where code stands. Lines and columns count from 0. */
export interface CodePlace {
  /** The file or address that stack traces name. */
  name: string;
  line: number;
  column: number;
}

/** Runs a classic script in one window and gives its value. */
export type RunCode = (code: string, place: CodePlace) => unknown;

/** The same libraries are run in the window of test after test: what was compiled is kept. */
const compiled = new Map<string, vm.Script>();
const MOST_COMPILED = 200;

/**
 * Runs a classic script in a window: its `var`s, functions and `let`s are seen by the next one.
 *
 * @throws the window's own SyntaxError for code that is none
 */
export function runCode(context: Context, code: string, place: CodePlace): unknown {
  const { name, line, column } = place;
  const key = `${name}:${line}:${column}\n${code}`;
  let script = compiled.get(key);
  if (script === undefined) {
    try {
      script = new vm.Script(code, { filename: name, lineOffset: line, columnOffset: column });
    } catch (error) {
      throw toSyntaxError(context, error as Error, place);
    }
    const oldest = compiled.keys().next().value;
    if (compiled.size >= MOST_COMPILED && oldest !== undefined) compiled.delete(oldest);
    compiled.set(key, script);
  }
  return script.runInContext(context);
}

/** A SyntaxError of a window. Node's own belongs to another realm and names the caller's place. */
export function createSyntaxError(
  context: Context,
  message: string,
  { name, line, column }: CodePlace,
): Error {
  const SyntaxErrorOfPage = vm.runInContext('SyntaxError', context) as SyntaxErrorConstructor;
  const error = new SyntaxErrorOfPage(message);
  error.stack = `SyntaxError: ${message}\n    at ${name}:${line + 1}:${column + 1}`;
  return error;
}

function toSyntaxError(context: Context, error: Error, place: CodePlace): Error {
  // Its stack begins with the place, the line and a mark below what is wrong.
  const [head = '', , mark = ''] = (error.stack ?? '').split('\n');
  const line = /:(\d+)$/.exec(head)?.[1];
  return createSyntaxError(context, error.message, {
    ...place,
    line: line === undefined ? place.line : Number(line) - 1,
    column: Math.max(mark.indexOf('^'), 0),
  });
}
