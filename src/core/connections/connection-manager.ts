import { describeValue, ZfappsError } from '../protocol/index.js';
import { connectionInfo } from './connection-info.js';
import { maskSecrets, secretForms } from './mask-secrets.js';
import { NO_ACCOUNT } from './stored-account.js';
import { newSignIn } from './oauth-client.js';
import { createSignIns } from './sign-ins.js';
import { TokenFailure } from './token-failure.js';
import type { ConnectionOff } from '../project/index.js';
import type { ConnectionInfo, ForcedState } from '../protocol/index.js';
import type { StateStore } from '../store/index.js';
import type { Connection } from './connection.js';
import type { KnownConnection } from './create-connections.js';
import type { ForcedStates } from './forced-states.js';
import type { Tokens } from './oauth-client.js';

/** Connects, disconnects and shows connections, for the people who use them. */
export interface ConnectionManager {
  /**
   * Every connection that is configured, declared by the manifest, or was used.
   *
   * @param redirectUri where this server takes the provider's redirect
   */
  list(user: string | undefined, redirectUri?: string): Promise<ConnectionInfo[]>;
  /**
   * Connects: begins a sign-in, and gives the address of the provider's page; or asks for a token at once.
   *
   * @throws ZfappsError `invalid_options` where there is nothing to connect, or as a call would
   */
  connect(linkName: string, user: string | undefined, redirectUri: string): Promise<{ url?: string }>;
  /**
   * Finishes a sign-in with what the provider's redirect carries.
   *
   * @returns the link name of what is connected now
   * @throws ZfappsError `sign_in_failed`
   */
  finish(callback: URLSearchParams): Promise<string>;
  /** Connects by a code that a person copied from the provider. Throws as `finish` does. */
  useCode(linkName: string, user: string | undefined, code: string): Promise<void>;
  /**
   * Forgets the tokens, and before that has the provider withdraw them where that is asked for.
   *
   * @returns whether there were any
   */
  disconnect(linkName: string, user: string | undefined, revoke: boolean): Promise<boolean>;
  /** Forces a state, or with undefined none. */
  force(linkName: string, state: ForcedState | undefined): void;
  /** Tells a listener of every change from now on, until what it returns is called. */
  onChange(listener: () => void): () => void;
}

/** What a manager works on. */
export interface ConnectionManagerOptions {
  known: ReadonlyMap<string, KnownConnection | ConnectionOff>;
  declared: ReadonlyMap<string, readonly string[]> | undefined;
  forced: ForcedStates;
  store: StateStore;
  /** Whether stand-ins take the place of connections that need a provider. */
  standsIn: boolean;
  usedStandIns(): string[];
  /** What stands in for a link name, where that is so. */
  standInOf(linkName: string): Connection | undefined;
  changed(): void;
}

