import { describe, expect, it } from 'vitest';
import { pageEvents, preventedBy, recordReplacedEvent } from '../../playground/page-events.js';
import { readRoute, routeTo } from '../../playground/route.js';

describe('the route', () => {
  it('round-trips', () => {
    expect(readRoute(routeTo(2), 3, 0)).toBe(2);
  });

  it.each([
    '',
    '#',
    '#widget=',
    '#widget=9',
    '#widget=-1',
    '#widget=1.5',
    '#stage',
  ])('%j is the widget that the command asked for', (hash) => {
    expect(readRoute(hash, 3, 1)).toBe(1);
  });

  it('is the first widget where the location asked for has none', () => {
    expect(readRoute('', 3, -1)).toBe(0);
  });
});

describe("a page's events", () => {
  it('spell the module as the vendor does', () => {
    expect(pageEvents('salesorder').map(({ name }) => name)).toEqual([
      'ON_SALES_ORDER_PREVIEW',
      'ON_SALES_ORDER_CHANGE',
      'ON_SALES_ORDER_PRE_SAVE',
      'ON_SALES_ORDER_SAVED',
    ]);
  });

  it('tell a form of a change, and a record page of another record', () => {
    expect(recordReplacedEvent('invoice', 'creation')).toBe('ON_INVOICE_CHANGE');
    expect(recordReplacedEvent('invoice', 'details')).toBe('ON_INVOICE_PREVIEW');
  });
});

describe('preventing a save', () => {
  it('takes the message of the first handler that prevents it', () => {
    expect(
      preventedBy([
        undefined,
        { prevent_save: true, message: 'No tax.' },
        { prevent_save: true, message: 'x' },
      ]),
    ).toBe('No tax.');
  });

  it.each([
    [[]],
    [[null, 'no', { prevent_save: 'true' }, { message: 'x' }]],
  ])('%j lets the save pass', (answers) => {
    expect(preventedBy(answers)).toBeUndefined();
  });
});
