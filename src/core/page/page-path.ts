import { describeValue, ZfappsError } from '../protocol/index.js';
import { didYouMean } from '../project/index.js';

/**
 * The parts of a path of `get` and `set`: `invoice.line_items[1].rate` and
 * `invoice.custom_fields.0.value` both name list entries. `undefined` where the text is no path.
 */
export function parsePath(path: unknown): string[] | undefined {
  if (typeof path !== 'string' || !/^[^.[\]]+(?:\.[^.[\]]+|\[\d+\])*$/.test(path)) return undefined;
  return path.match(/[^.[\]]+/g) ?? undefined;
}

/**
 * Follows a path through plain data. Only own, enumerable members count, so no path reaches a
 * prototype, a list's `length` or a character of a text.
 *
 * @throws ZfappsError `unknown_key`, saying what is there instead
 */
export function readPath(roots: Readonly<Record<string, unknown>>, path: unknown): unknown {
  const parts = partsOf(roots, path);
  let value: unknown = roots;
  for (const [depth, part] of parts.entries()) {
    const member = ownMember(value, part);
    if (member === undefined) throw nothingAt(path, parts.slice(0, depth), part, value);
    value = member;
  }
  return value;
}

/**
 * The parts of what a widget gave as a path.
 *
 * @throws ZfappsError `unknown_key` where it is none
 */
export function partsOf(roots: Readonly<Record<string, unknown>>, path: unknown): string[] {
  if (typeof path !== 'string') {
    throw unknownKey(`The key is ${describeValue(path)}; expected text such as ${example(roots)}.`);
  }
  const parts = parsePath(path);
  if (parts !== undefined) return parts;
  throw unknownKey(`${describeValue(path)} is no path; expected text such as ${example(roots)}.`);
}

/** SECURITY: without this guard `__proto__` and `constructor` are members of every object. */
export function ownMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Object.prototype.propertyIsEnumerable.call(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** The error of a path to nothing: what is there instead. */
export function nothingAt(
  path: unknown,
  parents: readonly string[],
  part: string,
  holder: unknown,
): ZfappsError {
  return unknownKey(`The page has nothing at ${describeValue(path)}: ${reason(parents, part, holder)}`);
}

function reason(parents: readonly string[], part: string, holder: unknown): string {
  const name = describeValue(part);
  if (parents.length === 0) return `it has no ${name}${hint(part, Object.keys(holder as object))}`;
  const parent = describeValue(parents.join('.'));
  if (Array.isArray(holder)) {
    const entries = holder.length === 1 ? 'one entry' : `${holder.length} entries`;
    return `${parent} is a list of ${entries}, counted from 0, and has no ${name}.`;
  }
  if (typeof holder !== 'object' || holder === null) {
    return `${parent} is ${holder === null ? 'null' : `a ${typeof holder}`} and has no members.`;
  }
  return `${parent} has no ${name}${hint(part, Object.keys(holder))}`;
}

/** The nearest name, else the first of what is there. */
function hint(given: string, known: readonly string[]): string {
  const dotted = known.find((name) => name.startsWith(`${given}.`));
  if (dotted !== undefined) {
    return `; no path reaches ${describeValue(dotted)}, because its name holds a dot.`;
  }
  const near = didYouMean(given, known);
  if (near !== '') return near;
  const shown = known.slice(0, MOST_NAMES).join(', ');
  return `; it has ${shown === '' ? 'no members' : shown}${known.length > MOST_NAMES ? ' …' : ''}.`;
}

const MOST_NAMES = 12;

function example(roots: Readonly<Record<string, unknown>>): string {
  return Object.keys(roots)
    .slice(0, MOST_NAMES)
    .map((name) => `"${name}"`)
    .join(', ');
}

function unknownKey(message: string): ZfappsError {
  return new ZfappsError('unknown_key', message);
}
