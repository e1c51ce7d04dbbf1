export { memoryExtensionStore } from './memory-extension-store.js';
export { memoryStore } from './memory-store.js';
export { toStoredText } from './stored-text.js';
export { withLease } from './with-lease.js';
export type { ExtensionLog, ExtensionStore, NewLog, StorageQuery, StorageRecord } from './extension-store.js';
export type { StateStore } from './state-store.js';
export type { LeaseOptions } from './with-lease.js';
