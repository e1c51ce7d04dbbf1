export { apiKey, basic, bearer, custom, oauth2, zohoOAuth } from '../core/connections/index.js';
export type {
  AnyConnection,
  Connection,
  ConnectionManager,
  ZohoOAuthDefinition,
  ZohoOAuthOptions,
} from '../core/connections/index.js';
export type {
  ConnectionDefinition,
  Credential,
  CustomConnection,
  OAuth2Connection,
  ResolveCredential,
} from '../core/project/index.js';
export type { ConnectionInfo, ConnectionState, ForcedState } from '../core/protocol/index.js';
