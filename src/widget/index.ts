export { createZfapps } from './create-zfapps.js';
export type { ZfappsHandle, ZfappsOptions } from './create-zfapps.js';
export { leaveHostOrigin } from './host-origin.js';
export { messengerToParent } from './window-messenger.js';
export { showNoHostNotice } from './no-host-notice.js';
export type {
  App,
  EventHandler,
  GetResult,
  NotificationOptions,
  Organization,
  RecordAddress,
  ResizeOptions,
  StoredValue,
  Subscription,
  User,
  Zfapps,
  ZfappsApi,
  ZfappsRecord,
} from './zfapps-types.js';
