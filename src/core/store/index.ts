export { memoryStore } from './memory-store.js';
export { toStoredText } from './stored-text.js';
export type { StateStore } from './state-store.js';
