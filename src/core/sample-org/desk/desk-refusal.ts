/** What a refusal's codes are answered with. The document of Desk's APIs lists them under "Errors". */
const STATUSES = {
  OAUTH_ORG_MISMATCH: 403,
  URL_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  INVALID_DATA: 422,
  UNPROCESSABLE_ENTITY: 422,
} as const;

/** What is wrong with one member of a body. */
export interface FieldError {
  /** A JSON pointer (RFC 6901), such as `/cf/cf_field1`. */
  fieldName: string;
  errorType: 'invalid' | 'missing' | 'duplicate';
  errorMessage?: string;
}

/** Thrown where Desk's APIs answer with an error. `core/desk` has a richer one, which this folder may not import. */
export class DeskRefusal extends Error {
  override readonly name = 'DeskRefusal';
  readonly errorCode: keyof typeof STATUSES;
  readonly errors: readonly FieldError[];

  constructor(errorCode: keyof typeof STATUSES, message: string, errors: readonly FieldError[] = []) {
    super(message);
    this.errorCode = errorCode;
    this.errors = errors;
  }

  get status(): number {
    return STATUSES[this.errorCode];
  }

  /** The JSON body of the answer: `errors` only where there are some. */
  toBody(): { errorCode: string; message: string; errors?: readonly FieldError[] } {
    const { errorCode, message, errors } = this;
    return { errorCode, message, ...(errors.length === 0 ? {} : { errors }) };
  }
}

/** The refusal for data that holds errors: one answer names all of them. */
export function invalidData(what: string, errors: readonly FieldError[]): DeskRefusal {
  const reasons = errors.map(
    ({ fieldName, errorType, errorMessage }) => `${fieldName} ${errorMessage ?? `is ${errorType}`}`,
  );
  return new DeskRefusal(
    'INVALID_DATA',
    `The data of the ${what} was refused: ${reasons.join('; ')}.`,
    errors,
  );
}

/** A JSON pointer to a member (RFC 6901). */
export function pointer(parent: string, member: string): string {
  return `${parent}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
