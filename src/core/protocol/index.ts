export { ERROR_CODES } from './error-codes.js';
export type { ZfappsErrorCode } from './error-codes.js';
export { isZfappsError, toRejection, ZfappsError } from './errors.js';
export type { ZfappsRejection } from './errors.js';
export { isFieldName, isFieldValue, TRANSPORT_FIELDS } from './http-fields.js';
export { DEFAULT_LIMITS } from './limits.js';
export type { Limits } from './limits.js';
export {
  effectivePort,
  isLocalAddress,
  isLocalHostname,
  isLoopbackHostname,
  isSameLoopback,
} from './loopback.js';
export { BODY_MODES, METHODS } from './request-options.js';
export type {
  ApiConfigurationRequestOptions,
  BodyMode,
  Entry,
  EntryValue,
  Method,
  RequestBody,
  RequestOptions,
  UrlencodedEntry,
  UrlRequestOptions,
  WireBody,
  WireEntry,
  WireOptions,
} from './request-options.js';
export { isJson } from './is-json.js';
export { isBlank, trimEnds } from './trim-ends.js';
export { toUrl } from './to-url.js';
export { toWireOptions } from './to-wire-options.js';
export { describeValue, invalidOption } from './to-wire-value.js';
export type { ZfappsResponse } from './response.js';
export { answer, CONNECT_MESSAGE, HANDSHAKE_TIMEOUT_MS } from './bridge.js';
export type {
  BridgeAnswer,
  EmitAnswer,
  HostGreeting,
  HostMethods,
  WidgetGreeting,
  WidgetMethods,
} from './bridge.js';
export { FORCED_STATES } from './connections.js';
export type {
  ConnectionCommand,
  ConnectionCommandAnswer,
  ConnectionInfo,
  ConnectionsAnswer,
  ConnectionState,
  ForcedState,
} from './connections.js';
export type {
  CallbackResult,
  ContextInfo,
  ContextState,
  DeskAnswer,
  DeskCall,
  DeskCommand,
  DeskCommandAnswer,
  DeskLog,
  DeskRecord,
  DeskResults,
  DeskState,
  ParamInfo,
  PermissionInfo,
} from './desk.js';
export { FINDING_MESSAGE, FINDING_TEXT, toFinding } from './findings.js';
export type { FindingMessage, PageFinding, Place } from './findings.js';
export { firesFor, isLasting } from './event-names.js';
export { DEFAULT_PAGE_RULES } from './page-data.js';
export type {
  ManifestAnswer,
  ModalAlign,
  OrganizationChanges,
  PageRules,
  RecordsAnswer,
  RecordsCommand,
  RecordsCommandAnswer,
  StorageAnswer,
  StorageArea,
  StorageCommand,
  WidgetOnPage,
  WidgetShape,
} from './page-data.js';
export type { Caller, EventAnswer } from './events.js';
export {
  BOOT_ELEMENT_ID,
  DEV_SERVER_ATTRIBUTE,
  HOST_ORIGIN_ATTRIBUTE,
  ROUTES,
  SDK_ATTRIBUTE,
  TOKEN_HEADER,
} from './routes.js';
export type { PageBoot } from './routes.js';
export type { ServerEvent } from './server-events.js';
export { idText, userId } from './user-id.js';
export { isVendorSdk } from './vendor-sdk.js';
