import { amounts, cents, sampleId } from './default-parts.js';
import type { PageRecord } from './create-page.js';

interface Line {
  name: string;
  description: string;
  sku: string;
  unit: string;
  rate: number;
  quantity: number;
}

const LINES: readonly Line[] = [
  {
    name: 'Ethiopia Guji, whole bean',
    description: 'Washed, 1 kg bags',
    sku: 'BEAN-GUJI-1K',
    unit: 'bag',
    rate: 28.5,
    quantity: 24,
  },
  {
    name: 'House Espresso, whole bean',
    description: 'Blend No. 4, 1 kg bags',
    sku: 'BEAN-HOUSE-1K',
    unit: 'bag',
    rate: 22,
    quantity: 40,
  },
  {
    name: 'Grinder calibration',
    description: 'On site, two grinders',
    sku: 'SRV-CALIB',
    unit: 'visit',
    rate: 95,
    quantity: 1,
  },
];

/** What the sample customer has paid of the sample invoice. */
export const PAID = 250;

const TAX = { tax_id: sampleId(4_101), tax_name: 'Sales Tax', tax_percentage: 8.25, tax_type: 'tax' };

/** Line items, and the totals that they add up to: `total = sub_total + tax_total`. */
export function linesAndTotals(): { line_items: PageRecord[]; total: number; totals: PageRecord } {
  const subTotal = cents(LINES.reduce((sum, { rate, quantity }) => sum + rate * quantity, 0));
  const taxTotal = cents((subTotal * TAX.tax_percentage) / 100);
  const total = cents(subTotal + taxTotal);
  const taxes = [
    { tax_name: `${TAX.tax_name} (${TAX.tax_percentage}%)`, ...amounts({ tax_amount: taxTotal }) },
  ];
  return {
    line_items: LINES.map(lineItem),
    total,
    totals: {
      is_inclusive_tax: false,
      discount: 0,
      discount_type: 'item_level',
      taxes,
      ...amounts({
        sub_total: subTotal,
        discount_total: 0,
        shipping_charge: 0,
        adjustment: 0,
        tax_total: taxTotal,
        total,
      }),
    },
  };
}

function lineItem(line: Line, index: number): PageRecord {
  return {
    line_item_id: sampleId(5_001 + index),
    item_id: sampleId(6_001 + index),
    item_order: index + 1,
    name: line.name,
    description: line.description,
    sku: line.sku,
    unit: line.unit,
    quantity: line.quantity,
    discount: 0,
    ...amounts({ rate: line.rate, item_total: cents(line.rate * line.quantity) }),
    ...TAX,
    tags: [],
    item_custom_fields: [],
  };
}
