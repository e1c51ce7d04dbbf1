export { createServer } from '../server/index.js';
export type { Addresses, FileSource, Server, ServerOptions } from '../server/index.js';
