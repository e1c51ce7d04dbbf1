import { describe, expect, it } from 'vitest';
import { firesFor, isLasting } from '../../../src/core/protocol/index.js';

describe('firesFor', () => {
  it.each([
    ['ON_INVOICE_SAVED', 'ON_INVOICE_SAVED'],
    ['INVOICE_SAVED', 'ON_INVOICE_SAVED'],
    ['ON_INVOICE_SAVED', 'INVOICE_SAVED'],
    ['ON_CHANGE', 'ON_INVOICE_CHANGE'],
    ['ON_CHANGE', 'ON_SALES_ORDER_CHANGE'],
    ['CHANGE', 'INVOICE_CHANGE'],
    ['WIDGET_OPEN', 'ON_WIDGET_OPEN'],
  ])('a handler of %s gets %s', (subscribed, event) => {
    expect(firesFor(subscribed, event)).toBe(true);
  });

  it.each([
    ['ON_ESTIMATE_SAVED', 'ON_INVOICE_SAVED'],
    ['ON_INVOICE_CHANGE', 'ON_CHANGE'],
    ['ON_CHANGE', 'ON_INVOICE_SAVED'],
    ['ON_SAVED', 'ON_INVOICE_SAVED'],
    ['on_invoice_saved', 'ON_INVOICE_SAVED'],
    ['', 'ON_INVOICE_SAVED'],
    ['INVOICE', 'ON_INVOICE_SAVED'],
  ])('a handler of %j does not get %s', (subscribed, event) => {
    expect(firesFor(subscribed, event)).toBe(false);
  });
});

describe('isLasting', () => {
  it.each([
    'ON_INVOICE_PREVIEW',
    'SALES_ORDER_PREVIEW',
    'ON_WIDGET_OPEN',
    'WIDGET_OPEN',
  ])('%s holds on', (event) => {
    expect(isLasting(event)).toBe(true);
  });

  it.each([
    'ON_INVOICE_CHANGE',
    'ON_INVOICE_PRE_SAVE',
    'ON_INVOICE_SAVED',
    'ON_SETTINGS_WIDGET_PRE_SAVE',
    'ON_INVOICEPREVIEW',
  ])('%s is over once it has been', (event) => {
    expect(isLasting(event)).toBe(false);
  });
});
