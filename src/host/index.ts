export type {
  Caller,
  EventAnswer,
  Notification,
  OpenWidget,
  RecordsPort,
  RequestAnswer,
  RequestPort,
  WidgetCall,
  WidgetHost,
  WidgetHostOptions,
  WidgetState,
  WidgetToOpen,
} from './types.js';
