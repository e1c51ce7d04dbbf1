/** What all OAuth 2 connections have, whatever leads to the first token. */
export interface OAuth2Common<Text> {
  type: 'oauth2';
  /** The client's identifier, as the provider gave it. May be secret. */
  clientId: Text;
  /** Secret. Leave it out for a public client. */
  clientSecret?: Text | undefined;
  /**
   * How the client proves itself at the token endpoint (RFC 6749, section 2.3.1): by HTTP Basic or in the
   * body. Default `client_secret_basic`, and `none` without a secret.
   */
  clientAuthentication?: 'client_secret_basic' | 'client_secret_post' | 'none' | undefined;
  /** Where tokens are asked for: https, or http on this machine. */
  tokenUrl: string;
  /** Where tokens are renewed. Default `tokenUrl`. */
  refreshUrl?: string | undefined;
  /** Where tokens are revoked (RFC 7009). Default: nowhere. */
  revokeUrl?: string | undefined;
  /** What is asked for. Default none. */
  scopes?: string[] | undefined;
  /** What stands between scopes. Default a space (RFC 6749, section 3.3). */
  scopeDelimiter?: ' ' | ',' | '+' | undefined;
  /** Parameters that are added to those of the protocol, for each URL. Default none. */
  params?:
    | {
        authorize?: Record<string, string> | undefined;
        token?: Record<string, string> | undefined;
        refresh?: Record<string, string> | undefined;
        revoke?: Record<string, string> | undefined;
      }
    | undefined;
  /** Where the token travels. Default the header `Authorization: Bearer <token>`. */
  placement?: TokenPlacement | undefined;
  /**
   * Where a token answer has its members, for answers that are not RFC 6749's: a name, or a path such as
   * `data.access_token`. Default the standard names.
   */
  fields?: TokenFields | undefined;
  /**
   * How many token requests the provider takes for one account, and in which time, in seconds. More are not
   * sent. Default: no limit.
   */
  rateLimit?: { requests: number; seconds: number } | undefined;
  /** `org`: one account serves everyone. `user`: each user signs in for himself. Default `org`. */
  level?: 'org' | 'user' | undefined;
  /** The only hosts that the token is sent to: exact names, or `*.x` for subdomains. */
  hosts: string[];
}

/** A person signs in at the provider (RFC 6749, section 4.1). */
export interface AuthorizationCodeConnection<Text> extends OAuth2Common<Text> {
  /** Default `authorization_code`. */
  grant?: 'authorization_code' | undefined;
  /** The provider's page where a person signs in. */
  authorizeUrl: string;
  /** What the provider calls itself in `iss` (RFC 9207). Default the origin of `authorizeUrl`. */
  issuer?: string | undefined;
  /** Whether the code is bound to this client by PKCE (RFC 7636, S256). Default true. */
  pkce?: boolean | undefined;
  /**
   * The redirect URI that is registered at the provider, on this machine. Default
   * `/__zfapps/connections/callback` on the origin of the host page.
   */
  redirectUri?: string | undefined;
}

/** The client acts for itself, and no person signs in (RFC 6749, section 4.4). */
export interface ClientCredentialsConnection<Text> extends OAuth2Common<Text> {
  grant: 'client_credentials';
}

/** Somebody got a refresh token elsewhere. */
export interface RefreshTokenConnection<Text> extends OAuth2Common<Text> {
  grant: 'refresh_token';
  /** Secret. A provider that rotates it has its newer ones kept. */
  refreshToken: Text;
}

/** OAuth 2: the token is asked for, kept in the user's state folder, and renewed. */
export type OAuth2Connection<Text> =
  | AuthorizationCodeConnection<Text>
  | ClientCredentialsConnection<Text>
  | RefreshTokenConnection<Text>;

/** Where a token travels. */
export type TokenPlacement =
  /** `name` is `Authorization` by default, `scheme` is `Bearer`; with an empty scheme the token stands alone. */
  { in: 'header'; name?: string | undefined; scheme?: string | undefined } | { in: 'query'; name: string };

/** Where a token answer has its members, each a name or a path with dots. */
export interface TokenFields {
  /** Default `access_token`. */
  accessToken?: string | undefined;
  /** Default `refresh_token`. */
  refreshToken?: string | undefined;
  /** Seconds, as a number or text. Default `expires_in`. */
  expiresIn?: string | undefined;
  /** Default `scope`. */
  scope?: string | undefined;
  /** Present where the answer is a failure, whatever its status. Default `error`. */
  error?: string | undefined;
}
