import type { DeskData } from './desk-data.js';
import { invalidData, pointer } from './desk-refusal.js';
import type { FieldError } from './desk-refusal.js';

/** What came of reading a member: its value as it is kept, or what is wrong. */
export type Read<Value> = { value: Value } | { errors: readonly FieldError[] };

/**
 * Reads one member of a body.
 *
 * @param at its JSON pointer
 */
export type Member<Value> = (given: unknown, at: string, data: DeskData) => Read<Value>;

/** The members of a record that a client may write, and how each is read. */
export type Members<Kept> = { readonly [Name in keyof Kept]?: Member<Kept[Name]> };

/**
 * Reads a body's members. What is wrong with all of them is one refusal. A member that is not listed is refused,
 * too: were it ignored, a misspelt name would look as if it had been kept.
 *
 * @param what for messages: `ticket`
 * @param within the pointer of the object that the members are in, where that is not the body
 * @param required members that have to have a value; at an update, only where they are given
 */
export function readMembers<Kept>(
  body: Readonly<Record<string, unknown>>,
  members: Members<Kept>,
  data: DeskData,
  {
    what,
    required,
    update,
    within = '',
  }: { what: string; required: readonly (keyof Kept & string)[]; update: boolean; within?: string },
): Partial<Kept> {
  const errors: FieldError[] = [];
  const values: [string, unknown][] = [];
  for (const name of required) {
    const isThere = Object.hasOwn(body, name);
    if (isThere ? isBlank(body[name]) : !update)
      errors.push({ fieldName: pointer(within, name), errorType: 'missing' });
  }
  for (const [name, given] of Object.entries(body)) {
    const at = pointer(within, name);
    if (errors.some(({ fieldName }) => fieldName === at)) continue;
    if (!Object.hasOwn(members, name)) {
      errors.push(wrong(at, `is not a member of a ${what} that can be written here`));
      continue;
    }
    const read = (members as Record<string, Member<unknown>>)[name]?.(given, at, data);
    if (read === undefined) continue;
    if ('errors' in read) errors.push(...read.errors);
    else values.push([name, read.value]);
  }
  if (errors.length > 0) throw invalidData(what, errors);
  return Object.fromEntries(values) as Partial<Kept>;
}

/** An error of kind `invalid`. */
export function wrong(fieldName: string, errorMessage: string): FieldError {
  return { fieldName, errorType: 'invalid', errorMessage };
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Text that has to be there. */
export const text =
  (most: number): Member<string> =>
  (given, at) =>
    typeof given === 'string' && given.length <= most
      ? { value: given }
      : { errors: [wrong(at, `has to be text of at most ${most} characters`)] };

/** The same, or null. */
export const optional =
  <Value>(member: Member<Value>): Member<Value | null> =>
  (given, at, data) =>
    given === null ? { value: null } : member(given, at, data);

/** One of a few words. */
export const oneOf =
  <Word extends string>(words: readonly Word[]): Member<Word> =>
  (given, at) => {
    const word = words.find((candidate) => candidate === given);
    return word === undefined
      ? { errors: [wrong(at, `has to be one of ${words.join(', ')}`)] }
      : { value: word };
  };

/** The id of something that is there: text, or a number as some clients send it. */
export const idOf =
  (kind: 'contacts' | 'accounts' | 'agents' | 'departments'): Member<string> =>
  (given, at, data) => {
    const id = typeof given === 'number' ? String(given) : given;
    const known = data[kind].find((candidate) => candidate.id === id);
    return known === undefined
      ? { errors: [wrong(at, `has to be the id of one of the ${kind} of the sample organisation`)] }
      : { value: known.id };
  };

/** A time of ISO 8601 with its zone; kept in UTC with milliseconds, as Desk writes times. */
export const time: Member<string> = (given, at) => {
  const parsed =
    typeof given === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/.test(given)
      ? new Date(given)
      : new Date(Number.NaN);
  return Number.isNaN(parsed.getTime())
    ? { errors: [wrong(at, 'has to be a time such as 2026-03-04T09:30:00.000Z')] }
    : { value: parsed.toISOString() };
};

export const flag: Member<boolean> = (given, at) =>
  typeof given === 'boolean' ? { value: given } : { errors: [wrong(at, 'has to be true or false')] };

/** A list that is kept as it came. */
export const anyList: Member<readonly unknown[]> = (given, at) =>
  Array.isArray(given) ? { value: given } : { errors: [wrong(at, 'has to be a list')] };
