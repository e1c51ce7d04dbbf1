import { describeValue } from '../protocol/index.js';
import { follow } from './followers.js';
import { filledLine } from './line-total.js';
import { nothingAt, ownMember } from './page-path.js';
import { isObject, plainCopy } from './plain-data.js';
import { invalid } from './settable.js';
import type { PageRecord } from './page.js';

/** What is written, and where. */
export interface Writing {
  /** As it was given, for messages. */
  path: string;
  /** Its parts below the record; at least one. */
  parts: readonly string[];
  value: unknown;
  /** A whole list of line items comes after those that are there. */
  append?: boolean;
}

/**
 * Writes a value into a record: answers another one, with what follows from it, such as totals. Parents
 * must be there; the last member may be new.
 *
 * @throws ZfappsError `invalid_property` for a value that cannot stand there, `unknown_key` for a path to nothing
 */
export function writeRecord(record: PageRecord, writing: Writing, organization: PageRecord): PageRecord {
  const { path, parts } = writing;
  const value = keptValue(writing);
  checkLines(path, parts, value);
  const former = record.line_items;
  const whole = writing.append && parts.length === 1 && parts[0] === 'line_items' && Array.isArray(former);
  const lines = parts[0] === 'line_items' && parts.length <= 2 ? filledLines(value) : value;
  const next = put(record, 0, { path, parts, value: whole ? [...former, ...(lines as unknown[])] : lines });
  return follow(record, next as PageRecord, parts, organization);
}

function keptValue({ path, value }: Writing): unknown {
  if (value === undefined) throw invalid(path, 'the value is undefined; null empties a member.');
  const copy = plainCopy(value);
  if (!copy.ok) throw invalid(path, `the value cannot be kept: ${copy.problem}.`);
  return copy.value;
}

function filledLines(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filledLines);
  return isObject(value) ? filledLine(value) : value;
}

/** Lines are objects, wherever they are written. */
function checkLines(path: string, parts: readonly string[], value: unknown): void {
  if (parts[0] !== 'line_items') return;
  if (parts.length === 1 && !(Array.isArray(value) && value.every(isObject))) {
    throw invalid(path, `line items are a list of objects, and this is ${describeLines(value)}.`);
  }
  if (parts.length === 2 && !isObject(value)) {
    throw invalid(path, `a line item is an object, and this is ${describeValue(value)}.`);
  }
}

function describeLines(value: unknown): string {
  if (!Array.isArray(value)) return describeValue(value);
  return `a list that holds ${describeValue(value.find((line) => !isObject(line)))}`;
}

function put(holder: unknown, depth: number, writing: Writing): unknown {
  const { path, parts, value } = writing;
  const part = parts[depth] ?? '';
  const isLast = depth === parts.length - 1;
  const isList = Array.isArray(holder);
  const isNextLine =
    isList && isLast && parts[0] === 'line_items' && depth === 1 && part === `${holder.length}`;
  const former = ownMember(holder, part);
  const isThere = isLast && !isList ? isObject(holder) : former !== undefined || isNextLine;
  if (!isThere) throw nothingAt(path, parts.slice(0, depth), part, holder);
  const member = isLast ? value : put(former, depth + 1, writing);
  return isList ? withEntry(holder, Number(part), member) : { ...(holder as PageRecord), [part]: member };
}

function withEntry(list: readonly unknown[], index: number, entry: unknown): unknown[] {
  const copy = [...list];
  copy[index] = entry;
  return copy;
}
