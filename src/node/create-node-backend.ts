import { createBackend } from '../core/backend/index.js';
import { nodeTransport } from './node-transport.js';
import type { BackendOptions, ManagedBackend } from '../core/backend/index.js';

/**
 * `createBackend` as `zfapps-shim/backend` gives it in Node: where no transports are named, requests go
 * through `nodeTransport()`, which keeps them away from private addresses, names included.
 */
export function createNodeBackend(options: BackendOptions = {}): ManagedBackend {
  return createBackend(
    options.transports === undefined ? { ...options, transports: [nodeTransport()] } : options,
  );
}
