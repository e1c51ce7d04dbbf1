import vm from 'node:vm';
import type { Context } from 'node:vm';

/** Where code stands. Lines and columns count from 0. */
export interface CodePlace {
  /** The file or address that stack traces name. */
  name: string;
  line: number;
  column: number;
}

/** The same libraries are run in the window of test after test: what was compiled is kept. */
const compiled = new Map<string, vm.Script>();
const MOST_COMPILED = 200;

/** Runs a classic script in a window: its `var`s, functions and `let`s are seen by the next one. */
export function runCode(context: Context, code: string, { name, line, column }: CodePlace): unknown {
  const key = `${name}:${line}:${column}\n${code}`;
  let script = compiled.get(key);
  if (script === undefined) {
    script = new vm.Script(code, { filename: name, lineOffset: line, columnOffset: column });
    const oldest = compiled.keys().next().value;
    if (compiled.size >= MOST_COMPILED && oldest !== undefined) compiled.delete(oldest);
    compiled.set(key, script);
  }
  return script.runInContext(context);
}
