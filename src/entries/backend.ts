export { createBackend, fetchTransport, mswTransport } from '../core/backend/index.js';
export type {
  ApiConfigurations,
  Backend,
  BackendCaller,
  BackendEntry,
  BackendOptions,
  BinaryBody,
  Header,
  Hop,
  ManagedBackend,
  Transport,
  TransportContext,
  UpstreamRequest,
  UpstreamResponse,
} from '../core/backend/index.js';
export { standInConnection } from '../core/connections/index.js';
export { DEFAULT_LIMITS } from '../core/protocol/index.js';
export type { Limits } from '../core/protocol/index.js';
