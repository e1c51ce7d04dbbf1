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
  /** Which client, at which provider, the tokens belong to: see {@link clientMark}. */
  client: z.string(),
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

/** The key of an account: a user has one of his own where the level is `user`. */
export function accountKey(linkName: string, user: string | undefined): string {
  return JSON.stringify(user === undefined ? [linkName] : [linkName, user]);
}

/** Reads an account. One that belongs to another client, or that this version cannot read, is a new one. */
export async function readAccount(store: StateStore, key: string, client: string): Promise<StoredAccount> {
  const read = account.safeParse(await store.get(ACCOUNTS_AREA, key));
  return read.success && read.data.client === client ? read.data : { client, requests: [] };
}

/** A mark of the client that tokens belong to: its parts are not told from it. */
export async function clientMark(parts: readonly unknown[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
