import { describe, expect, it } from 'vitest';
import { eventName, explainSubscription, moduleEvents } from '../../../src/core/page/index.js';

describe('names of events', () => {
  it.each([
    ['invoice', undefined, 'ON_INVOICE_CHANGE'],
    ['salesorder', undefined, 'ON_SALES_ORDER_CHANGE'],
    ['creditnote', undefined, 'ON_CREDIT_NOTE_CHANGE'],
    ['purchaseorder', undefined, 'ON_PURCHASE_ORDER_CHANGE'],
    ['retainerinvoice', undefined, 'ON_RETAINER_INVOICE_CHANGE'],
    ['recurringinvoice', undefined, 'ON_RECURRING_INVOICE_CHANGE'],
    ['customer', undefined, 'ON_CUSTOMER_CHANGE'],
    ['vendor', { contact_type: 'customer' }, 'ON_VENDOR_CHANGE'],
    ['contact', { contact_type: 'vendor' }, 'ON_VENDOR_CHANGE'],
    ['contact', { contact_type: 'customer' }, 'ON_CUSTOMER_CHANGE'],
    ['contact', undefined, 'ON_CUSTOMER_CHANGE'],
    ['cm_asset', undefined, 'ON_CM_ASSET_CHANGE'],
    ['constructor', undefined, 'ON_CONSTRUCTOR_CHANGE'],
  ])('the change of a %s %j is %s', (module, record, name) => {
    expect(eventName('CHANGE', module, record)).toBe(name);
  });

  it('a module has four, and SAVED gets the identifier', () => {
    expect(moduleEvents('salesorder').map(({ name, kind, data }) => [name, kind, data])).toEqual([
      ['ON_SALES_ORDER_PREVIEW', 'PREVIEW', 'record'],
      ['ON_SALES_ORDER_CHANGE', 'CHANGE', 'record'],
      ['ON_SALES_ORDER_PRE_SAVE', 'PRE_SAVE', 'record'],
      ['ON_SALES_ORDER_SAVED', 'SAVED', 'record_id'],
    ]);
    expect(moduleEvents('contact', { contact_type: 'vendor' })[0]?.name).toBe('ON_VENDOR_PREVIEW');
  });

  it('a settings page has its own', () => {
    expect(moduleEvents(undefined).map(({ name }) => name)).toEqual([
      'ON_SETTINGS_WIDGET_PRE_SAVE',
      'ON_WIDGET_OPEN',
    ]);
  });
});

describe('a subscription', () => {
  it.each([
    'ON_INVOICE_CHANGE',
    'INVOICE_SAVED',
    'ON_CHANGE',
    'CHANGE',
    'ON_SALES_ORDER_PRE_SAVE',
    'ON_WIDGET_OPEN',
    'WIDGET_OPEN',
    'ON_SETTINGS_WIDGET_PRE_SAVE',
    'ON_CM_ASSET_CHANGE',
    'ON_JOURNAL_SAVED',
  ])('to %s is right', (event) => {
    expect(explainSubscription(event)).toBeUndefined();
  });

  it('to an event of a module that the caller knows is right', () => {
    expect(explainSubscription('ON_OWN_SAVED')).toBeDefined();
    expect(explainSubscription('ON_OWN_SAVED', ['own'])).toBeUndefined();
  });

  it.each([
    ['ON_SALESORDER_CHANGE', 'ON_SALES_ORDER_CHANGE'],
    ['on_invoice_change', 'ON_INVOICE_CHANGE'],
    ['ON_INVOICE_PRESAVE', 'ON_INVOICE_PRE_SAVE'],
    ['INVOICE_SAVE', 'ON_INVOICE_SAVED'],
    ['ON_INVOICES_CHANGE', 'ON_INVOICE_CHANGE'],
    ['ON_WIDGET_OPENED', 'ON_WIDGET_OPEN'],
  ])('to %s says that %s was probably meant', (event, meant) => {
    expect(explainSubscription(event)).toBe(`No page fires "${event}"; did you mean "${meant}"?`);
  });

  it.each(['', 'click', 'x'.repeat(500)])('to something else says what names look like: %s', (event) => {
    expect(explainSubscription(event)).toMatch(
      /^No page fires ".*; pages fire names such as "ON_INVOICE_CHANGE"\.$/,
    );
  });
});
