import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withTotals } from '../../../src/core/page/index.js';
import type { PageRecord } from '../../../src/core/page/index.js';

const tax = (percentage: number, name = 'Sales Tax') => ({ tax_name: name, tax_percentage: percentage });

/** An amount as whole cents. Texts and numbers of at most two decimals. */
function cents(value: unknown): bigint {
  const [whole = '', fraction = ''] = Math.abs(Number(value)).toFixed(2).split('.');
  return BigInt(`${Number(value) < 0 ? '-' : ''}${whole}${fraction}`);
}

describe('line items', () => {
  it.each([
    [{ rate: 28.5, quantity: 24 }, 684],
    [{ rate: '12.50', quantity: '3' }, 37.5],
    [{ rate: 0.1, quantity: 3 }, 0.3],
    [{ rate: 1.005, quantity: 1 }, 1.01],
    [{ rate: -1.005, quantity: 1 }, -1.01],
    [{ rate: 10, quantity: 2, discount: 5 }, 15],
    [{ rate: 10, quantity: 2, discount: '5' }, 15],
    [{ rate: 10, quantity: 2, discount: '12.5%' }, 17.5],
    [{ rate: 0.335, quantity: 1, discount: '10 %' }, 0.3],
    [{ rate: 500 }, 500],
    [{ item_total: 84 }, 84],
    [{ rate: 10, quantity: '' }, 0],
    [{ rate: 10, quantity: null }, 0],
    [{}, 0],
  ])('%j comes to %d', (line, total) => {
    const { line_items, sub_total } = withTotals({ line_items: [line] }) as {
      line_items: PageRecord[];
      sub_total: number;
    };
    expect(line_items[0]).toMatchObject({ ...line, item_total: total });
    expect(sub_total).toBe(total);
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e300,
    'x',
    '1,5',
    '0x10',
    '1e400',
    '',
    ' ',
    null,
    true,
    {},
    [],
    [5],
  ])('%o is no amount and counts as 0', (garbage) => {
    const line = { rate: garbage, quantity: 2, tax_percentage: garbage, discount: garbage };
    const record = {
      line_items: [line, { rate: 3 }],
      shipping_charge: garbage,
      adjustment: garbage,
      discount: garbage,
    };
    expect(withTotals(record)).toMatchObject({ sub_total: 3, discount_total: 0, tax_total: 0, total: 3 });
  });

  it('that are no objects stay, and count as 0', () => {
    expect(withTotals({ line_items: [null, 'x', { rate: 1 }] })).toMatchObject({
      line_items: [null, 'x', { item_total: 1 }],
      total: 1,
    });
  });

  it('are needed: another record stays as it is', () => {
    const record = { total: 5, sub_total: 3, discount: '10%', line_items: 'none' };
    expect(withTotals(record)).toEqual(record);
    expect(withTotals({ total: 5 })).toEqual({ total: 5 });
  });

  it('leave the given record as it was', () => {
    const record = { line_items: [{ rate: 1 }], total: 9 };
    const before = structuredClone(record);
    withTotals(record);
    expect(record).toEqual(before);
  });
});

describe('taxes', () => {
  it('are grouped by tax, each rounded once over all of its lines', () => {
    const lines = [
      { rate: 0.33, ...tax(10) },
      { rate: 0.33, ...tax(10) },
      { rate: 100, ...tax(5, 'City Tax') },
      { rate: 100, ...tax(8) },
      { rate: 7 },
    ];
    // 10 % of 0.66 is 0.066; line by line it would be 0.03 + 0.03
    expect(withTotals({ line_items: lines })).toMatchObject({
      taxes: [
        { tax_name: 'Sales Tax (10%)', tax_amount: 0.07, tax_amount_formatted: '$0.07' },
        { tax_name: 'City Tax (5%)', tax_amount: 5 },
        { tax_name: 'Sales Tax (8%)', tax_amount: 8 },
      ],
      sub_total: 207.66,
      tax_total: 13.07,
      total: 220.73,
    });
  });

  it('are one by their identifier, and named as the line names them', () => {
    const lines = [
      { rate: 10, tax_id: 't', tax_name: 'GST (5%)', tax_percentage: '5' },
      { rate: 10, tax_id: 't', tax_percentage: 5 },
      { rate: 10, tax_percentage: 5 },
      { rate: 10, tax_id: 'z', tax_name: 'Zero', tax_percentage: 0 },
    ];
    const { taxes } = withTotals({ line_items: lines }) as { taxes: PageRecord[] };
    expect(taxes.map(({ tax_name, tax_amount }) => [tax_name, tax_amount])).toEqual([
      ['GST (5%)', 1],
      ['Tax (5%)', 0.5],
      ['Zero (0%)', 0],
    ]);
  });

  it('are inside of inclusive amounts', () => {
    const record = { is_inclusive_tax: true, line_items: [{ rate: 110, ...tax(10) }] };
    expect(withTotals(record)).toMatchObject({
      line_items: [{ item_total: 110 }],
      sub_total: 100,
      sub_total_inclusive_of_tax: 110,
      tax_total: 10,
      total: 110,
    });
  });
});

