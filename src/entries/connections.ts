export { apiKey, basic, bearer, custom, oauth2, zohoOAuth } from '../core/connections/index.js';
export type {
  AnyConnection,
  Connection,
  ConnectionManager,
  Credential,
  CustomDefinition,
  ResolveCredential,
  ZohoOAuthDefinition,
  ZohoOAuthOptions,
} from '../core/connections/index.js';
export type { ConnectionDefinition, OAuth2Connection } from '../core/project/index.js';
export type { ConnectionInfo, ConnectionState, ForcedState } from '../core/protocol/index.js';
