import { describe, expect, it } from 'vitest';
import { createPageAt, moduleShownAt, sampleRecords } from '../../../src/core/page/index.js';

describe('moduleShownAt', () => {
  it.each([
    ['invoice.details.sidebar', 'invoice'],
    ['customer.creation.sidebar', 'customer'],
    ['invoice.lineitem.add', 'invoice'],
    ['application.allpages.sidebar', 'invoice'],
    ['customaction.widget', 'invoice'],
    ['background', 'invoice'],
    ['dashboard.widget', undefined],
    ['plugin.globalfields', undefined],
    ['webtab', undefined],
  ])('%s shows %s', (location, module) => {
    expect(moduleShownAt(location)).toBe(module);
  });
});

describe('createPageAt', () => {
  it('makes the page of the location, with the record of its module', () => {
    const records = sampleRecords();
    const page = createPageAt('bill.creation.sidebar', records);
    expect(page).toMatchObject({ module: 'bill', mode: 'creation', record: records.records.bill });
  });

  it.each([
    'dashboard.widget',
    undefined,
  ])('a page without a record (%s) shows the organisation', (location) => {
    const records = sampleRecords();
    const page = createPageAt(location, records);
    expect(page.get('organization.name')).toEqual({ 'organization.name': records.organization.name });
    expect(page.record).toEqual(records.organization);
  });
});
