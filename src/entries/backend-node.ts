// The `node` condition of `zfapps-shim/backend`: its types are those of `backend.ts`.
export { fetchTransport, mswTransport } from '../core/backend/index.js';
export { createNodeBackend as createBackend } from '../node/index.js';
export { standInConnection } from '../core/connections/index.js';
export { DEFAULT_LIMITS } from '../core/protocol/index.js';
