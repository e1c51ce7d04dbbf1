import { ZfappsError } from '../protocol/index.js';
import { withLease } from '../store/index.js';
import { connectionLost, notConnected, renewHint } from './connection-errors.js';
import { maskSecrets, secretForms } from './mask-secrets.js';
import {
  ACCOUNTS_AREA,
  accountKey,
  clientMark,
  NO_ACCOUNT,
  readAccount,
  removeOtherAccounts,
} from './stored-account.js';
import { TokenFailure } from './token-failure.js';
import {
  counted,
  expiry,
  failureOf,
  isFresh,
  isOver,
  limitReached,
  mayRetry,
  overAtOnce,
  withTokens,
} from './token-rules.js';
import type { OAuth2Connection } from '../project/index.js';
import type { StateStore } from '../store/index.js';
import type { OAuthClient, Tokens } from './oauth-client.js';
import type { StoredAccount, StoredTokens } from './stored-account.js';

/** What a {@link TokenAccount} is made of. */
export interface TokenAccountOptions {
  linkName: string;
  definition: OAuth2Connection<string>;
  client: OAuthClient;
  store: StateStore;
  /** Told after anything of the account has changed. */
  onChange(): void;
}

/**
 * The tokens of one connection: for everyone, or for each user.
 *
 * Requirements
 * 1. A token is renewed before it ends, and after an upstream has refused it.
 * 2. However many calls wait, here or in other processes on the same store, one token request serves them
 *    all: whoever has waited looks at the store before asking again, also where that request failed.
 * 3. A rotated refresh token is kept, whoever got it.
 * 4. More than the provider's limit is not asked for.
 */
export interface TokenAccount {
  /** Tokens that are good for now. Throws a ZfappsError `connection_…`. */
  tokens(user: string | undefined): Promise<StoredTokens>;
  /**
   * Gets others than those that an upstream refused, where there is a way. Throws as `tokens` does.
   *
   * @returns why it came to nothing for now, in a sentence
   */
  renew(user: string | undefined, refused: string): Promise<string | undefined>;
  /** Asks for tokens at once, also after a failure. Throws as `tokens` does. */
  request(user: string | undefined): Promise<void>;
  /** Carries out the end of a sign-in, alone, and keeps what comes of it. Throws what the work throws. */
  signIn(user: string | undefined, work: () => Promise<Tokens>): Promise<void>;
  /**
   * Forgets the tokens.
   *
   * @param before what is to be done with them first, alone; where it fails they are kept
   * @returns whether there were any
   */
  forget(user: string | undefined, before?: (tokens: StoredTokens) => Promise<void>): Promise<boolean>;
  /** Throws a ZfappsError where an account belongs to a user, and there is none. */
  checkUser(user: string | undefined): Promise<void>;
  /** What is kept. */
  read(user: string | undefined): Promise<StoredAccount>;
}

/** How long a token that was refused and then given again is not tried to be renewed. */
const GIVEN_AGAIN_MS = 300_000;

