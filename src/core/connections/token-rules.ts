import type { OAuth2Connection } from '../project/index.js';
import type { Tokens } from './oauth-client.js';
import type { AccountFailure, StoredAccount, StoredTokens } from './stored-account.js';
import type { TokenFailure } from './token-failure.js';

/** A token is renewed so long before its end: a minute, or a tenth of a short life. */
const MARGIN_MS = 60_000;

/** After a failure that may pass, calls are answered with it for so long, and nothing is asked. */
const PAUSE_MS = 5_000;

/** Whether a token need not be renewed yet. */
export function isFresh({ obtainedAt, expiresAt }: StoredTokens): boolean {
  if (expiresAt === undefined) return true;
  return Date.now() < expiresAt - Math.min(MARGIN_MS, (expiresAt - obtainedAt) / 10);
}

/** Whether a token has run out. */
export function isOver({ expiresAt }: StoredTokens): boolean {
  return expiresAt !== undefined && Date.now() >= expiresAt;
}

/** Whether a call may ask again after a failure. */
export function mayRetry({ state, retryAt = 0 }: AccountFailure): boolean {
  return state === 'error' && Date.now() >= retryAt;
}

/**
 * The account with what the provider gave.
 *
 * @param presented the refresh token that it was got with; it stays where the answer has no newer one
 */
export function withTokens(account: StoredAccount, got: Tokens, presented?: string): StoredAccount {
  const { requests, tokens: former } = account;
  const refreshToken = got.refreshToken ?? presented;
  // RFC 6749, section 6: an answer to a renewal that names no scope means those of before.
  const scopes = got.scopes ?? (presented === undefined ? undefined : former?.scopes);
  return {
    requests,
    tokens: {
      ...got,
      obtainedAt: Date.now(),
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(scopes === undefined ? {} : { scopes }),
    },
  };
}

/** The failure of an account whose token ran out, and that has nothing to renew it with. */
export function expiry(host: string): AccountFailure {
  return {
    state: 'expired',
    message: `Its token ran out, and ${host} gave no refresh token to renew it with.`,
  };
}

/** The failure of an account whose new token had run out when it came. */
export function overAtOnce(host: string): AccountFailure {
  return { state: 'error', message: `${host} gave a token that had already run out.` };
}

/** What a failed token request leaves behind. */
export function failureOf({ kind, retryAt }: TokenFailure, message: string): AccountFailure {
  if (kind === 'grant_refused') return { state: 'revoked', message };
  const pause = { state: 'error', message, retryAt: retryAt ?? Date.now() + PAUSE_MS } as const;
  return kind === 'limited' ? { ...pause, limited: true } : pause;
}

/** The account with one more request on the provider's count, as far as there is a limit. */
export function counted(account: StoredAccount, definition: OAuth2Connection<string>): StoredAccount {
  const { rateLimit } = definition;
  if (rateLimit === undefined) return { ...account, requests: [] };
  return { ...account, requests: [...recent(account, rateLimit), Date.now()].slice(-rateLimit.requests) };
}

/** Why nothing may be asked for now: the provider's limit is reached. */
export function limitReached(
  account: StoredAccount,
  { rateLimit, tokenUrl }: OAuth2Connection<string>,
): AccountFailure | undefined {
  if (rateLimit === undefined) return undefined;
  const requests = recent(account, rateLimit);
  const oldest = requests[0];
  if (oldest === undefined || requests.length < rateLimit.requests) return undefined;
  const retryAt = oldest + rateLimit.seconds * 1_000;
  const message = `${new URL(tokenUrl).host} takes ${rateLimit.requests} token requests in ${rateLimit.seconds} s for one account, and so many were sent. No more is sent before ${timeOfDay(retryAt)}.`;
  return { state: 'error', message, retryAt, limited: true };
}

/** The time of day in messages. */
export function timeOfDay(time: number): string {
  return `${new Date(time).toISOString().slice(11, 19)} UTC`;
}

/** The requests that the provider still counts. */
function recent({ requests }: StoredAccount, { seconds }: { seconds: number }): number[] {
  const since = Date.now() - seconds * 1_000;
  return requests.filter((time) => time > since);
}
