export { apiKey, basic, bearer, custom } from '../core/connections/index.js';
export type {
  AnyConnection,
  Connection,
  Credential,
  CustomDefinition,
  ResolveCredential,
} from '../core/connections/index.js';
export type { ConnectionDefinition } from '../core/project/index.js';
