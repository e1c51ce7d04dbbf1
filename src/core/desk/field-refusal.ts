import { DeskError } from './desk-error.js';
import type { DeskFieldError } from './desk-error.js';

/** A 422 for one field of an invoke request. */
export function fieldRefusal(
  field: string,
  message: string,
  errorType: DeskFieldError['errorType'] = 'invalid',
): DeskError {
  const fieldName = `/${escapePointer(field)}`;
  return new DeskError('INVALID_DATA', message, {
    errors: [{ fieldName, errorType, errorMessage: message }],
  });
}

/** Text that a caller wrote, as messages quote it: short, and on one line. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

/** The beginning of a long text. */
export function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** RFC 6901, section 3. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
