import { ERROR_STATUSES } from './error-codes.js';
import type { ZfappsErrorCode } from './error-codes.js';

/** What a call rejects with: a plain object, as widgets expect, never an `Error` instance. */
export interface ZfappsRejection {
  code: ZfappsErrorCode;
  message: string;
}

/** The one error class of this project. It becomes a {@link ZfappsRejection} at every face. */
export class ZfappsError extends Error {
  override readonly name = 'ZfappsError';
  readonly code: ZfappsErrorCode;

  constructor(code: ZfappsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Tells whether a value is a rejection (or an error) of this project.
 *
 * @example
 * ZFAPPS.request(options).catch((error) => {
 *   if (isZfappsError(error) && error.code === 'not_mocked') console.info(error.message);
 * });
 */
export function isZfappsError(value: unknown): value is ZfappsRejection {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as Partial<Record<'code' | 'message', unknown>>;
  return typeof code === 'string' && Object.hasOwn(ERROR_STATUSES, code) && typeof message === 'string';
}

/** Turns whatever was thrown into the plain object that a caller may see. */
export function toRejection(thrown: unknown): ZfappsRejection {
  if (isZfappsError(thrown)) return { code: thrown.code, message: thrown.message };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message: `zfapps-shim failed: ${message}` };
}
