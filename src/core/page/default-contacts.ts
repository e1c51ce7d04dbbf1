import { linesAndTotals, PAID } from './default-line-items.js';
import { address, amounts, cents, customField, inDollars, sampleId } from './default-parts.js';
import type { PageRecord } from './create-page.js';

/** The sample customer, a café. */
export function customerRecord(): PageRecord {
  return contact('customer', {
    contact_id: sampleId(2_001),
    contact_name: 'Juniper Street Café',
    company_name: 'Juniper Street Café LLC',
    first_name: 'Tomás',
    last_name: 'Okafor',
    email: 'tomas@juniperstreet.example',
    phone: '+1 503 555 0142',
    billing_address: address('418 Juniper Street', 'Portland', 'OR', '97209'),
    shipping_address: address('420 Juniper Street, rear entrance', 'Portland', 'OR', '97209'),
    custom_fields: [customField(11, 'cf_route', 'Delivery route', 'Northwest, Tuesdays')],
    ...amounts({
      outstanding_receivable_amount: cents(linesAndTotals().total - PAID),
      unused_credits_receivable_amount: 0,
    }),
  });
}

/** The sample vendor, an importer of green coffee. */
export function vendorRecord(): PageRecord {
  return contact('vendor', {
    contact_id: sampleId(2_101),
    contact_name: 'Cascadia Green Imports',
    company_name: 'Cascadia Green Imports Inc.',
    first_name: 'Priya',
    last_name: 'Raman',
    email: 'orders@cascadiagreen.example',
    phone: '+1 206 555 0117',
    billing_address: address('2200 Harbor Avenue SW', 'Seattle', 'WA', '98126'),
    shipping_address: address('2200 Harbor Avenue SW, dock 4', 'Seattle', 'WA', '98126'),
    custom_fields: [customField(12, 'cf_incoterm', 'Incoterm', 'FCA Seattle')],
    ...amounts({ outstanding_payable_amount: linesAndTotals().total, unused_credits_payable_amount: 0 }),
  });
}

/** Who a sales document goes to. */
export function toCustomer(): PageRecord {
  const { contact_id, contact_name, company_name, email, phone, billing_address, shipping_address } =
    customerRecord();
  return {
    customer_id: contact_id,
    customer_name: contact_name,
    company_name,
    email,
    phone,
    contact_persons: [sampleId(2_011)],
    billing_address,
    shipping_address,
  };
}

/** Who a purchase document comes from. */
export function fromVendor(): PageRecord {
  const { contact_id, contact_name, billing_address } = vendorRecord();
  return { vendor_id: contact_id, vendor_name: contact_name, billing_address };
}

function contact(type: 'customer' | 'vendor', members: PageRecord): PageRecord {
  const { contact_id, contact_name, first_name, last_name, email, phone } = members;
  return {
    ...members,
    [`${type}_id`]: contact_id,
    [`${type}_name`]: contact_name,
    contact_type: type,
    customer_sub_type: 'business',
    status: 'active',
    payment_terms: 30,
    payment_terms_label: 'Net 30',
    notes: '',
    ...inDollars(),
    contact_persons: [
      {
        contact_person_id: sampleId(type === 'customer' ? 2_011 : 2_111),
        first_name,
        last_name,
        email,
        phone,
        is_primary_contact: true,
      },
    ],
  };
}
