export { isOwnHost } from './access.js';
export type { Addresses } from './access.js';
export { createServer } from './create-server.js';
export type { Server, ServerChanges, ServerOptions } from './create-server.js';
export type { FileSource } from './file-source.js';
export { COMMON_HEADERS } from './host-page.js';
export { swapPage } from './swap-page.js';
export type { PageSwap, SwappedPage } from './swap-page.js';
export type { WidgetPage } from './widget-page.js';
