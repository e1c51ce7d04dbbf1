import { describeValue } from '../protocol/index.js';
import type { PageRecord } from './page.js';

/** Tells whether a value is an object with members: no list, no null. */
export function isObject(value: unknown): value is PageRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What {@link plainCopy} answers: a copy, or why there is none. */
export type PlainCopy = { ok: true; value: unknown } | { ok: false; problem: string };

/**
 * Copies a value as JSON would: members that are `undefined` are left out, dates become text, numbers
 * that are none become null. What JSON would lose without a word has no copy.
 */
export function plainCopy(value: unknown): PlainCopy {
  try {
    return { ok: true, value: copyOf(value, []) };
  } catch (error) {
    if (error instanceof NotPlain) return { ok: false, problem: error.message };
    throw error;
  }
}

class NotPlain extends Error {}

/** Deeper data is none that a record holds, and may be a circle. */
const DEEPEST = 100;

function copyOf(value: unknown, at: readonly string[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (at.length > DEEPEST) throw new NotPlain('it is nested too deeply');
  if (Array.isArray(value)) {
    return Array.from(value, (entry, index) => copyOf(entry ?? null, [...at, String(index)]));
  }
  // By its tag: a widget's window in a test has a `Date` of its own.
  const tag = Object.prototype.toString.call(value);
  if (tag === '[object Date]') return (value as Date).toJSON();
  if (tag !== '[object Object]') {
    const place = at.length === 0 ? 'it' : `its ${describeValue(at.join('.'))}`;
    throw new NotPlain(`${place} is ${describeValue(value)}, which is no plain data`);
  }
  const copy: PageRecord = {};
  for (const [name, member] of Object.entries(value as object)) {
    // SECURITY: written with `=`, an own member of this name would become the copy's prototype.
    if (name === '__proto__' || member === undefined) continue;
    copy[name] = copyOf(member, [...at, name]);
  }
  return copy;
}

/** Tells whether two pieces of plain data say the same; the order of members does not count. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSame(memberOf(a, name), memberOf(b, name)));
}

function memberOf(holder: object, name: string): unknown {
  return (holder as PageRecord)[name];
}
