import { readFile } from 'node:fs/promises';
import { findNodeAtLocation, parseTree, printParseErrorCode } from 'jsonc-parser';
import { ZfappsError } from '../core/protocol/index.js';
import { displayPath } from './display-path.js';
import type { ParseError } from 'jsonc-parser';

/** A place in a text file, counted from 1 as editors do. */
export interface TextPlace {
  line: number;
  column: number;
}

/** A JSON file that was read. */
export interface JsonFile {
  /** As messages name it. */
  name: string;
  value: unknown;
  /**
   * Finds where a path stands in the file: the value, or its key. Where the file lacks it, the
   * nearest thing around it.
   */
  locate(path: readonly (string | number)[], what: 'value' | 'key'): TextPlace;
}

/**
 * Reads a JSON file strictly, without comments or trailing commas; a byte order mark is tolerated.
 *
 * @param options.excerpt whether an error quotes the line that is wrong. Default true
 * @throws ZfappsError `invalid_config` with `file:line:column` and the line that is wrong
 */
export async function readJson(file: string, options: { excerpt?: boolean } = {}): Promise<JsonFile> {
  const name = displayPath(file);
  return parseJson(await readBytes(file, name), name, options);
}

/** Reads the bytes of a JSON file, as {@link readJson} does. */
export function parseJson(bytes: Uint8Array, name: string, { excerpt = true } = {}): JsonFile {
  const text = toText(bytes, name);
  let value: unknown;
  try {
    // Not jsonc-parser's own value: there a key `__proto__` replaces the prototype.
    value = JSON.parse(text);
  } catch (cause) {
    const { place, lines } = brokenAt(text, name);
    throw new ZfappsError('invalid_config', excerpt ? `${place}\n${lines}` : place, { cause });
  }
  return { name, value, locate: (path, what) => placeOf(text, offsetOf(text, path, what)) };
}

async function readBytes(file: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const reason =
      code === 'ENOENT'
        ? 'does not exist'
        : code === 'EISDIR'
          ? 'is a folder, not a file'
          : `cannot be read (${code})`;
    throw new ZfappsError('invalid_config', `${name} ${reason}.`, { cause });
  }
}

function toText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ZfappsError('invalid_config', `${name} is not UTF-8 text. Save it as UTF-8.`, { cause });
  }
}

/** Where and why text is no JSON, and the line with a mark under the place. */
function brokenAt(text: string, name: string): { place: string; lines: string } {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  const reason = first === undefined ? undefined : REASONS[printParseErrorCode(first.error)];
  const { line, column } = placeOf(text, first?.offset ?? 0);
  const { shown, caret } = excerptOf(text.split(/\r\n|\n|\r/)[line - 1] ?? '', column);
  return {
    place: `${name}:${line}:${column} is not JSON: ${reason ?? 'it does not parse'}.`,
    lines: `  ${shown}\n  ${caret}^`,
  };
}

/** The line, cut around the column: a minified file is one long line. */
function excerptOf(line: string, column: number): { shown: string; caret: string } {
  const from = Math.max(0, column - 1 - 60);
  const before = line.slice(from, column - 1).replaceAll('\t', ' ');
  return {
    shown: (before + line.slice(column - 1, from + 120)).replaceAll('\t', ' '),
    caret: ' '.repeat(before.length),
  };
}

/** By the names that jsonc-parser gives to its codes. */
const REASONS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is neither text in double quotes, a number, true, false nor null',
  InvalidNumberFormat: 'this number has a form that JSON lacks',
  PropertyNameExpected: 'a key in double quotes is expected (there is no comma after the last member)',
  ValueExpected: 'a value is expected (there is no comma after the last entry)',
  ColonExpected: 'a colon is expected after the key',
  CommaExpected: 'a comma is expected before this',
  CloseBraceExpected: 'a closing } is expected',
  CloseBracketExpected: 'a closing ] is expected',
  EndOfFileExpected: 'nothing may follow the end of the value',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a text does not end on its line',
  UnexpectedEndOfNumber: 'a number is not complete',
  InvalidUnicode: 'a \\u is followed by four hexadecimal digits',
  InvalidEscapeCharacter: 'a backslash in text is written twice: \\\\',
  InvalidCharacter: 'a text holds a control character, such as a tab; write \\t',
};

function offsetOf(text: string, path: readonly (string | number)[], what: 'value' | 'key'): number {
  const root = parseTree(text);
  if (root === undefined) return 0;
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node === undefined) continue;
    const isWhole = length === path.length;
    return isWhole && what === 'key' && node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return root.offset;
}

function placeOf(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
