import { toRejection } from '../protocol/index.js';

/** The error codes of Desk's APIs that are answered here, each with its HTTP status. */
export const DESK_STATUSES = {
  INVALID_DATA: 422,
  UNPROCESSABLE_ENTITY: 422,
  UNAUTHORIZED: 401,
  INVALID_OAUTH: 401,
  FORBIDDEN: 403,
  SCOPE_MISMATCH: 403,
  OAUTH_ORG_MISMATCH: 403,
  URL_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  THRESHOLD_EXCEEDED: 429,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
} as const satisfies Record<string, number>;

/** A code of {@link DESK_STATUSES}. */
export type DeskErrorCode = keyof typeof DESK_STATUSES;

/** What is wrong with one field of a request. */
export interface DeskFieldError {
  /** A JSON pointer (RFC 6901), such as `/variables/0/name`. */
  fieldName: string;
  errorType: 'invalid' | 'missing' | 'duplicate';
  errorMessage?: string;
}

/** The body of Desk's error answers. */
export interface DeskErrorBody {
  errorCode: DeskErrorCode;
  message: string;
  errors?: readonly DeskFieldError[];
}

/** Options of a {@link DeskError}. */
export interface DeskErrorOptions {
  errors?: readonly DeskFieldError[];
  retryAfter?: number;
  reason?: string;
}

/** A refusal, as Desk's APIs answer it. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly errorCode: DeskErrorCode;
  readonly errors: readonly DeskFieldError[];
  /** For 429: when to try again, in seconds. */
  readonly retryAfter: number | undefined;
  /** What to tell those who run the server, where that is more than the message. */
  readonly reason: string;

  constructor(
    errorCode: DeskErrorCode,
    message: string,
    { errors = [], retryAfter, reason = message }: DeskErrorOptions = {},
  ) {
    super(message);
    this.errorCode = errorCode;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.reason = reason;
  }

  get status(): number {
    return DESK_STATUSES[this.errorCode];
  }

  /** The JSON body of the answer. */
  toBody(): DeskErrorBody {
    const { errorCode, message, errors } = this;
    return { errorCode, message, ...(errors.length === 0 ? {} : { errors }) };
  }
}

/** Turns whatever was thrown into a refusal. */
export function toDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  const { code, message } = toRejection(thrown);
  // The store's: others hold it. SECURITY: its own words name the database, to callers who may have proved nothing.
  return code === 'too_busy'
    ? new DeskError('TOO_MANY_REQUESTS', 'Too much is under way. Nothing was done. Try again.', {
        retryAfter: 1,
        reason: message,
      })
    : new DeskError('INTERNAL_SERVER_ERROR', message);
}
