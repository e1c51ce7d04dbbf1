import type { PageRecord } from './page.js';

/** What happened on a page, in the words of event names. */
export type EventKind = 'PREVIEW' | 'CHANGE' | 'PRE_SAVE' | 'SAVED';

/** An event that a page may send. */
export interface PageEvent {
  name: string;
  /** What it means, for people. */
  hint: string;
  /** `SETTINGS_PRE_SAVE` and `OPEN` are those of a settings page. */
  kind: EventKind | 'SETTINGS_PRE_SAVE' | 'OPEN';
  /** What handlers get: the record, or the identifier of the saved record. */
  data: 'record' | 'record_id';
}

export const SETTINGS_PRE_SAVE = 'ON_SETTINGS_WIDGET_PRE_SAVE';
export const WIDGET_OPEN = 'ON_WIDGET_OPEN';

/** Modules whose names event names write in several words. */
const EVENT_MODULES: Readonly<Record<string, string>> = {
  salesorder: 'SALES_ORDER',
  purchaseorder: 'PURCHASE_ORDER',
  creditnote: 'CREDIT_NOTE',
  retainerinvoice: 'RETAINER_INVOICE',
  recurringinvoice: 'RECURRING_INVOICE',
};

/**
 * The name of an event of a module's page, such as `ON_SALES_ORDER_CHANGE`.
 *
 * @param record tells whether a `contact` is a customer (the default) or a vendor
 */
export function eventName(kind: EventKind, module: string, record?: Readonly<PageRecord>): string {
  return `ON_${eventModule(module, record)}_${kind}`;
}

function eventModule(module: string, record?: Readonly<PageRecord>): string {
  if (module === 'contact') return record?.contact_type === 'vendor' ? 'VENDOR' : 'CUSTOMER';
  return Object.hasOwn(EVENT_MODULES, module) ? (EVENT_MODULES[module] ?? '') : module.toUpperCase();
}

/** The events of a module's pages, or of a settings page where there is no module. */
export function moduleEvents(module: string | undefined, record?: Readonly<PageRecord>): PageEvent[] {
  if (module === undefined) {
    return [
      {
        name: SETTINGS_PRE_SAVE,
        hint: 'The settings are about to be saved',
        kind: 'SETTINGS_PRE_SAVE',
        data: 'record',
      },
      { name: WIDGET_OPEN, hint: 'The widget was opened', kind: 'OPEN', data: 'record' },
    ];
  }
  return EVENTS.map((event) => ({ name: eventName(event.kind, module, record), ...event }));
}

const EVENTS = [
  { hint: 'The record was opened', kind: 'PREVIEW', data: 'record' },
  { hint: 'The form was edited', kind: 'CHANGE', data: 'record' },
  { hint: 'The form is about to be saved', kind: 'PRE_SAVE', data: 'record' },
  { hint: 'The record was saved', kind: 'SAVED', data: 'record_id' },
] as const;