export function createConnectionManager(
  options: ConnectionManagerOptions,
): Omit<ConnectionManager, 'onChange'> {
  const { known, declared, forced, changed } = options;
  const signIns = createSignIns(options.store);

  function namesOf(): Set<string> {
    return new Set([...known.keys(), ...(declared?.keys() ?? []), ...options.usedStandIns()]);
  }

  function oauthOf(linkName: string): NonNullable<KnownConnection['oauth']> {
    const found = known.get(linkName);
    const name = describeValue(linkName);
    const refuse = (reason: string) => new ZfappsError('invalid_options', reason);
    if (found === undefined) {
      const others = [...known.keys()].join(', ') || 'none';
      throw refuse(`No connection has the link name ${name}. Configured are: ${others}.`);
    }
    if ('off' in found) throw refuse(`The connection ${name} is off. ${found.off}`);
    if (found.oauth === undefined)
      throw refuse(
        `The connection ${name} needs no connecting: its credential comes from the configuration.`,
      );
    if (options.standsIn)
      throw refuse(
        `Offline, a stand-in takes the place of the connection ${name}, and nothing leaves. Start with --mode live to connect it.`,
      );
    return found.oauth;
  }

  /** Gets tokens, alone; what fails is told without the secrets that took part. */
  async function signIn(
    linkName: string,
    user: string | undefined,
    secrets: readonly string[],
    work: () => Promise<Tokens>,
  ): Promise<void> {
    const { account, definition } = oauthOf(linkName);
    // SECURITY: a provider knows what it gave before, and may repeat it.
    await account.checkUser(user);
    // One that cannot be read is about to be replaced.
    const { tokens } = await account.read(user).catch(() => NO_ACCOUNT);
    const known = [definition.clientSecret, tokens?.accessToken, tokens?.refreshToken];
    const all = [...secrets, ...known.map((one) => one ?? '')].flatMap(secretForms);
    try {
      await account.signIn(user, async () => {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof TokenFailure)) throw error;
          const hint = error.kind === 'grant_refused' ? ` ${CODE_REFUSED}` : '';
          throw new TokenFailure(error.kind, maskSecrets(error.message, all) + hint);
        }
      });
    } catch (error) {
      if (!(error instanceof TokenFailure)) throw error;
      throw failed(`The sign-in to the connection ${describeValue(linkName)} failed. ${error.message}`);
    }
  }

  return {
    async list(user, redirectUri) {
      return Promise.all(
        [...namesOf()].map((linkName) =>
          connectionInfo(linkName, known.get(linkName), {
            user,
            redirectUri,
            declared,
            forced: forced.get(linkName),
            standIn: options.standsIn ? options.standInOf(linkName) : undefined,
          }),
        ),
      );
    },

    async connect(linkName, user, redirectUri) {
      const { client, account, definition } = oauthOf(linkName);
      if (!('authorizeUrl' in definition)) {
        await account.request(user);
        return {};
      }
      await account.checkUser(user);
      const check = newSignIn(definition.redirectUri ?? redirectUri);
      await signIns.begin({ linkName, ...(user === undefined ? {} : { user }), ...check });
      return { url: await client.authorizeUrl(check) };
    },

    async finish(callback) {
      const state = callback.get('state');
      if (state === null)
        throw failed('The address has no state, so it answers no sign-in that was begun here.');
      const begun = await signIns.find(state);
      if (begun === undefined) throw failed(UNKNOWN);
      const { linkName, user, verifier } = begun;
      await signIn(linkName, user, [callback.get('code') ?? '', verifier], async () => {
        // Again, now that nobody else is at it: a state is for one use.
        const check = await signIns.find(state);
        if (check === undefined) throw failed(UNKNOWN);
        await signIns.end(state);
        return oauthOf(linkName).client.finishSignIn(callback, check);
      });
      return linkName;
    },

    async useCode(linkName, user, code) {
      await signIn(linkName, user, [code], () => oauthOf(linkName).client.useCode(code));
    },

    async disconnect(linkName, user, revoke) {
      const { account, client, definition } = oauthOf(linkName);
      if (revoke && definition.revokeUrl === undefined)
        throw new ZfappsError(
          'invalid_options',
          `The connection ${describeValue(linkName)} has no revokeUrl, so nothing can be revoked from here. Disconnect it, and withdraw its access at the provider.`,
        );
      return account.forget(user, async ({ refreshToken, accessToken }) => {
        const token = refreshToken ?? accessToken;
        if (revoke) await client.revoke(token, [accessToken]).catch(throwUnrevoked);
      });
    },

    force(linkName, state) {
      const names = namesOf();
      if (!options.standsIn && !names.has(linkName))
        throw new ZfappsError(
          'invalid_options',
          `No connection has the link name ${describeValue(linkName)}. There are: ${[...names].join(', ') || 'none'}.`,
        );
      if (state === undefined) forced.delete(linkName);
      else forced.set(linkName, state);
      changed();
    },
  };
}

/** What providers say of codes is seldom more than "invalid". */
const CODE_REFUSED =
  'A code works once, for some minutes, and for the client and data centre that it was made for. Try again with a new one.';

const UNKNOWN =
  'This sign-in is not known: it was finished already, took longer than ten minutes, or was begun elsewhere. Click Connect again.';

function failed(message: string): ZfappsError {
  return new ZfappsError('sign_in_failed', message);
}

function throwUnrevoked(error: unknown): never {
  if (!(error instanceof TokenFailure)) throw error;
  throw new ZfappsError(
    'connection_failed',
    `The tokens were not revoked, and are kept. ${error.message} Disconnecting without revoking forgets them here only.`,
  );
}
