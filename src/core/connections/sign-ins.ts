import { z } from 'zod';
import type { StateStore } from '../store/index.js';
import type { SignInCheck } from './oauth-client.js';

const signIn = z.object({
  linkName: z.string(),
  user: z.string().optional(),
  verifier: z.string(),
  redirectUri: z.string(),
  startedAt: z.number(),
});

/** A sign-in that was begun, and is to be finished once. */
export type SignIn = z.output<typeof signIn> & SignInCheck;

/** Keeps sign-ins between the click on Connect and the provider's redirect, by their `state`. */
export interface SignIns {
  begin(started: Omit<SignIn, 'startedAt'>): Promise<void>;
  /** Looks one up; undefined where there is none, or it has taken too long. */
  find(state: string): Promise<SignIn | undefined>;
  /** Ends one, so that nobody can use its `state` again. */
  end(state: string): Promise<void>;
}

const AREA = 'sign-ins';

/** How long a person has at the provider's page, in milliseconds. */
export const SIGN_IN_MS = 600_000;

/** Makes the keeper; in a store, so that the redirect may reach another process, or the same one restarted. */
export function createSignIns(store: StateStore): SignIns {
  async function find(state: string): Promise<SignIn | undefined> {
    const read = signIn.safeParse(await store.get(AREA, state));
    if (!read.success || Date.now() - read.data.startedAt > SIGN_IN_MS) return undefined;
    return { ...read.data, state };
  }

  async function removeOver(): Promise<void> {
    for (const former of await store.list(AREA))
      if ((await find(former)) === undefined) await store.delete(AREA, former);
  }

  return {
    async begin({ state, ...started }) {
      // What cannot be read is in the way of no other.
      await removeOver().catch(() => {});
      await store.set(AREA, state, { ...started, startedAt: Date.now() });
    },
    find,
    end: (state) => store.delete(AREA, state),
  };
}
