import { address, amounts, customField, inDollars, sampleId } from './default-parts.js';
import { CUSTOMERS, VENDORS } from './default-parties.js';
import type { Party } from './default-parties.js';
import type { PageRecord } from './page.js';

/** A sample customer; the first is a café. */
export function customerRecord(index: number, receivable: number): PageRecord {
  const party = CUSTOMERS[index] as Party;
  return contact('customer', index, party, {
    custom_fields: [customField(11, 'cf_route', 'Delivery route', party.field)],
    ...amounts({ outstanding_receivable_amount: receivable, unused_credits_receivable_amount: 0 }),
  });
}

/** A sample vendor; the first is an importer of green coffee. */
export function vendorRecord(index: number, payable: number): PageRecord {
  const party = VENDORS[index] as Party;
  return contact('vendor', index, party, {
    custom_fields: [customField(12, 'cf_incoterm', 'Incoterm', party.field)],
    ...amounts({ outstanding_payable_amount: payable, unused_credits_payable_amount: 0 }),
  });
}

/** Who a sales document goes to. */
export function toCustomer(index = 0): PageRecord {
  const { contact_id, contact_name, company_name, email, phone, billing_address, shipping_address } =
    customerRecord(index, 0);
  return {
    customer_id: contact_id,
    customer_name: contact_name,
    company_name,
    email,
    phone,
    contact_persons: [personId('customer', index)],
    billing_address,
    shipping_address,
  };
}

/** Who a purchase document comes from. */
export function fromVendor(index = 0): PageRecord {
  const { contact_id, contact_name, billing_address } = vendorRecord(index, 0);
  return { vendor_id: contact_id, vendor_name: contact_name, billing_address };
}

function personId(type: 'customer' | 'vendor', index: number): string {
  return sampleId((type === 'customer' ? 2_011 : 2_111) + index);
}

function contact(type: 'customer' | 'vendor', index: number, party: Party, members: PageRecord): PageRecord {
  const { name, company, first, last, email, phone, street, dock = street, city, state, zip } = party;
  const id = sampleId((type === 'customer' ? 2_001 : 2_101) + index);
  return {
    contact_id: id,
    contact_name: name,
    company_name: company,
    first_name: first,
    last_name: last,
    email,
    phone,
    billing_address: address(street, city, state, zip),
    shipping_address: address(dock, city, state, zip),
    ...members,
    [`${type}_id`]: id,
    [`${type}_name`]: name,
    contact_type: type,
    customer_sub_type: 'business',
    status: 'active',
    payment_terms: 30,
    payment_terms_label: 'Net 30',
    notes: '',
    ...inDollars(),
    contact_persons: [
      {
        contact_person_id: personId(type, index),
        first_name: first,
        last_name: last,
        email,
        phone,
        is_primary_contact: true,
      },
    ],
  };
}
