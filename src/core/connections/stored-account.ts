import { z } from 'zod';
import type { StateStore } from '../store/index.js';

const tokens = z.object({
  accessToken: z.string(),
  obtainedAt: z.number(),
  expiresAt: z.number().optional(),
  refreshToken: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  apiDomain: z.string().optional(),
});

const account = z.object({
  tokens: tokens.optional(),
  /** What came of the last token request, where it failed. */
  failure: z
    .object({
      state: z.enum(['expired', 'revoked', 'error']),
      message: z.string(),
      /** No request before then, in milliseconds since the epoch. */
      retryAt: z.number().optional(),
      limited: z.boolean().optional(),
    })
    .optional(),
  /** Why the last sign-in came to nothing. */
  signInFailed: z.string().optional(),
  /** When tokens were asked for, as far as the provider's limit counts it. Milliseconds since the epoch. */
  requests: z.array(z.number()),
});

/** What is kept of one account of a connection: SECURITY: its tokens in plain text, in the server's own store. */
export type StoredAccount = z.output<typeof account>;

/** Why the last token request of a {@link StoredAccount} failed. */
export type AccountFailure = NonNullable<StoredAccount['failure']>;

/** The tokens of a {@link StoredAccount}. */
export type StoredTokens = z.output<typeof tokens>;

/** The area of the store that accounts are in; leases too. */
export const ACCOUNTS_AREA = 'connections';

/**
 * The key of an account: a user has one of his own where the level is `user`, and each client of each provider
 * has others, so that a mistyped identifier takes no tokens away.
 *
 * @param client as {@link clientMark} gives it
 */
export function accountKey(linkName: string, user: string | undefined, client: string): string {
  return JSON.stringify([linkName, user ?? null, client]);
}

/** Reads an account. One that this version cannot read is a new one. */
export async function readAccount(store: StateStore, key: string): Promise<StoredAccount> {
  const read = account.safeParse(await store.get(ACCOUNTS_AREA, key));
  return read.success ? read.data : NO_ACCOUNT;
}

/** An account that nobody has used. */
export const NO_ACCOUNT: StoredAccount = { requests: [] };

/** Removes what other clients have left of the same link name and user. */
export async function removeOtherAccounts(store: StateStore, key: string): Promise<void> {
  const same = (one: string) => JSON.stringify(JSON.parse(one).slice(0, 2));
  for (const other of await store.list(ACCOUNTS_AREA))
    if (other !== key && same(other) === same(key)) await store.delete(ACCOUNTS_AREA, other);
}

/** A mark of the client that tokens belong to: its parts are not told from it. */
export async function clientMark(parts: readonly unknown[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
