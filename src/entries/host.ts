export { createWidgetHost, remoteBackend } from '../host/index.js';
export type {
  Caller,
  EmitOptions,
  EventAnswer,
  Notification,
  OpenWidget,
  RecordsPort,
  RemoteBackendOptions,
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
} from '../host/index.js';
export type { ModalAlign, StorageArea } from '../core/protocol/index.js';
