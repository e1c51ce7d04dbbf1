export type { ResolveName } from './address-guard.js';
export { createNodeBackend } from './create-node-backend.js';
export { fileStore } from './file-store.js';
export type { FileStoreOptions } from './file-store.js';
export { findServedFile, folderFiles } from './folder-files.js';
export { gather } from './gather.js';
export type { Gatherer } from './gather.js';
export { listen } from './listen.js';
export type { Listening, ListenOptions } from './listen.js';
export { listenForSignIn } from './listen-for-sign-in.js';
export type { SignInListener } from './listen-for-sign-in.js';
export { loadConfig } from './load-config.js';
export type { LoadConfigOptions, LoadConfigResult, LoadedConfig, ProjectFiles } from './load-config.js';
export { mediaType } from './media-types.js';
export type {
  AnswerPage,
  MountCommands,
  MountRequest,
  OpenedMount,
  PageAnswer,
  PageRequest,
} from './mount-commands.js';
export { nodeTransport } from './node-transport.js';
export type { NodeTransport, NodeTransportOptions } from './node-transport.js';
export { openPackage } from './package-site.js';
export type { PackageSite, SiteFile, MountSource } from './package-site.js';
export { packageVersion } from './package-root.js';
export { pageFiles, preludeFile, sdkFile } from './page-files.js';
export { isNoteOfServer } from './project-stores.js';
export { openProjectConnections } from './project-connections.js';
export type { ProjectConnections } from './project-connections.js';
export type { ProjectNotice } from './project-problems.js';
export { listenForCalls } from './serve-listen.js';
export type { CallListener, CallListenerOptions } from './serve-listen.js';
export { createServeLog } from './serve-log.js';
export type { LogLine, ServeLog } from './serve-log.js';
export { openServedProject } from './serve-project.js';
export type { ServedProject, ServedProjectOptions } from './serve-project.js';
export { DATABASE_VARIABLE, DatabaseError } from './serve-stores.js';
export { createProjectServer } from './project-server.js';
export type { ProjectServer, ProjectServerOptions } from './project-server.js';
export { loadWidgetPackage, PackageError } from './widget-package.js';
export type { PackageProblem, WidgetPackage } from './widget-package.js';
export { sqlStore } from './sql/index.js';
export type { SqlStore, SqlStoreOptions } from './sql/index.js';
export { bindBeside, hostnamesOf, isPublicHost, shownName, shut } from './sockets.js';
export type { ProxySource } from './proxy.js';
export { createWidgetListener, requestUrl } from './widget-listener.js';
export type { WidgetSource } from './widget-listener.js';
