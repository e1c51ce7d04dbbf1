import { DeskError } from './desk-error.js';
import { breakOf } from './json-break.js';

/**
 * Reads the JSON object of a request to the extension's data.
 *
 * @throws DeskError INVALID_DATA
 */
export function readObject(body: string | undefined, what: string): Record<string, unknown> {
  const value = readJson(body, what);
  if (isObject(value)) return value;
  throw new DeskError('INVALID_DATA', `The body is no JSON object; expected ${what}.`);
}

/** Reads JSON. @throws DeskError INVALID_DATA */
export function readJson(body: string | undefined, what: string): unknown {
  if (body === undefined || body.trim() === '')
    throw new DeskError('INVALID_DATA', `There is no body; expected ${what} as JSON.`);
  try {
    return JSON.parse(body);
  } catch {
    throw new DeskError('INVALID_DATA', `The body is no JSON${breakOf(body)}. Expected is ${what}.`);
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A parameter of a query, read once.
 *
 * @throws DeskError INVALID_DATA where it stands there twice
 */
export function readParam(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length < 2) return values[0];
  throw new DeskError(
    'INVALID_DATA',
    `The parameter ${name} is there ${values.length} times; send it once.`,
    {
      errors: [{ fieldName: `/${name}`, errorType: 'duplicate' }],
    },
  );
}