describe('discounts of the whole', () => {
  const line_items = [{ rate: 80, ...tax(10) }, { rate: 20 }];

  it.each([
    // 8 of 80 off the taxed line: 10 % of 72
    ['10%', true, 10, 7.2, 97.2],
    [10, true, 10, 7.2, 97.2],
    ['10', undefined, 10, 7.2, 97.2],
    // 10 % of 100 + 8
    ['10%', false, 10.8, 8, 97.2],
    [10, false, 10, 8, 98],
    [0, true, 0, 8, 108],
  ])('%j, before tax: %s', (discount, before, discount_total, tax_total, total) => {
    const record = { line_items, discount, is_discount_before_tax: before };
    expect(withTotals(record)).toMatchObject({ sub_total: 100, discount_total, tax_total, total });
  });

  it('lessen what is taxed of inclusive amounts', () => {
    const record = { is_inclusive_tax: true, discount: '10%', line_items: [{ rate: 110, ...tax(10) }] };
    // 99 remain, and 9 of them are tax
    expect(withTotals(record)).toMatchObject({ discount_total: 11, tax_total: 9, sub_total: 101, total: 99 });
  });

  it('of lines that come to nothing change no tax', () => {
    const lines = [{ rate: 10, ...tax(10) }, { rate: -10 }];
    expect(withTotals({ line_items: lines, discount: 5 })).toMatchObject({
      sub_total: 0,
      tax_total: 1,
      total: -4,
    });
  });
});

describe('what comes after', () => {
  it('shipping and adjustment, and what is open', () => {
    const record = {
      line_items: [{ rate: 100 }],
      shipping_charge: '7.5',
      adjustment: -0.25,
      payment_made: 50,
      credits_applied: '10',
      balance: 0,
    };
    expect(withTotals(record)).toMatchObject({
      shipping_charge: '7.5',
      shipping_charge_formatted: '$7.50',
      adjustment_formatted: '-$0.25',
      payment_made_formatted: '$50.00',
      total: 107.25,
      balance: 47.25,
      balance_formatted: '$47.25',
    });
  });

  it('no balance where the record has none', () => {
    expect(withTotals({ line_items: [{ rate: 1 }], payment_made: 1 })).not.toHaveProperty('balance');
  });
});

describe('the currency', () => {
  const lines = [{ rate: 1234.5678, quantity: 1 }];

  it.each([
    ['USD', undefined, 1234.57, '$1,234.57'],
    ['JPY', undefined, 1235, '¥1,235'],
    ['KWD', undefined, 1234.568, 'KWD 1,234.568'],
    ['inr', undefined, 1234.57, '₹1,234.57'],
    ['USD', 3, 1234.568, '$1,234.568'],
    ['USD', '0', 1235, '$1,235'],
    ['USD', -1, 1234.57, '$1,234.57'],
    ['USD', 99, 1234.57, '$1,234.57'],
    ['nonsense', undefined, 1234.57, '$1,234.57'],
    [undefined, undefined, 1234.57, '$1,234.57'],
  ])('%s with precision %j: %d, %s', (code, precision, total, words) => {
    const record = withTotals({ line_items: lines, currency_code: code, price_precision: precision });
    expect(record).toMatchObject({ total, line_items: [{ item_total: total, rate: 1234.5678 }] });
    expect(String(record.total_formatted).replace(/\u00a0/g, ' ')).toBe(words);
  });

  it("is the organisation's where the record has none, in its language", () => {
    const totals = withTotals({ line_items: lines }, { currency_code: 'EUR', language_code: 'de' });
    expect(String(totals.total_formatted).replace(/\u00a0/g, ' ')).toBe('1.234,57 €');
  });

  it.each([
    '',
    'no language',
    'en_US',
    5,
    'xx-none',
  ])('is written in English where the language is %j', (tag) => {
    expect(withTotals({ line_items: lines }, { language_code: tag }).total_formatted).toBe('$1,234.57');
  });
});

