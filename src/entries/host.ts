export { createWidgetHost, remoteBackend } from '../host/index.js';
export type {
  Caller,
  EventAnswer,
  Notification,
  OpenWidget,
  RecordsPort,
  RemoteBackendOptions,
  RequestAnswer,
  RequestPort,
  WidgetCall,
  WidgetHost,
  WidgetHostOptions,
  WidgetState,
  WidgetToOpen,
} from '../host/index.js';
