export { createPage } from './create-page.js';
export type { Page, PageOptions, PageRecord } from './create-page.js';
export { defaultOrganization, defaultUser } from './default-organization.js';
export type { OrganizationPlace } from './default-organization.js';
export { DEFAULT_MODULES, defaultRecord } from './default-records.js';
export { sampleRecords, withSamples } from './sample-records.js';
export { mergeRecord } from './merge-record.js';
export { createPageAt, moduleShownAt } from './page-at.js';
