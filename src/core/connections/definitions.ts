import type { ConnectionSetting, CustomConnection } from '../project/index.js';

/** The options of a helper: its definition without the tag. */
type OptionsOf<Type extends ConnectionSetting['type']> =
  Extract<ConnectionSetting, { type: Type }> extends infer Member
    ? Member extends unknown
      ? Omit<Member, 'type'>
      : never
    : never;

/**
 * A token in the `Authorization` header, `Bearer` or any other scheme (RFC 6750, section 2.1).
 *
 * @example
 * bearer({ token: { env: 'BOOKS_TOKEN' }, scheme: 'Zoho-oauthtoken', hosts: ['www.zohoapis.com'] });
 */
export function bearer<const Options extends OptionsOf<'bearer'>>(
  options: Options,
): Options & { type: 'bearer' } {
  return { ...options, type: 'bearer' };
}

/**
 * An API key in a header or in the query.
 *
 * @example
 * apiKey({ in: 'header', name: 'X-Api-Key', value: { env: 'API_KEY' }, hosts: ['api.example.com'] });
 */
export function apiKey<const Options extends OptionsOf<'apiKey'>>(
  options: Options,
): Options & { type: 'apiKey' } {
  return { ...options, type: 'apiKey' };
}

/**
 * A user name and a password as HTTP Basic, in UTF-8 (RFC 7617, section 2.1).
 *
 * @example
 * basic({ username: 'me', password: { env: 'PASSWORD' }, hosts: ['api.example.com'] });
 */
export function basic<const Options extends OptionsOf<'basic'>>(
  options: Options,
): Options & { type: 'basic' } {
  return { ...options, type: 'basic' };
}

/**
 * OAuth 2: a person signs in (authorization code with PKCE, the default), the client acts for itself
 * (`grant: 'client_credentials'`), or a refresh token is given (`grant: 'refresh_token'`). RFC 6749, 7636.
 *
 * @example
 * oauth2({
 *   clientId: { env: 'CLIENT_ID' },
 *   clientSecret: { env: 'CLIENT_SECRET' },
 *   authorizeUrl: 'https://accounts.example.com/authorize',
 *   tokenUrl: 'https://accounts.example.com/token',
 *   scopes: ['invoices.read'],
 *   hosts: ['api.example.com'],
 * });
 */
export function oauth2<const Options extends OptionsOf<'oauth2'>>(
  options: Options,
): Options & { type: 'oauth2' } {
  return { ...options, type: 'oauth2' };
}

/**
 * A credential that a function gives, asked for at every call.
 *
 * @example
 * custom({ hosts: ['api.example.com'], resolve: async () => ({ headers: { 'X-Signature': 's' }, params: {} }) });
 */
export function custom(options: Omit<CustomConnection, 'type'>): CustomConnection {
  return { ...options, type: 'custom' };
}
