import { describe, expect, it } from 'vitest';
import { mergeRecord } from '../../../src/core/page/index.js';

const sample = {
  number: 'INV-1',
  total: 10,
  total_formatted: '$10.00',
  date: '2025-03-01',
  date_formatted: '01 Mar 2025',
  status: 'sent',
  status_formatted: 'Sent',
  address: { city: 'Salem', zip: '97301' },
  lines: [{ rate: 1 }, { rate: 2 }],
};

describe('mergeRecord', () => {
  it('merges objects and replaces lists and everything else', () => {
    const merged = mergeRecord(sample, { address: { city: 'Bend' }, lines: [{ rate: 3 }], number: null });
    expect(merged).toEqual({
      ...sample,
      address: { city: 'Bend', zip: '97301' },
      lines: [{ rate: 3 }],
      number: null,
    });
  });

  it('takes out what is undefined', () => {
    expect(mergeRecord(sample, { number: undefined })).not.toHaveProperty('number');
  });

  it.each([
    [{ total: 1545.5 }, { total_formatted: '$1,545.50' }],
    [{ date: '2026-11-24' }, { date_formatted: '24 Nov 2026' }],
    [{ status: 'overdue' }, { status_formatted: 'Overdue' }],
    [{ total: 5, total_formatted: '5 dollars' }, { total_formatted: '5 dollars' }],
  ])('%j comes with its formatted twin', (changes, twin) => {
    expect(mergeRecord(sample, changes)).toMatchObject({ ...changes, ...twin });
  });

  it('drops a twin that nothing can be said of', () => {
    expect(mergeRecord(sample, { total: null })).not.toHaveProperty('total_formatted');
    expect(mergeRecord(sample, { total: undefined })).not.toHaveProperty('total_formatted');
  });

  it('writes amounts in the money of the record', () => {
    const euros = mergeRecord(sample, { currency_code: 'EUR', total: 1545.5 });
    expect(euros.total_formatted).toBe('€1,545.50');
    expect(mergeRecord({ ...sample, currency_code: 'JPY' }, { total: 1545 }).total_formatted).toBe('¥1,545');
  });

  it('lets no member become the prototype', () => {
    const merged = mergeRecord(sample, JSON.parse('{"__proto__": {"polluted": 1}}'));
    expect(merged).toEqual(sample);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });

  it('leaves the sample as it was', () => {
    const before = structuredClone(sample);
    mergeRecord(sample, { address: { city: 'Bend' }, total: 1 });
    expect(sample).toEqual(before);
  });
});
