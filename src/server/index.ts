export { isOwnHost } from './access.js';
export type { Addresses } from './access.js';
export { createServer } from './create-server.js';
export type { Server, ServerOptions } from './create-server.js';
export type { FileSource } from './file-source.js';
export { COMMON_HEADERS, frameAncestors } from './host-page.js';
export { isVendorSdk, swapSdk } from './swap-sdk.js';
