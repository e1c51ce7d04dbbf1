/**
 * Why a token request came to nothing.
 * - `denied`: the provider's redirect says no, or is none of this sign-in; nothing was asked for
 * - `grant_refused`: what was presented (a code, a refresh token) is not or no longer valid
 * - `refused`: the provider does not take the request: wrong client, wrong scope, …
 * - `limited`: the provider takes no more requests for now
 * - `unreachable`: no answer came
 * - `malformed`: the answer is none that OAuth knows
 */
export type TokenFailureKind =
  | 'denied'
  | 'grant_refused'
  | 'refused'
  | 'limited'
  | 'unreachable'
  | 'malformed';

/**
 * A failed token request. Its message is one for people, and holds no secret.
 *
 * SECURITY: it never carries the cause, whose answer may hold tokens: Node prints causes when it crashes.
 */
export class TokenFailure extends Error {
  readonly kind: TokenFailureKind;
  /** No request before then, in milliseconds since the epoch. */
  readonly retryAt: number | undefined;

  constructor(kind: TokenFailureKind, message: string, retryAt?: number) {
    super(message);
    this.name = 'TokenFailure';
    this.kind = kind;
    this.retryAt = retryAt;
  }
}