export function createTokenAccount(options: TokenAccountOptions): TokenAccount {
  const { linkName, definition, client, store, onChange } = options;
  const { tokenUrl, clientId, clientSecret, grant } = definition;
  const given = 'refreshToken' in definition ? definition.refreshToken : undefined;
  const mark = clientMark([tokenUrl, clientId, grant ?? 'authorization_code', given]);
  const underWay = new Map<string, Promise<StoredAccount>>();
  /** The token that the provider gave again though it was refused, by account. */
  const givenAgain = new Map<string, { token: string; at: number }>();

  async function keyOf(user: string | undefined): Promise<string> {
    if (definition.level !== 'user') return accountKey(linkName, undefined, await mark);
    if (user !== undefined) return accountKey(linkName, user, await mark);
    throw new ZfappsError(
      'connection_not_connected',
      `The connection "${linkName}" has an account for each user, and this call names none. Nothing was sent.`,
    );
  }

  const read = (key: string) => readAccount(store, key);

  /** For those who replace it: one whose file is damaged is no hindrance. */
  const readForNew = (key: string) => read(key).catch(() => NO_ACCOUNT);

  async function write(key: string, account: StoredAccount): Promise<StoredAccount> {
    await store.set(ACCOUNTS_AREA, key, account);
    onChange();
    return account;
  }

  function alone<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
    return withLease(store, ACCOUNTS_AREA, key, work);
  }

  /** Calls of this process share one renewal; the lease keeps other processes out of it. */
  function renewed(key: string, why: Renewal): Promise<StoredAccount> {
    const shared = underWay.get(key);
    if (shared !== undefined) return shared;
    const own = alone(key, () => renewAlone(key, why)).finally(() => underWay.delete(key));
    underWay.set(key, own);
    return own;
  }

  async function renewAlone(key: string, why: Renewal): Promise<StoredAccount> {
    const account = await read(key);
    const { tokens, failure } = account;
    if (!why.asked) {
      // Somebody else was quicker, with success or without.
      if (tokens !== undefined && isFresh(tokens) && tokens.accessToken !== why.refused) return account;
      if (failure !== undefined && !mayRetry(failure)) return account;
    }
    const presented = tokens?.refreshToken ?? given;
    if (presented === undefined && grant !== 'client_credentials') {
      const isEnd = tokens !== undefined && isOver(tokens);
      return isEnd ? write(key, { ...account, failure: expiry(new URL(tokenUrl).host) }) : account;
    }
    const limit = limitReached(account, definition);
    if (limit !== undefined) return write(key, { ...account, failure: limit });
    // Counted before it is sent: a process that is killed meanwhile has sent it all the same.
    const asking = await write(key, counted(account, definition));
    try {
      const got = await (presented === undefined
        ? client.clientCredentials().then(withAskedScopes)
        : client.refresh(presented));
      if (got.accessToken === why.refused) givenAgain.set(key, { token: why.refused, at: Date.now() });
      return await write(key, withTokens(asking, got, presented));
    } catch (error) {
      if (!(error instanceof TokenFailure)) throw error;
      if (error.kind === 'grant_refused') {
        // It may have been rotated without this lease: where the lease ran out, or by another version.
        const newer = (await read(key)).tokens?.refreshToken;
        if (newer !== undefined && newer !== presented) return renewAlone(key, why);
      }
      const secrets = [presented, clientSecret, tokens?.accessToken].filter((one) => one !== undefined);
      const message = maskSecrets(error.message, secrets.flatMap(secretForms));
      return write(key, { ...asking, failure: failureOf(error, message) });
    }
  }

  /** RFC 6749, section 5.1: an answer that names no scope grants those that were asked for. */
  function withAskedScopes(got: Tokens): Tokens {
    return definition.scopes === undefined ? got : { scopes: definition.scopes, ...got };
  }

  /** Whether the provider was asked for another token than this one a short while ago, and had none. */
  function hasNoOther(key: string, refused: string): boolean {
    const { token, at = 0 } = givenAgain.get(key) ?? {};
    return token === refused && Date.now() - at < GIVEN_AGAIN_MS;
  }

  function lost(account: StoredAccount, sent = 'Nothing was sent.'): ZfappsError {
    const { tokens, signInFailed, failure = tokens && overAtOnce(new URL(tokenUrl).host) } = account;
    if (failure === undefined) return notConnected(linkName, signInFailed);
    return connectionLost(failure, linkName, { sent, hint: renewHint(linkName, definition) });
  }

  return {
    async tokens(user) {
      const key = await keyOf(user);
      const found = await read(key);
      const needsNone = found.tokens !== undefined && isFresh(found.tokens);
      const account = needsNone ? found : await renewed(key, {});
      const { tokens, failure } = account;
      // One that could not be renewed for now is good until its end.
      const isGood = failure === undefined || failure.state === 'error';
      if (tokens !== undefined && !isOver(tokens) && isGood) return tokens;
      throw lost(account);
    },
    async renew(user, refused) {
      const key = await keyOf(user);
      // SECURITY: otherwise every call that lacks a scope would cost token requests, up to the provider's limit.
      if (hasNoOther(key, refused)) return undefined;
      let account = await renewed(key, { refused });
      // One that was under way may have begun before the refusal.
      if (account.tokens?.accessToken === refused && !hasNoOther(key, refused))
        account = await renewed(key, { refused });
      if (account.failure !== undefined && account.failure.state !== 'error')
        throw lost(account, 'The upstream had answered 401.');
      return account.failure?.message;
    },
    async request(user) {
      const account = await renewed(await keyOf(user), { asked: true });
      if (account.failure !== undefined || account.tokens === undefined) throw lost(account);
    },
    async signIn(user, work) {
      const key = await keyOf(user);
      await alone(key, async () => {
        const account = await readForNew(key);
        const asking = counted(account, definition);
        try {
          await write(key, withTokens(asking, withAskedScopes(await work())));
        } catch (error) {
          // What it was connected to before goes on.
          if (error instanceof TokenFailure)
            await write(key, {
              ...(error.kind === 'denied' ? account : asking),
              signInFailed: error.message,
            });
          throw error;
        }
      });
    },
    async forget(user, before) {
      const key = await keyOf(user);
      return alone(key, async () => {
        const { requests, tokens } = await readForNew(key);
        if (tokens !== undefined) await before?.(tokens);
        // What was asked for stays known: the provider counts on.
        await write(key, { requests });
        // A damaged file among them stays; its connection says so.
        await removeOtherAccounts(store, key).catch(() => {});
        return tokens !== undefined;
      });
    },
    checkUser: async (user) => void (await keyOf(user)),
    read: async (user) => read(await keyOf(user)),
  };
}

/** Why tokens are renewed: their end, an upstream that refused one, or a person who asked for it. */
interface Renewal {
  refused?: string;
  asked?: boolean;
}
