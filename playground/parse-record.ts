import { parse, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';

/** A record, or where and why the text is none. */
export type ParsedRecord =
  | { ok: true; record: Record<string, unknown> }
  | { ok: false; message: string; line: number; column: number; offset: number };

/**
 * Reads the text of a record. What people paste is often an API's answer around it
 * (`{code, message, invoice: {…}}`): the record inside is taken.
 *
 * Not `JSON.parse`: where it fails is told in another way by each browser, or not at all.
 */
export function parseRecord(text: string, module: string): ParsedRecord {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { disallowComments: true, allowEmptyContent: false });
  const [error] = errors;
  if (error)
    return failure(text, error.offset, REASONS[printParseErrorCode(error.error)] ?? 'This is not JSON');
  if (!isObject(value)) return failure(text, 0, 'A record is an object: it begins with { and ends with }');
  const inner = value[module];
  return { ok: true, record: isObject(inner) ? inner : value };
}

const REASONS: Partial<Record<string, string>> = {
  InvalidSymbol: 'This word means nothing in JSON; text needs double quotes',
  InvalidNumberFormat: 'This is not a number',
  PropertyNameExpected: 'A name in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is expected here',
  CommaExpected: 'A comma is expected here',
  CloseBraceExpected: 'A closing } is missing',
  CloseBracketExpected: 'A closing ] is missing',
  EndOfFileExpected: 'The record ended before this',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'This text has no closing quote',
  UnexpectedEndOfNumber: 'This number is not finished',
  InvalidUnicode: 'This \\u escape is not complete',
  InvalidEscapeCharacter: 'This escape does not exist in JSON',
  InvalidCharacter: 'This character must be escaped',
};

function failure(text: string, offset: number, reason: string): ParsedRecord {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return { ok: false, message: `Line ${line}, column ${column}: ${reason}.`, line, column, offset };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
