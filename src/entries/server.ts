export { createServer } from '../server/index.js';
export type {
  Addresses,
  FileSource,
  Server,
  ServerChanges,
  ServerOptions,
  WidgetPage,
} from '../server/index.js';
