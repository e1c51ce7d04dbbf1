import type { DeskData } from './desk-data.js';
import { DeskRefusal } from './desk-refusal.js';

/** One call of an API, taken apart. */
export interface DeskCall {
  /** The ids of the path, in order: `/tickets/:id/comments/:id` has two. */
  ids: readonly string[];
  query: URLSearchParams;
  /** The body's text. */
  body: string;
}

/** What is answered: JSON, or nothing. */
export interface DeskAnswer {
  status: 200 | 204;
  body?: object;
}

/** What a method of a route does. It throws a {@link DeskRefusal} where Desk answers with an error. */
export type Operation = (call: DeskCall, data: DeskData) => DeskAnswer;

/** A path below `/api/v1`, in which `:id` stands for digits, and what its methods do. */
export interface DeskRoute {
  path: string;
  GET?: Operation;
  POST?: Operation;
  PATCH?: Operation;
  DELETE?: Operation;
}

/** One object. */
export const one = (body: object): DeskAnswer => ({ status: 200, body });

/** A list. An empty one is answered with 204 and no body, as the document of the list APIs has it. */
export const list = (data: readonly object[]): DeskAnswer =>
  data.length === 0 ? { status: 204 } : { status: 200, body: { data } };

/** The object with the id, or 404. */
export function found<Kept extends { id: string }>(
  kept: readonly Kept[],
  id: string | undefined,
  what: string,
): Kept {
  const object = kept.find((candidate) => candidate.id === id);
  if (object === undefined)
    throw new DeskRefusal('URL_NOT_FOUND', `The sample organisation has no ${what} with the id ${id}.`);
  return object;
}

/** The JSON object that the body holds. */
export function bodyOf({ body }: DeskCall): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Not the engine's own words: they quote the body, and with its quotation marks as they are.
    throw new DeskRefusal('INVALID_DATA', "The body is not JSON. Desk's APIs take a JSON object.");
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DeskRefusal(
      'INVALID_DATA',
      "The body is JSON, but not an object. Desk's APIs take a JSON object.",
    );
  return value as Record<string, unknown>;
}
