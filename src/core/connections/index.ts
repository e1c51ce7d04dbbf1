export { resolveCredential, secretTexts } from './checked-credential.js';
export { createConnections } from './create-connections.js';
export type { AnyConnection, Connections, ConnectionsOptions } from './create-connections.js';
export type { Connection, Credential, ResolveCredential } from './credential.js';
export { apiKey, basic, bearer, custom } from './definitions.js';
export type { CustomDefinition } from './definitions.js';
export { hostMatcher, readHostRules } from './host-rules.js';
export { standInConnection } from './stand-in.js';