const amount = fc.integer({ min: -10_000_000, max: 10_000_000 }).map((value) => value / 100);
const oneLine = fc.record(
  {
    rate: fc.oneof(amount, amount.map(String), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    quantity: fc.oneof(
      fc.integer({ min: 0, max: 500 }),
      amount.map((value) => value / 1000),
    ),
    discount: fc.oneof(
      amount,
      fc.integer({ min: 0, max: 100 }).map((value) => `${value}%`),
    ),
    tax_id: fc.constantFrom('a', 'b'),
    tax_name: fc.constantFrom('A', 'B'),
    tax_percentage: fc.constantFrom(0, 5, 8.25, 19, '7.7'),
  },
  { requiredKeys: ['rate', 'quantity'] },
);
const wholeRecord = fc.record(
  {
    line_items: fc.array(oneLine, { maxLength: 8 }),
    discount: fc.oneof(
      amount,
      fc.integer({ min: 0, max: 100 }).map((value) => `${value}%`),
    ),
    is_discount_before_tax: fc.boolean(),
    is_inclusive_tax: fc.boolean(),
    shipping_charge: fc.oneof(amount, amount.map(String)),
    adjustment: amount,
    payment_made: amount,
    balance: amount,
  },
  { requiredKeys: ['line_items'] },
);

describe('whatever the record', () => {
  it('the total is exactly the sum of its parts', () => {
    fc.assert(
      fc.property(wholeRecord, (record) => {
        const { sub_total, discount_total, tax_total, total, balance, line_items, taxes } =
          withTotals(record);
        const parts =
          cents(sub_total) -
          cents(discount_total) +
          cents(tax_total) +
          cents(record.shipping_charge ?? 0) +
          cents(record.adjustment ?? 0);
        expect(cents(total)).toBe(parts);
        const sumOf = (rows: unknown, name: string) =>
          (rows as PageRecord[]).reduce((sum, row) => sum + cents(row[name]), 0n);
        expect(cents(tax_total)).toBe(sumOf(taxes, 'tax_amount'));
        expect(cents(sub_total) + (record.is_inclusive_tax ? cents(tax_total) : 0n)).toBe(
          sumOf(line_items, 'item_total'),
        );
        if (record.balance !== undefined) {
          expect(cents(balance)).toBe(cents(total) - cents(record.payment_made ?? 0));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the order of lines changes no total', () => {
    const shuffled = wholeRecord.chain((record) =>
      fc.tuple(
        fc.constant(record),
        fc.shuffledSubarray(record.line_items, { minLength: record.line_items.length }),
      ),
    );
    const totalsOf = (record: PageRecord) => {
      const { sub_total, discount_total, tax_total, total } = withTotals(record);
      return { sub_total, discount_total, tax_total, total };
    };
    fc.assert(
      fc.property(shuffled, ([record, line_items]) => {
        expect(totalsOf({ ...record, line_items })).toEqual(totalsOf(record));
      }),
      { numRuns: 300 },
    );
  });

  it('totals of totals are the same', () => {
    fc.assert(
      fc.property(wholeRecord, (record) => {
        const once = withTotals(record);
        expect(withTotals(once)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it('no amount is other than a number, whatever stands in it', () => {
    const anything = fc.array(
      fc.dictionary(fc.constantFrom('rate', 'quantity', 'discount', 'tax_percentage'), fc.anything()),
    );
    fc.assert(
      fc.property(anything, fc.anything(), (line_items, other) => {
        const totals = withTotals({ line_items, discount: other, shipping_charge: other, balance: other });
        for (const name of ['sub_total', 'discount_total', 'tax_total', 'total', 'balance']) {
          expect(totals[name]).toSatisfy(Number.isFinite);
          expect(totals[`${name}_formatted`]).toMatch(/^-?\$[\d,]+\.\d\d$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('one taxed line is as by hand', () => {
    const hand = fc.record({
      rate: fc.integer({ min: 0, max: 10_000_000 }),
      quantity: fc.integer({ min: 0, max: 1_000_000 }),
      percentage: fc.integer({ min: 0, max: 5_000 }),
    });
    const half = (over: bigint, under: bigint) => (2n * over + under) / (2n * under);
    fc.assert(
      fc.property(hand, ({ rate, quantity, percentage }) => {
        // A rate in cents, a quantity in thousandths, a percentage in hundredths.
        const net = half(BigInt(rate) * BigInt(quantity), 1_000n);
        const taxed = half(net * BigInt(percentage), 10_000n);
        const line = { rate: rate / 100, quantity: quantity / 1_000, ...tax(percentage / 100) };
        const { sub_total, tax_total, total } = withTotals({ line_items: [line] });
        expect([cents(sub_total), cents(tax_total), cents(total)]).toEqual([net, taxed, net + taxed]);
      }),
      { numRuns: 1_000 },
    );
  });
});
