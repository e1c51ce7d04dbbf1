export { memoryStore } from '../core/store/index.js';
export type { StateStore } from '../core/store/index.js';
export { createServer } from '../server/index.js';
export type {
  Addresses,
  FileSource,
  GivenRecords,
  Server,
  ServerChanges,
  ServerOptions,
  TranslationSource,
  WidgetPage,
} from '../server/index.js';
