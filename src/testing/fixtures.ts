import { defaultOrganization, defaultRecord, defaultUser, mergeRecord } from '../core/page/index.js';

/** A record, the organisation or the user, as widgets see it. */
// biome-ignore lint/suspicious/noExplicitAny: records have no fixed shape, and tests read them as they come
export type Fixture = Record<string, any>;

/** Makes a fixture: the sample with what differs. Objects merge, lists are replaced, `undefined` removes. */
export type FixtureBuilder = (changes?: Readonly<Record<string, unknown>>) => Fixture;

/** The sample record of any module, such as `record('salesorder', { status: 'draft' })`. */
export function record(module: string, changes?: Readonly<Record<string, unknown>>): Fixture {
  return mergeRecord(defaultRecord(module), changes);
}

/** The sample organisation. */
export const organization: FixtureBuilder = (changes) => mergeRecord(defaultOrganization(), changes);

/** The sample user. */
export const user: FixtureBuilder = (changes) => mergeRecord(defaultUser(), changes);

/** A sample invoice, overdue. */
export const invoice: FixtureBuilder = (changes) => record('invoice', changes);

/** A sample estimate. */
export const estimate: FixtureBuilder = (changes) => record('estimate', changes);

/** A sample sales order. */
export const salesOrder: FixtureBuilder = (changes) => record('salesorder', changes);

/** A sample purchase order. */
export const purchaseOrder: FixtureBuilder = (changes) => record('purchaseorder', changes);

/** A sample bill. */
export const bill: FixtureBuilder = (changes) => record('bill', changes);

/** A sample credit note. */
export const creditNote: FixtureBuilder = (changes) => record('creditnote', changes);

/** A sample customer, as `get('contact')` and `get('customer')` give it. */
export const customer: FixtureBuilder = (changes) => record('customer', changes);

/** A sample vendor. */
export const vendor: FixtureBuilder = (changes) => record('vendor', changes);

/** A sample item. */
export const item: FixtureBuilder = (changes) => record('item', changes);

/** A sample expense. */
export const expense: FixtureBuilder = (changes) => record('expense', changes);

/** A sample project. */
export const project: FixtureBuilder = (changes) => record('project', changes);

/** A sample payment of a customer. */
export const payment: FixtureBuilder = (changes) => record('payment', changes);
