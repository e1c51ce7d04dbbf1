import { parseTree } from 'jsonc-parser';
import { isBlank, isFieldName, isFieldValue, trimEnds } from '../protocol/index.js';
import { fieldRefusal, quoted } from './field-refusal.js';
import { breakOf } from './json-break.js';
import { PLACEHOLDER } from './placeholder-values.js';
import { MergedKeys, substituteJson } from './placeholders-json.js';
import type { DeskError } from './desk-error.js';

type ValueFor = (written: string) => string;

/** A pair, as it is sent. */
export type Pair = [name: string, value: string];

/**
 * Reads queryParams, JSON text of an object, and puts values into its keys and texts. Numbers keep their digits, null is
 * empty, lists and objects are JSON text.
 *
 * @throws DeskError `INVALID_DATA` for `/queryParams`
 */
export function substituteQueryParams(json: string | undefined, valueFor: ValueFor): Pair[] {
  const names = new Set<string>();
  return readMembers(json, 'queryParams').map((member) => {
    const name = substituteText(member.key, valueFor);
    if (names.has(name)) throw twice('queryParams', member.key);
    names.add(name);
    const value = member.nested ? substituteNested(member, valueFor) : substituteText(member.text, valueFor);
    if (!name.isWellFormed() || !value.isWellFormed())
      throw fieldRefusal(
        'queryParams',
        `${quoted(member.key)} in queryParams holds half a character (a lone surrogate), which no URL carries.`,
      );
    return [name, value];
  });
}

/**
 * Reads headers, JSON text of an object, and puts values into its keys and texts.
 *
 * @throws DeskError `INVALID_DATA` for `/headers`: a name or a value that HTTP cannot carry, a list or an object
 */
export function substituteHeaders(json: string | undefined, valueFor: ValueFor): Pair[] {
  const names = new Set<string>();
  return readMembers(json, 'headers').map(({ key, text, nested }) => {
    if (nested)
      throw fieldRefusal('headers', `The header ${quoted(key)} is a list or an object; write text.`);
    const name = substituteText(key, valueFor);
    if (!isFieldName(name))
      throw fieldRefusal('headers', `${quoted(key)} in headers is no header's name, such as X-Trace.`);
    if (names.has(name.toLowerCase())) throw twice('headers', key);
    names.add(name.toLowerCase());
    // Spaces around are no part of a header's value (RFC 9110, section 5.5).
    const value = trimEnds(substituteText(text, valueFor), isBlank);
    // SECURITY: a line break would begin another header. The value may be a secret: it is not quoted.
    if (!isFieldValue(value))
      throw fieldRefusal(
        'headers',
        `The value of the header ${quoted(key)} has a character that no header carries: a line end, another control character, or one beyond Latin-1. Encode it, for example with encodeURIComponent.`,
      );
    return [name, value];
  });
}

const EXAMPLES = {
  queryParams: '{"limit": 10}',
  headers: '{"Content-Type": "application/json"}',
};

interface Member {
  key: string;
  /** A text's own; the JSON of other values; '' for null. */
  text: string;
  /** Whether it is a list or an object. */
  nested: boolean;
}

/** Not JSON.parse's own members: it puts keys that are numbers first, and rounds long numbers, which ids are. */
function readMembers(json: string | undefined, field: 'queryParams' | 'headers'): Member[] {
  if (json === undefined || json.trim() === '') return [];
  checkJson(json, field);
  let root: ReturnType<typeof parseTree>;
  try {
    root = parseTree(json);
  } catch {
    throw fieldRefusal(field, `${field} is nested too deeply.`);
  }
  if (root?.type !== 'object')
    throw fieldRefusal(field, `${field} is JSON, but no object; send one such as ${EXAMPLES[field]}.`);
  return (root.children ?? []).map(({ children: [keyNode, node] = [] }) => {
    const raw = node === undefined ? '' : json.slice(node.offset, node.offset + node.length);
    const text = node?.type === 'null' ? '' : node?.type === 'string' ? String(JSON.parse(raw)) : raw;
    return { key: String(keyNode?.value), text, nested: node?.type === 'object' || node?.type === 'array' };
  });
}

function checkJson(json: string, field: keyof typeof EXAMPLES): void {
  try {
    JSON.parse(json);
  } catch {
    throw fieldRefusal(
      field,
      `${field} is no JSON${breakOf(json)}. Send an object such as ${EXAMPLES[field]}.${hintFor(json)}`,
    );
  }
}

function hintFor(json: string): string {
  const unquoted = /[:[,]\s*(\{\{[^{}"]*\}\})/.exec(json)?.[1];
  return unquoted === undefined ? '' : ` Put the placeholder into quotes: ${quoted(unquoted)}.`;
}

function substituteText(text: string, valueFor: ValueFor): string {
  return text.replace(PLACEHOLDER, (written) => valueFor(written));
}

function substituteNested({ key, text }: Member, valueFor: ValueFor): string {
  try {
    return substituteJson(text, valueFor);
  } catch (error) {
    throw error instanceof MergedKeys ? twice('queryParams', key) : error;
  }
}

function twice(field: string, key: string): DeskError {
  return fieldRefusal(
    field,
    `${quoted(key)} in ${field} stands twice, as it is written or once the placeholders have their values.`,
    'duplicate',
  );
}
