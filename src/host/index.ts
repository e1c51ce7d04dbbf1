export { createHost, createWidgetHost } from './create-widget-host.js';
export { documentStage } from './document-stage.js';
export { memoryStorage } from './storage.js';
export type {
  FrameReload,
  Modal,
  ModalOptions,
  ReloadOptions,
  ResizableFrame,
  Shown,
  Stage,
} from './stage.js';
export type { WidgetDocuments } from './frame-documents.js';
export { remoteBackend } from './remote-backend.js';
export type { RemoteBackendOptions } from './remote-backend.js';
export type { Caller, EventAnswer } from '../core/protocol/index.js';
export type {
  EmitOptions,
  Notification,
  OpenWidget,
  RecordsPort,
  RequestAnswer,
  RequestPort,
  StoragePort,
  WidgetCall,
  WidgetFinding,
  WidgetHost,
  WidgetHostOptions,
  WidgetOnHost,
  WidgetState,
  WidgetToOpen,
} from './types.js';
export { PageAnnouncer } from './page-announcer.js';
export type { AnnouncerPorts } from './page-announcer.js';
export { PageSaving } from './page-saving.js';
export type { PageSaveResult, PageSavingPorts, SaveQuestion } from './page-saving.js';
