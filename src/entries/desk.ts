export {
  callbackHash,
  createDesk,
  explainInvokeHash,
  invokeHash,
  textToHash,
  verifyCallbackHash,
  verifyInvokeHash,
} from '../core/desk/index.js';
export type {
  DeliverCallback,
  Desk,
  DeskErrorBody,
  DeskErrorCode,
  DeskFieldError,
  DeskOptions,
  DeskUser,
  ExplainHashOptions,
  Grant,
  Grants,
  HashCause,
  HashExplanation,
  Installation,
  InstallationOptions,
  InvokePayload,
  InvokeResponse,
  MintedGrant,
  Portal,
  VerifyHashOptions,
} from '../core/desk/index.js';
export type {
  ConfigParam,
  DeskEvent,
  DeskLimits,
  DeskParity,
  DeskResources,
  DeskSettings,
  FieldResource,
  PermissionResource,
} from '../core/project/index.js';
export { memoryExtensionStore } from '../core/store/index.js';
export type {
  ExtensionLog,
  ExtensionStore,
  NewLog,
  StateStore,
  StorageQuery,
  StorageRecord,
} from '../core/store/index.js';
