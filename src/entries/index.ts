export { isZfappsError } from '../core/protocol/index.js';
export type {
  Limits,
  RequestOptions,
  ZfappsErrorCode,
  ZfappsRejection,
  ZfappsResponse,
} from '../core/protocol/index.js';
export { defineConfig } from '../core/project/index.js';
export type {
  ApiConfiguration,
  ConnectionDefinition,
  Manifest,
  ZfappsConfig,
} from '../core/project/index.js';
