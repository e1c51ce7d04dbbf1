import { ARTICLES } from './default-line-items.js';
import { otherRecord } from './default-other-records.js';
import { amounts, customField, dates, sampleId } from './default-parts.js';
import type { PageRecord } from './page.js';

/** The sample items: all that the sample documents sell. */
export function itemRecords(): PageRecord[] {
  return ARTICLES.map(({ name, description, sku, unit, rate, purchaseRate, stock, roast }, index) => ({
    ...otherRecord('item'),
    item_id: sampleId(6_001 + index),
    name,
    item_name: name,
    description,
    sku,
    unit,
    product_type: stock === undefined ? 'service' : 'goods',
    item_type: stock === undefined ? 'sales' : 'inventory',
    stock_on_hand: stock ?? 0,
    available_stock: stock === undefined ? 0 : stock - 24,
    ...amounts({ rate, purchase_rate: purchaseRate ?? 0 }),
    custom_fields: [customField(21, 'cf_roast', 'Roast', roast ?? '')],
  }));
}

/** The sample expenses, the newest first. */
export function expenseRecords(): PageRecord[] {
  return EXPENSES.map(({ date, account, merchant, description, reference, amount, status }, index) => ({
    ...otherRecord('expense'),
    expense_id: sampleId(9_001 + index),
    ...dates({ date }),
    account_name: account,
    merchant_name: merchant,
    description,
    reference_number: reference,
    status,
    is_billable: status === 'unbilled',
    ...amounts({ amount, tax_amount: 0, total: amount }),
  }));
}

const EXPENSES = [
  {
    date: '2025-03-06',
    account: 'Travel',
    merchant: 'Cascades Rail',
    description: 'Train to the cupping in Seattle',
    reference: 'CR-55190',
    amount: 84,
    status: 'nonbillable',
  },
  {
    date: '2025-03-05',
    account: 'Fuel',
    merchant: 'Willamette Fuel Stop',
    description: 'Delivery van, valley round',
    reference: '0413-77',
    amount: 61.37,
    status: 'nonbillable',
  },
  {
    date: '2025-02-27',
    account: 'Repairs and maintenance',
    merchant: 'Northgate Tools',
    description: 'Burrs for the grinder of the Northlight Hotel',
    reference: 'NT-20931',
    amount: 212.5,
    status: 'unbilled',
  },
  {
    date: '2025-02-19',
    account: 'Meals and entertainment',
    merchant: 'Saltbox Kitchen',
    description: 'Lunch with the importer',
    reference: '88213',
    amount: 47.8,
    status: 'nonbillable',
  },
  {
    date: '2025-02-11',
    account: 'Office supplies',
    merchant: 'Blue Heron Paper',
    description: 'Labels and thermal rolls',
    reference: 'BHP-1187',
    amount: 129.95,
    status: 'reimbursed',
  },
] as const;
