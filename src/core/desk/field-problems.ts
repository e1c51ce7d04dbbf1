import { DeskError } from './desk-error.js';
import type { DeskFieldError } from './desk-error.js';

export function missing(fieldName: string, errorMessage: string): DeskFieldError {
  return { fieldName, errorType: 'missing', errorMessage };
}

export function invalid(fieldName: string, errorMessage: string): DeskFieldError {
  return { fieldName, errorType: 'invalid', errorMessage };
}

export function duplicate(fieldName: string, errorMessage: string): DeskFieldError {
  return { fieldName, errorType: 'duplicate', errorMessage };
}

/**
 * Says everything that is wrong with a request in one answer.
 *
 * @throws DeskError INVALID_DATA where there is any problem
 */
export function throwProblems(found: readonly (DeskFieldError | undefined)[]): void {
  const errors = found.filter((one) => one !== undefined);
  if (errors.length === 0) return;
  throw new DeskError('INVALID_DATA', errors.map(({ errorMessage }) => errorMessage).join(' '), { errors });
}
