export {
  createProjectServer,
  folderFiles,
  listen,
  loadConfig,
  nodeTransport,
  pageFiles,
  preludeFile,
  sdkFile,
} from '../node/index.js';
export type {
  Listening,
  ListenOptions,
  LoadConfigResult,
  LoadedConfig,
  NodeTransport,
  NodeTransportOptions,
  ProjectServer,
  ProjectServerOptions,
  ResolveName,
} from '../node/index.js';
