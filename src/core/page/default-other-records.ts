import { amounts, customField, dates, inDollars, sampleId } from './default-parts.js';
import type { PageRecord } from './page.js';

/** The sample record of a module that is no document with line items, and no contact. */
export function otherRecord(module: string): PageRecord | undefined {
  return Object.hasOwn(OTHER_RECORDS, module) ? structuredClone(OTHER_RECORDS[module]) : undefined;
}

const OTHER_RECORDS: Readonly<Record<string, PageRecord>> = {
  item: {
    item_id: sampleId(6_001),
    name: 'Ethiopia Guji, whole bean',
    item_name: 'Ethiopia Guji, whole bean',
    description: 'Washed, 1 kg bags',
    sku: 'BEAN-GUJI-1K',
    unit: 'bag',
    product_type: 'goods',
    item_type: 'inventory',
    status: 'active',
    stock_on_hand: 186,
    available_stock: 162,
    reorder_level: 60,
    ...amounts({ rate: 28.5, purchase_rate: 16.4 }),
    custom_fields: [customField(21, 'cf_roast', 'Roast', 'Light')],
  },
  expense: {
    expense_id: sampleId(9_001),
    ...dates({ date: '2025-03-06' }),
    account_name: 'Travel',
    merchant_name: 'Cascades Rail',
    description: 'Train to the cupping in Seattle',
    reference_number: 'CR-55190',
    status: 'nonbillable',
    is_billable: false,
    ...inDollars(),
    ...amounts({ amount: 84, tax_amount: 0, total: 84 }),
    custom_fields: [],
  },
  project: {
    project_id: sampleId(9_101),
    project_name: 'Juniper Street, second bar',
    description: 'Equipment, water and training for the new bar',
    customer_id: sampleId(2_001),
    customer_name: 'Juniper Street Café',
    status: 'active',
    billing_type: 'based_on_task_hours',
    ...amounts({ rate: 95 }),
    tasks: [{ task_id: sampleId(9_111), task_name: 'Barista training', ...amounts({ rate: 95 }) }],
    custom_fields: [],
  },
  trip: {
    trip_id: sampleId(9_201),
    trip_number: 'TRIP-00021',
    business_purpose: 'Cupping at Cascadia Green Imports',
    destination_country: 'United States',
    status: 'approved',
    is_international: false,
    ...dates({ start_date: '2025-03-06', end_date: '2025-03-07' }),
    ...amounts({ budget_amount: 400 }),
    custom_fields: [],
  },
  report: {
    report_id: sampleId(9_301),
    report_number: 'ER-00018',
    report_name: 'Seattle, March',
    description: '',
    status: 'submitted',
    submitted_by: 'Maya Lindqvist',
    ...dates({ start_date: '2025-03-06', end_date: '2025-03-07' }),
    ...inDollars(),
    ...amounts({ total: 84, reimbursable_total: 84, non_reimbursable_total: 0 }),
    custom_fields: [],
  },
  advance: {
    advance_payment_id: sampleId(9_401),
    reference_number: 'ADV-00004',
    paid_through_account_name: 'Petty Cash',
    status: 'open',
    ...dates({ date: '2025-03-03' }),
    ...inDollars(),
    ...amounts({ amount: 150, balance: 66 }),
    custom_fields: [],
  },
};
