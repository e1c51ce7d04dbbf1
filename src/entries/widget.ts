export { createZfapps, messengerToParent } from '../widget/index.js';
export type {
  App,
  EventHandler,
  GetResult,
  NotificationOptions,
  Organization,
  ResizeOptions,
  Subscription,
  User,
  Zfapps,
  ZfappsHandle,
  ZfappsOptions,
  ZfappsRecord,
} from '../widget/index.js';
export type {
  ApiConfigurationRequestOptions,
  Entry,
  EntryValue,
  RequestBody,
  RequestOptions,
  UrlencodedEntry,
  UrlRequestOptions,
  ZfappsErrorCode,
  ZfappsRejection,
  ZfappsResponse,
} from '../core/protocol/index.js';
