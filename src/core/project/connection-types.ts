import type { ConnectionShape } from './connection-shape.js';
import type { CustomConnection } from './custom-connection.js';
import type { OAuth2Connection } from './oauth2-types.js';

/** A secret as a configuration may write it: as text, or as the name of an environment variable. */
export type Secret = string | { env: string };

/**
 * What may differ from user to user: one for all, or by `user_id` (level `user` in production: each user has
 * credentials of his own). A user who is not listed has none.
 */
export type ByUser<Text> = Text | { users: Record<string, Text> };

/** A token in the `Authorization` header (RFC 6750, section 2.1). */
export interface BearerConnection<Text> {
  type: 'bearer';
  /** The token, without its scheme. Secret. */
  token: ByUser<Text>;
  /** The word before the token, such as `Zoho-oauthtoken`. Default `Bearer`. */
  scheme?: string | undefined;
  /** The only hosts that the credential is sent to: exact names, or `*.x` for subdomains. */
  hosts: string[];
}

/** A key in a header or in the query. */
export interface ApiKeyConnection<Text> {
  type: 'apiKey';
  /** Where the key travels. */
  in: 'header' | 'query';
  /** The name of the header or of the query parameter, such as `X-Api-Key`. */
  name: string;
  /** The key. Secret. */
  value: ByUser<Text>;
  /** The only hosts that the credential is sent to: exact names, or `*.x` for subdomains. */
  hosts: string[];
}

/** A user name and a password (RFC 7617), in UTF-8. */
export interface BasicConnection<Text> {
  type: 'basic';
  /** Without a colon. May be secret. */
  username: ByUser<Text>;
  /** May be empty. Secret. */
  password: ByUser<Text>;
  /** The only hosts that the credential is sent to: exact names, or `*.x` for subdomains. */
  hosts: string[];
}

/** A connection whose credential stands in the configuration itself. */
export type StaticConnection<Text> = BearerConnection<Text> | ApiKeyConnection<Text> | BasicConnection<Text>;

/**
 * A connection: a credential, or the way to one, and the only hosts that it is sent to. A host rule is an
 * exact name or `*.x` (subdomains, not the apex), without a port (the scheme's own; any for loopback) or
 * with one.
 *
 * @example
 * const books: ConnectionDefinition = { type: 'bearer', token: 'secret', scheme: 'Zoho-oauthtoken', hosts: ['www.zohoapis.com'] };
 */
export type ConnectionDefinition = StaticConnection<string> | OAuth2Connection<string> | CustomConnection;

/** What a configuration writes for one connection. A secret that is undefined turns it off. */
export type ConnectionSetting =
  | StaticConnection<Secret | undefined>
  | OAuth2Connection<Secret | undefined>
  | CustomConnection;

/** A connection whose secret is missing. */
export interface ConnectionOff {
  /** Why, and how to turn it on. */
  off: string;
  /** What it would be. */
  shape?: ConnectionShape | undefined;
}

/** A connection, or one whose secret is missing: it exists, and is off for the reason given. */
export type ConfiguredConnection = ConnectionDefinition | ConnectionOff;
