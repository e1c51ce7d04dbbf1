import './vitest.js';

export { mountWidget } from './mount-widget.js';
export type { MountOptions } from './mount-options.js';
export type { MountSource } from '../node/index.js';
export type { MountedPage, MountedWidget } from './mounted-widget.js';
export type { SaveDecision, SaveOptions } from './page-save.js';
export type { Prevention, SaveDoubt, SaveResult } from '../core/page/index.js';
export type { ObservedRequest } from './observed-request.js';
export type { WidgetWindow } from './dom/engine.js';
export type { WindowFrame } from './window-stage.js';
export { zfappsMatchers } from './matchers.js';
export type { ExpectedNotification, ExpectedRequest, ZfappsMatchers } from './matchers.js';
export {
  bill,
  creditNote,
  customer,
  estimate,
  expense,
  invoice,
  item,
  organization,
  payment,
  project,
  purchaseOrder,
  record,
  salesOrder,
  user,
  vendor,
} from './fixtures.js';
export type { Fixture, FixtureBuilder } from './fixtures.js';
