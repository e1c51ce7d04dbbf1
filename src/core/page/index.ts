export { createPage } from './create-page.js';
export type {
  Page,
  PageChange,
  PageContext,
  PageEdit,
  PageOptions,
  PageRecord,
  PageView,
} from './page.js';
export { createPageAt, createPageFor, findRecord, moduleShownAt } from './page-at.js';
export type { PageAtOptions, PageForOptions, PageRecords } from './page-at.js';
export { defaultOrganization, defaultUser } from './default-organization.js';
export type { OrganizationPlace } from './default-organization.js';
export { DEFAULT_MODULES, defaultRecord } from './default-records.js';
export { defaultList } from './default-lists.js';
export { sampleRecords, withSamples } from './sample-records.js';
export { mergeRecord } from './merge-record.js';
export { draftOf } from './draft.js';
export { nextNumber, numberName, recordId, recordIdName } from './identity.js';
export { currencySymbol, formatAmount, moneyOf } from './money.js';
export type { Money } from './money.js';
export { withTotals } from './totals.js';
export { eventName, moduleEvents, SETTINGS_PRE_SAVE, WIDGET_OPEN } from './events.js';
export type { EventKind, PageEvent } from './events.js';
export { explainSubscription } from './explain-subscription.js';
export { askBeforeSave } from './ask-before-save.js';
export type { BeforeSave, BeforeSavePorts, Prevention, SaveDoubt, SaveResult } from './save-page.js';
export { storedRecord } from './stored-record.js';
export type { StoredRecordOptions } from './stored-record.js';
