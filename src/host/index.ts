export { createHost, createWidgetHost } from './create-widget-host.js';
export { documentStage } from './document-stage.js';
export type { FrameReload, Modal, ReloadOptions, ResizableFrame, Shown, Stage } from './stage.js';
export type { WidgetDocuments } from './frame-documents.js';
export { remoteBackend } from './remote-backend.js';
export type { RemoteBackendOptions } from './remote-backend.js';
export type {
  Caller,
  EventAnswer,
  Notification,
  OpenWidget,
  RecordsPort,
  RequestAnswer,
  RequestPort,
  WidgetCall,
  WidgetFinding,
  WidgetHost,
  WidgetHostOptions,
  WidgetState,
  WidgetToOpen,
} from './types.js';
