import { singularOf } from './plural.js';

/** The kinds of page that a module has. */
export type PageMode = 'list' | 'details' | 'creation' | 'edit';

/** How the host page frames a widget of a location. */
export type LocationShape = 'sidebar' | 'modal' | 'page' | 'dashboard' | 'background' | 'settings';

/** What a location of a manifest means. */
export interface LocationDescription {
  /** The module of its page. Absent where the location belongs to no module. */
  module?: string;
  /** The kind of its page. Absent where the location belongs to no module's page. */
  mode?: PageMode;
  shape: LocationShape;
  /** For people, such as `Invoice details, sidebar`. */
  title: string;
  /** False where nothing documents the location: it is shown as a sidebar beside an invoice. */
  known: boolean;
}

/** The modules of locations, each with its name for people. */
const MODULES: Readonly<Record<string, string>> = {
  invoice: 'Invoice',
  recurringinvoice: 'Recurring invoice',
  retainerinvoice: 'Retainer invoice',
  estimate: 'Estimate',
  salesorder: 'Sales order',
  salesreceipt: 'Sales receipt',
  creditnote: 'Credit note',
  deliverychallan: 'Delivery challan',
  package: 'Package',
  shipmentorder: 'Shipment',
  purchaseorder: 'Purchase order',
  purchasereceive: 'Purchase receive',
  bill: 'Bill',
  recurringbill: 'Recurring bill',
  vendorcredit: 'Vendor credit',
  payment: 'Payment',
  customerpayment: 'Customer payment',
  vendorpayment: 'Vendor payment',
  contact: 'Contact',
  customer: 'Customer',
  vendor: 'Vendor',
  item: 'Item',
  inventoryadjustment: 'Inventory adjustment',
  transferorder: 'Transfer order',
  expense: 'Expense',
  recurringexpense: 'Recurring expense',
  project: 'Project',
  timesheet: 'Time entry',
  journal: 'Journal',
  trip: 'Trip',
  report: 'Report',
  advance: 'Advance',
  subscription: 'Subscription',
  plan: 'Plan',
  addon: 'Addon',
  coupon: 'Coupon',
};

/** What follows the module: its page, its shape, and the words for both. */
const MODULE_PLACES: Readonly<Record<string, { mode: PageMode; shape: LocationShape; title: string }>> = {
  'list.sidebar': { mode: 'list', shape: 'sidebar', title: '% list, sidebar' },
  'details.sidebar': { mode: 'details', shape: 'sidebar', title: '% details, sidebar' },
  'creation.sidebar': { mode: 'creation', shape: 'sidebar', title: '% form, sidebar' },
  'edit.sidebar': { mode: 'edit', shape: 'sidebar', title: '% form, sidebar' },
  'details.button': { mode: 'details', shape: 'modal', title: '% details, button' },
  'bulkaction.button': { mode: 'list', shape: 'modal', title: '% list, bulk action' },
  'lineitem.add': { mode: 'creation', shape: 'modal', title: '% form, adding line items' },
};

const OTHER_PLACES: Readonly<Record<string, Omit<LocationDescription, 'known'>>> = {
  'dashboard.widget': { shape: 'dashboard', title: 'Dashboard' },
  'application.allpages.sidebar': { shape: 'sidebar', title: 'Every page, sidebar' },
  webtab: { shape: 'page', title: 'Web tab' },
  background: { shape: 'background', title: 'Background' },
  'plugin.globalfields': { shape: 'settings', title: 'Extension settings' },
  'customaction.widget': { mode: 'details', shape: 'modal', title: 'Custom action' },
  'customaction.list.widget': { mode: 'list', shape: 'modal', title: 'Custom action on a list' },
};

/**
 * How a widget of the manifest is shown: as its location says, but a sidebar that the manifest calls a
 * modal opens over its page.
 *
 * Source: the vendor's manifest page on `widget_type`, "as a pop instead of sidebar". The samples write it
 * at `plugin.globalfields` too, which is a screen of its own.
 */
export function widgetShape({
  location,
  widget_type: type,
}: {
  location: string;
  widget_type?: string | undefined;
}): LocationShape {
  const { shape } = describeLocation(location);
  return shape === 'sidebar' && type?.trim().toLowerCase() === 'modal' ? 'modal' : shape;
}

/** Says what page a widget of this location stands on and how it is shown; {@link widgetShape} knows the manifest's own word. */
export function describeLocation(location: string): LocationDescription {
  const other = own(OTHER_PLACES, location);
  if (other !== undefined) return { ...other, known: true };
  const dot = location.indexOf('.');
  const module = moduleOf(location.slice(0, Math.max(dot, 0)));
  const place = own(MODULE_PLACES, location.slice(dot + 1));
  if (module === undefined || place === undefined) {
    const title = `Invoice details, sidebar (unknown location "${location}")`;
    return { module: 'invoice', mode: 'details', shape: 'sidebar', title, known: false };
  }
  const words = own(MODULES, module) ?? module;
  return {
    module,
    mode: place.mode,
    shape: place.shape,
    title: place.title.replace('%', words),
    known: true,
  };
}

/**
 * Whether a text can name a module: lower-case letters, digits and underscores, of which the first is a letter;
 * one of an organisation's own (`cm_…`) in any letter case, as locations have it.
 *
 * SECURITY: modules name members of objects, so what every object inherits, such as `constructor`, is none.
 */
export function isModuleName(text: string): boolean {
  return /^(?:[a-z][a-z0-9_]*|cm_\w+)$/.test(text) && !(text in Object.prototype);
}

/** The module that a name in the singular or the plural means, known or not; an organisation's own as it is. */
export function moduleNamed(name: string): string {
  return moduleOf(name) ?? singularOf(name);
}

/** The module that a name means: plural spellings (`trips`), and an organisation's own (`cm_…`). */
function moduleOf(name: string): string | undefined {
  if (own(MODULES, name) !== undefined || /^cm_\w+$/.test(name)) return name;
  const singular = name.replace(/s$/, '');
  return own(MODULES, singular) === undefined ? undefined : singular;
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
