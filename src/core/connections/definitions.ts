import type { ResolveCredential } from './credential.js';

/** Fields that every helper shares. */
interface Hosts {
  /** Where the credential may go: exact names, `*.x` for subdomains, `host:port` for one port. */
  hosts: string[];
}

/** A connection whose credential a function of one's own gives. It cannot stand in JSON. */
export interface CustomDefinition extends Hosts {
  type: 'custom';
  resolve: ResolveCredential;
}

/**
 * A token in the `Authorization` header, `Bearer` or any other scheme (RFC 6750 §2.1).
 *
 * @example
 * bearer({ token: 'abc', scheme: 'Zoho-oauthtoken', hosts: ['www.zohoapis.com'] });
 */
export function bearer<const O extends Hosts & { token: unknown; scheme?: string }>(
  options: O,
): O & { type: 'bearer' } {
  return { type: 'bearer', ...options };
}

/**
 * An API key in a header or in the query.
 *
 * @example
 * apiKey({ in: 'header', name: 'X-Api-Key', value: 'k-1', hosts: ['api.example.com'] });
 */
export function apiKey<const O extends Hosts & { in: 'header' | 'query'; name: string; value: unknown }>(
  options: O,
): O & { type: 'apiKey' } {
  return { type: 'apiKey', ...options };
}

/**
 * A user name and a password as HTTP Basic, in UTF-8 (RFC 7617 §2.1).
 *
 * @example
 * basic({ username: 'me', password: 'secret', hosts: ['api.example.com'] });
 */
export function basic<const O extends Hosts & { username: unknown; password: unknown }>(
  options: O,
): O & { type: 'basic' } {
  return { type: 'basic', ...options };
}

/**
 * A credential that a function gives, asked for at every call.
 *
 * @example
 * custom({ hosts: ['api.example.com'], resolve: async () => ({ headers: { 'X-Signature': 's' }, params: {} }) });
 */
export function custom(options: Omit<CustomDefinition, 'type'>): CustomDefinition {
  return { type: 'custom', ...options };
}
