import { parseTree } from 'jsonc-parser';
import { quoted } from './field-refusal.js';
import type { ParseError } from 'jsonc-parser';

/**
 * Where a text that is no JSON breaks, as the end of a sentence; empty where that is not known. Not the engine's own
 * words: they quote the text with its quotation marks as they are, so that nobody can take it out of a log again.
 */
export function breakOf(json: string): string {
  const errors: ParseError[] = [];
  try {
    parseTree(json, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  } catch {
    return ': it is nested too deeply';
  }
  const offset = errors[0]?.offset;
  if (offset === undefined) return '';
  return offset >= json.length
    ? ': it ends too early'
    : `: it breaks at character ${offset + 1}, before ${quoted(json.slice(offset, offset + 20))}`;
}
