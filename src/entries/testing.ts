/// <reference types="node" preserve="true" />
export { mountWidget, zfappsMatchers } from '../testing/index.js';
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
} from '../testing/index.js';
export type {
  ExpectedNotification,
  ExpectedRequest,
  Fixture,
  FixtureBuilder,
  MountedPage,
  MountedWidget,
  MountOptions,
  MountSource,
  ObservedRequest,
  WidgetWindow,
  WindowFrame,
  ZfappsMatchers,
} from '../testing/index.js';
