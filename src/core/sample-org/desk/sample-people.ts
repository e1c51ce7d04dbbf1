import type { DeskAccount, DeskAgent, DeskContact, DeskDepartment } from './desk-types.js';

/** What most samples leave empty. */
const NO_ADDRESS = { street: null, city: null, state: null, country: 'United States' };

export const SAMPLE_DEPARTMENTS: readonly DeskDepartment[] = [
  {
    id: '1892000000006907',
    name: 'Wholesale Support',
    description: 'Orders, deliveries and invoices',
    isEnabled: true,
    isDefault: true,
    createdTime: '2024-01-08T16:00:00.000Z',
  },
  {
    id: '1892000000006921',
    name: 'Equipment Service',
    description: 'Grinders and espresso machines',
    isEnabled: true,
    isDefault: false,
    createdTime: '2024-06-03T16:00:00.000Z',
  },
];

function agent(
  id: string,
  firstName: string,
  lastName: string,
  rest: Pick<DeskAgent, 'status' | 'rolePermissionType' | 'roleName'>,
  ...associatedDepartmentIds: string[]
): DeskAgent {
  const emailId = `${firstName}.${lastName}@harborandvine.example`.toLowerCase();
  return { id, firstName, lastName, emailId, ...rest, associatedDepartmentIds };
}

const LEAD = { status: 'ACTIVE', rolePermissionType: 'Admin', roleName: 'CEO' } as const;
const MEMBER = { status: 'ACTIVE', rolePermissionType: 'AgentPublic', roleName: 'Support Agent' } as const;
const FORMER = { status: 'DISABLED', rolePermissionType: 'Light', roleName: 'Light Agent' } as const;

/** The first is the one whom calls are made for. */
export const SAMPLE_AGENTS: readonly DeskAgent[] = [
  agent('1892000000056007', 'Maya', 'Lindqvist', LEAD, '1892000000006907', '1892000000006921'),
  agent('1892000000056031', 'Theo', 'Marchetti', MEMBER, '1892000000006907'),
  agent('1892000000056055', 'Nadia', 'Osei', MEMBER, '1892000000006921'),
  agent('1892000000056079', 'Jonas', 'Whitmore', FORMER, '1892000000006907'),
];

function account(id: string, accountName: string, rest: Partial<DeskAccount>): DeskAccount {
  return {
    id,
    accountName,
    website: null,
    email: null,
    phone: null,
    fax: null,
    industry: 'Food and beverage',
    description: null,
    code: null,
    ...NO_ADDRESS,
    ownerId: '1892000000056007',
    createdTime: '2024-02-12T17:20:00.000Z',
    modifiedTime: '2025-11-18T18:05:00.000Z',
    cf: {},
    ...rest,
  };
}

/** The first three customers of the Finance samples (core/page). */
export const SAMPLE_ACCOUNTS: readonly DeskAccount[] = [
  account('1892000000980421', 'Juniper Street Café', {
    website: 'https://juniperstreet.example',
    phone: '+1 503 555 0142',
    street: '418 Juniper Street',
    city: 'Portland',
    state: 'OR',
    cf: { cf_weekly_order: 'true' },
  }),
  account('1892000000980445', 'Northlight Hotel', {
    website: 'https://northlighthotel.example',
    phone: '+1 206 555 0188',
    industry: 'Hospitality',
    street: '75 Pine Street',
    city: 'Seattle',
    state: 'WA',
    cf: { cf_weekly_order: 'true' },
  }),
  account('1892000000980469', 'Alder & Oak Bakery', {
    phone: '+1 541 555 0163',
    street: '1190 Alder Street',
    city: 'Eugene',
    state: 'OR',
  }),
];

function contact(
  id: string,
  firstName: string,
  lastName: string,
  email: string | null,
  rest: Partial<DeskContact>,
): DeskContact {
  return {
    id,
    firstName,
    lastName,
    email,
    secondaryEmail: null,
    phone: null,
    mobile: null,
    type: null,
    title: null,
    description: null,
    ...NO_ADDRESS,
    zip: null,
    twitter: null,
    facebook: null,
    accountId: null,
    ownerId: '1892000000056007',
    createdTime: '2024-02-12T17:25:00.000Z',
    modifiedTime: '2025-11-18T18:10:00.000Z',
    cf: {},
    ...rest,
  };
}

export const SAMPLE_CONTACTS: readonly DeskContact[] = [
  contact('1892000000045028', '', 'Quill', 'quill@juniperstreet.example', { accountId: '1892000000980421' }),
  contact('1892000000045052', 'Tomás', 'Okafor', 'tomas@juniperstreet.example', {
    phone: '+1 503 555 0142',
    title: 'Owner',
    city: 'Portland',
    state: 'OR',
    zip: '97209',
    accountId: '1892000000980421',
    cf: { cf_preferred_roast: 'Medium' },
  }),
  contact('1892000000045076', 'Ingrid', 'Solberg', 'purchasing@northlighthotel.example', {
    phone: '+1 206 555 0188',
    title: 'Purchasing',
    city: 'Seattle',
    state: 'WA',
    zip: '98101',
    accountId: '1892000000980445',
    cf: { cf_preferred_roast: 'Dark' },
  }),
  contact('1892000000045100', 'Bram', 'Hollis', 'bram@northlighthotel.example', {
    phone: '+1 206 555 0189',
    mobile: '+1 206 555 0121',
    title: 'Bar manager',
    accountId: '1892000000980445',
  }),
  contact('1892000000045124', 'Hana', 'Whitfield', 'hana@alderandoak.example', {
    phone: '+1 541 555 0163',
    accountId: '1892000000980469',
  }),
  contact('1892000000045148', 'Desmond', 'Achterberg', 'desmond@readingroom.example', {
    phone: '+1 503 555 0109',
  }),
];
