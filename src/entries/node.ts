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
  LoadConfigOptions,
  LoadConfigResult,
  LoadedConfig,
  NodeTransport,
  NodeTransportOptions,
  ProjectFiles,
  ProjectNotice,
  ProjectServer,
  ProjectServerOptions,
  ResolveName,
} from '../node/index.js';
