import { describe, expect, it } from 'vitest';
import {
  describeLocation,
  isModuleName,
  moduleNamed,
  pluralOf,
  widgetShape,
} from '../../../src/core/project/index.js';

describe('locations of the reference', () => {
  it.each([
    ['invoice.list.sidebar', 'invoice', 'list', 'sidebar'],
    ['invoice.details.sidebar', 'invoice', 'details', 'sidebar'],
    ['invoice.creation.sidebar', 'invoice', 'creation', 'sidebar'],
    ['salesorder.details.button', 'salesorder', 'details', 'modal'],
    ['item.bulkaction.button', 'item', 'list', 'modal'],
    ['estimate.lineitem.add', 'estimate', 'creation', 'modal'],
    ['trips.details.sidebar', 'trip', 'details', 'sidebar'],
    ['trip.details.sidebar', 'trip', 'details', 'sidebar'],
    ['reports.list.sidebar', 'report', 'list', 'sidebar'],
    ['advance.details.sidebar', 'advance', 'details', 'sidebar'],
    ['cm_asset.details.sidebar', 'cm_asset', 'details', 'sidebar'],
  ])('%s', (location, module, mode, shape) => {
    expect(describeLocation(location)).toMatchObject({ module, mode, shape, known: true });
  });

  /** Every module that the reference names, in the spellings that it has. */
  const MODULES: [name: string, module: string][] = [
    ['invoice', 'invoice'],
    ['estimate', 'estimate'],
    ['salesorder', 'salesorder'],
    ['purchaseorder', 'purchaseorder'],
    ['bill', 'bill'],
    ['creditnote', 'creditnote'],
    ['customer', 'customer'],
    ['vendor', 'vendor'],
    ['item', 'item'],
    ['expense', 'expense'],
    ['trip', 'trip'],
    ['trips', 'trip'],
    ['report', 'report'],
    ['reports', 'report'],
    ['advance', 'advance'],
    ['cm_asset', 'cm_asset'],
  ];

  /** Every place on a module's page that it names. */
  const PLACES = [
    ['list.sidebar', 'list', 'sidebar'],
    ['details.sidebar', 'details', 'sidebar'],
    ['creation.sidebar', 'creation', 'sidebar'],
    ['details.button', 'details', 'modal'],
    ['bulkaction.button', 'list', 'modal'],
    ['lineitem.add', 'creation', 'modal'],
  ] as const;

  it.each(MODULES)('%s has a page for each of its places', (name, module) => {
    for (const [place, mode, shape] of PLACES) {
      expect(describeLocation(`${name}.${place}`)).toMatchObject({ module, mode, shape, known: true });
    }
  });

  it.each([
    ['dashboard.widget', 'dashboard', undefined],
    ['application.allpages.sidebar', 'sidebar', undefined],
    ['webtab', 'page', undefined],
    ['background', 'background', undefined],
    ['plugin.globalfields', 'settings', undefined],
    ['customaction.widget', 'modal', 'details'],
    ['customaction.list.widget', 'modal', 'list'],
  ])('%s belongs to no module', (location, shape, mode) => {
    const description = describeLocation(location);
    expect(description).toMatchObject({ shape, known: true });
    expect(description.mode).toBe(mode);
    expect(description).not.toHaveProperty('module');
  });

  it('have a title in words', () => {
    expect(describeLocation('salesorder.details.sidebar').title).toBe('Sales order details, sidebar');
  });
});

it.each([
  '',
  'nonsense',
  'invoice',
  'invoice.details',
  'invoice.details.panel',
  'unicorn.details.sidebar',
  'constructor.details.sidebar',
  '__proto__',
  'toString',
  'invoice.constructor',
])('the unknown location %j is shown beside an invoice', (location) => {
  expect(describeLocation(location)).toMatchObject({
    module: 'invoice',
    mode: 'details',
    shape: 'sidebar',
    known: false,
  });
});

describe('a widget that its manifest calls a modal', () => {
  it.each([
    ['customer.creation.sidebar', 'modal'],
    ['invoice.details.button', 'modal'],
    ['plugin.globalfields', 'settings'],
    ['dashboard.widget', 'dashboard'],
    ['webtab', 'page'],
    ['background', 'background'],
  ])('at %s is shown as %s', (location, shape) => {
    expect(widgetShape({ location, widget_type: 'modal' })).toBe(shape);
  });

  it('is a sidebar where it says nothing, or something else', () => {
    expect(widgetShape({ location: 'invoice.details.sidebar' })).toBe('sidebar');
    expect(widgetShape({ location: 'invoice.details.sidebar', widget_type: 'panel' })).toBe('sidebar');
  });
});

describe('the name of a module', () => {
  it.each(['invoice', 'cm_asset', 'cm_asset_2', 'cm_Asset', 'moon', 'x'])('is %j', (name) => {
    expect(isModuleName(name)).toBe(true);
  });

  it.each([
    ...Object.getOwnPropertyNames(Object.prototype),
    '',
    'Invoice',
    '_asset',
    '2nd',
    'sales order',
    'sales-order',
    'invoice\n',
    'straße',
  ])('is not %j', (name) => {
    expect(isModuleName(name)).toBe(false);
  });
});

describe('a module is meant by its singular and its plural', () => {
  it.each([
    ['invoice', 'invoices'],
    ['expense', 'expenses'],
    ['purchase', 'purchases'],
    ['deliverychallan', 'deliverychallans'],
    ['tax', 'taxes'],
    ['address', 'addresses'],
    ['branch', 'branches'],
    ['currency', 'currencies'],
    ['day', 'days'],
  ])('%s, %s', (singular, plural) => {
    expect(moduleNamed(singular)).toBe(singular);
    expect(pluralOf(singular)).toBe(plural);
    expect(moduleNamed(plural)).toBe(singular);
  });

  it.each(['cm_asset', 'cm_assets', 'cm_status', 'cm_taxes'])('%s is an own one, taken as it is', (name) => {
    expect(moduleNamed(name)).toBe(name);
  });
});
