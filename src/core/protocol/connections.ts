import type { BridgeAnswer } from './bridge.js';

/**
 * How a connection stands.
 * - `not_configured`: nobody defined it, or its secret is missing
 * - `not_connected`: defined, and nobody has signed in yet
 * - `connected`: it has a credential
 * - `expired`: its token ran out and cannot be renewed
 * - `revoked`: the provider refuses to renew it
 * - `error`: the last token request failed; the next call tries again
 */
export type ConnectionState =
  | 'not_configured'
  | 'not_connected'
  | 'connected'
  | 'expired'
  | 'revoked'
  | 'error';

/**
 * What a connection can be made to do, so that a widget's ways through errors can be tried.
 * - `not_connected`, `expired`, `revoked`, `error`: every call rejects as in that state
 * - `unauthorized_once`: the next call is answered 401 once, as a token that was withdrawn is
 * - `slow`: every call waits five seconds for its credential, as for a slow token endpoint
 */
export const FORCED_STATES = [
  'not_connected',
  'expired',
  'revoked',
  'error',
  'unauthorized_once',
  'slow',
] as const;

/** One of {@link FORCED_STATES}. */
export type ForcedState = (typeof FORCED_STATES)[number];

/** A connection as the host page shows it. It never holds a credential. */
export interface ConnectionInfo {
  linkName: string;
  /** Absent where nothing defines it, but the manifest or a call names it. */
  type?: 'bearer' | 'apiKey' | 'basic' | 'oauth2' | 'custom';
  state: ConnectionState;
  /** Why it is in that state, and what mends it, in sentences. */
  reason?: string;
  /** True where a stand-in answers in its place, as offline. */
  standIn: boolean;
  /** `org`: one account serves everyone. `user`: each user has one. */
  level: 'org' | 'user';
  /** Whose account it is, where the level is `user`. */
  user?: string;
  /** Where its credential may go. */
  hosts: readonly string[];
  /** What it was granted, or asks for. */
  scopes: readonly string[];
  /** What the manifest declares and the connection lacks. */
  missingScopes: readonly string[];
  /** Whether the manifest declares it. */
  declared: boolean;
  /**
   * What it takes to connect: `sign_in` opens the provider's page, `request` asks the token endpoint at once
   * (and a call does so by itself). Absent where there is nothing to do.
   */
  connects?: 'sign_in' | 'request';
  /** Whether the provider has a route to revoke tokens. */
  revocable: boolean;
  /** The redirect URI to register at the provider, where it connects by `sign_in`. */
  redirectUri?: string;
  /** When the present token ends, in milliseconds since the epoch. It is renewed before. */
  expiresAt?: number;
  forced?: ForcedState;
}

/** The answer of GET {@link ROUTES.connections}. */
export interface ConnectionsAnswer {
  connections: readonly ConnectionInfo[];
}

/** What the host page has done with a connection: the body of POST {@link ROUTES.connections}. */
export type ConnectionCommand =
  /** Connects: the answer has the address of the provider's page, where there is one. */
  | { type: 'connect'; linkName: string }
  /** Forgets the tokens; `revoke` has the provider withdraw them first. */
  | { type: 'disconnect'; linkName: string; revoke?: boolean }
  /** Forces a state, or with null none. */
  | { type: 'force'; linkName: string; state: ForcedState | null };

/** What comes of a {@link ConnectionCommand}. */
export type ConnectionCommandAnswer = BridgeAnswer<{
  /** The provider's page to open. */
  url?: string;
  /** What else there is to say, such as that a token was not revoked at the provider. */
  note?: string;
}>;
