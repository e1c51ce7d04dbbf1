import { amounts, sampleId } from './default-parts.js';
import type { PageRecord } from './page.js';

interface Article {
  name: string;
  description: string;
  sku: string;
  unit: string;
  rate: number;
  /** What it is bought for; absent for a service. */
  purchaseRate?: number;
  stock?: number;
  roast?: string;
}

/** What the sample organisation sells. */
export const ARTICLES: readonly Article[] = [
  {
    name: 'Ethiopia Guji, whole bean',
    description: 'Washed, 1 kg bags',
    sku: 'BEAN-GUJI-1K',
    unit: 'bag',
    rate: 28.5,
    purchaseRate: 16.4,
    stock: 186,
    roast: 'Light',
  },
  {
    name: 'House Espresso, whole bean',
    description: 'Blend No. 4, 1 kg bags',
    sku: 'BEAN-HOUSE-1K',
    unit: 'bag',
    rate: 22,
    purchaseRate: 12.75,
    stock: 412,
    roast: 'Dark',
  },
  {
    name: 'Grinder calibration',
    description: 'On site, two grinders',
    sku: 'SRV-CALIB',
    unit: 'visit',
    rate: 95,
  },
  {
    name: 'Colombia Huila Decaf, whole bean',
    description: 'Sugar cane process, 1 kg bags',
    sku: 'BEAN-DECAF-1K',
    unit: 'bag',
    rate: 26.25,
    purchaseRate: 15.1,
    stock: 64,
    roast: 'Medium',
  },
  {
    name: 'Paper filters, size 4',
    description: 'Box of 1,000',
    sku: 'FILT-4-1000',
    unit: 'box',
    rate: 18.9,
    purchaseRate: 9.35,
    stock: 240,
  },
  {
    name: 'Barista training',
    description: 'Half a day, up to six people',
    sku: 'SRV-TRAIN',
    unit: 'session',
    rate: 340,
  },
];

/** A line of a sample document: the index of an article, and how many of it. */
export type SampleLine = readonly [article: number, quantity: number];

/** The lines of every module's sample record. */
export const FIRST_LINES: readonly SampleLine[] = [
  [0, 24],
  [1, 40],
  [2, 1],
];

const TAX = { tax_id: sampleId(4_101), tax_name: 'Sales Tax', tax_percentage: 8.25, tax_type: 'tax' };

/** Line items, and what their totals depend on beside them. */
export function lineItems(lines: readonly SampleLine[] = FIRST_LINES): PageRecord {
  return {
    line_items: lines.map(([article, quantity], index) => lineItem(article, quantity, index)),
    is_inclusive_tax: false,
    discount: 0,
    discount_type: 'item_level',
    ...amounts({ shipping_charge: 0, adjustment: 0 }),
  };
}

function lineItem(article: number, quantity: number, index: number): PageRecord {
  const { name, description, sku, unit, rate } = ARTICLES[article] as Article;
  return {
    line_item_id: sampleId(5_001 + index),
    item_id: sampleId(6_001 + article),
    item_order: index + 1,
    name,
    description,
    sku,
    unit,
    quantity,
    discount: 0,
    ...amounts({ rate }),
    ...TAX,
    tags: [
      {
        tag_id: sampleId(4_201),
        tag_name: 'Sales channel',
        tag_option_id: sampleId(4_211),
        tag_option_name: 'Wholesale',
      },
    ],
    item_custom_fields: [],
  };
}
