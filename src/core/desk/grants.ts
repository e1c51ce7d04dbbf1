import { toHex } from './hmac.js';
import type { ContextInfo, ContextState } from '../protocol/index.js';
import type { StateStore } from '../store/index.js';

/** A text that proves something for a time: a security context, or a token. */
export interface Grant<Data> extends ContextInfo {
  data: Data;
}

/** What {@link Grants.mint} gives: the only time that the text is seen. */
export interface MintedGrant {
  text: string;
  id: string;
  expiresAt: number;
}

/** The grants of one kind and one installation, shared by all servers on the same store. */
export interface Grants<Data> {
  mint(user: string, data: Data, ms: number): Promise<MintedGrant>;
  /** @returns undefined for a text that was never minted here, or whose grant is gone */
  find(text: string): Promise<Grant<Data> | undefined>;
  /** Newest first. */
  list(): Promise<Grant<Data>[]>;
  /** Makes it revoked or expired. @returns false where there is none */
  end(id: string, state: Exclude<ContextState, 'valid'>): Promise<boolean>;
}

/** How long people see a grant whose time is over, in milliseconds. */
const SHOWN_AFTER_MS = 3_600_000;
/** How often those are looked for that nobody needs any more, in milliseconds. */
const LOOK_THROUGH_MS = 600_000;

/**
 * Makes grants that lie in an area of a store.
 *
 * @param shape what a text is made of, around 64 random hex digits
 */
export function createGrants<Data>(
  store: StateStore,
  area: string,
  now: () => number,
  shape: (digits: string) => string = (digits) => digits,
): Grants<Data> {
  interface Kept {
    user: string;
    data: Data;
    createdAt: number;
    expiresAt: number;
    revoked: boolean;
  }

  let lookedThrough = Number.NEGATIVE_INFINITY;

  const read = async (id: string) => (await store.get(area, id)) as Kept | undefined;

  function toGrant(id: string, { user, data, createdAt, expiresAt, revoked }: Kept): Grant<Data> {
    const state = revoked ? 'revoked' : expiresAt <= now() ? 'expired' : 'valid';
    return { id, user, data, state, createdAt, expiresAt };
  }

  async function all(): Promise<Grant<Data>[]> {
    const ids = await store.list(area);
    const kept = await Promise.all(ids.map(async (id) => [id, await read(id)] as const));
    return kept.flatMap(([id, one]) => (one === undefined ? [] : [toGrant(id, one)]));
  }

  /** Not at every mint: there may be thousands. */
  async function forgetOld(at: number): Promise<void> {
    if (at < lookedThrough + LOOK_THROUGH_MS) return;
    lookedThrough = at;
    for (const { id, expiresAt } of await all())
      if (expiresAt + SHOWN_AFTER_MS < at) await store.delete(area, id);
  }

  return {
    async mint(user, data, ms) {
      const at = now();
      await forgetOld(at);
      const text = shape(toHex(crypto.getRandomValues(new Uint8Array(32))));
      const id = await digest(text);
      const kept: Kept = { user, data, createdAt: at, expiresAt: at + ms, revoked: false };
      await store.set(area, id, kept);
      return { text, id, expiresAt: kept.expiresAt };
    },
    async find(text) {
      const id = await digest(text);
      const kept = await read(id);
      return kept === undefined ? undefined : toGrant(id, kept);
    },
    async list() {
      return (await all()).sort((left, right) => right.createdAt - left.createdAt);
    },
    async end(id, state) {
      const kept = await read(id);
      if (kept === undefined) return false;
      const ended = state === 'revoked' ? { revoked: true } : { expiresAt: Math.min(kept.expiresAt, now()) };
      await store.set(area, id, { ...kept, ...ended });
      return true;
    },
  };
}

/** SECURITY: what is kept is a digest: who reads the store, or a copy of it, has no grant. */
async function digest(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}
