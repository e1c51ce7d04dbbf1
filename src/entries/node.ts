export { folderFiles, listen, loadConfig, nodeTransport } from '../node/index.js';
export type { Listening, ListenOptions } from '../node/index.js';
