import { customValues, shownCustomFields } from './custom-fields.js';
import { bodyOf, found, list, one } from './desk-call.js';
import type { DeskRoute, Operation } from './desk-call.js';
import type { DeskData } from './desk-data.js';
import { DeskRefusal, invalidData } from './desk-refusal.js';
import type { DeskContact } from './desk-types.js';
import { readListQuery, refuseUnknown } from './list-query.js';
import { idOf, optional, readMembers, text } from './write-members.js';
import type { Members } from './write-members.js';

const RULES = {
  sortBy: ['firstName', 'lastName', 'email', 'phone', 'createdTime', 'modifiedTime'],
  include: ['accounts'],
};

const listContacts: Operation = ({ query }, data) => {
  const asked = readListQuery(query, { api: 'GET /contacts', ...RULES });
  return list(asked.page(data.contacts).map((contact) => shownContact(contact, asked.includes, data)));
};

/** `GET /accounts/:id/contacts`. */
const listContactsOf: Operation = ({ ids: [id], query }, data) => {
  const account = found(data.accounts, id, 'account');
  const asked = readListQuery(query, { api: 'GET /accounts/:id/contacts', ...RULES });
  const chosen = data.contacts.filter(({ accountId }) => accountId === account.id);
  return list(asked.page(chosen).map((contact) => shownContact(contact, asked.includes, data)));
};

const getContact: Operation = ({ ids: [id], query }, data) => {
  const asked = readListQuery(query, { api: 'GET /contacts/:id', include: ['accounts'] });
  return one(shownContact(found(data.contacts, id, 'contact'), asked.includes, data));
};

const createContact: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'POST /contacts');
  return one(shownContact(newContact(bodyOf(call), data)(), () => false, data));
};

const updateContact: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'PATCH /contacts/:id');
  const contact = found(data.contacts, call.ids[0], 'contact');
  const changes = readMembers(bodyOf(call), WRITABLE, data, {
    what: 'contact',
    required: ['lastName'],
    update: true,
  });
  refuseTakenEmail(changes.email, data, contact);
  const cf = { ...contact.cf, ...changes.cf };
  Object.assign(contact, changes, { cf, modifiedTime: data.now() });
  return one(shownContact(contact, () => false, data));
};

/**
 * The contact that a new ticket names by `contact` in place of `contactId`: the one with that email, or a new one.
 *
 * @returns what adds it, if need be: by then all of the ticket has been checked
 */
export function contactForTicket(given: unknown, data: DeskData): () => DeskContact {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new DeskRefusal(
      'INVALID_DATA',
      'The contact of the ticket is not an object such as {"lastName":"Quill","email":"quill@example.com"}.',
      [{ fieldName: '/contact', errorType: 'invalid' }],
    );
  const body = given as Record<string, unknown>;
  const known = data.contacts.find(({ email }) => email !== null && email === body.email);
  return known === undefined ? newContact(body, data, '/contact') : () => known;
}

export const CONTACT_ROUTES: readonly DeskRoute[] = [
  { path: '/contacts', GET: listContacts, POST: createContact },
  { path: '/contacts/:id', GET: getContact, PATCH: updateContact },
  { path: '/accounts/:id/contacts', GET: listContactsOf },
];

const WRITABLE: Members<DeskContact> = {
  firstName: optional(text(100)),
  lastName: text(100),
  email: optional(text(255)),
  secondaryEmail: optional(text(255)),
  phone: optional(text(50)),
  mobile: optional(text(50)),
  type: optional(text(120)),
  title: optional(text(100)),
  description: optional(text(65_535)),
  street: optional(text(500)),
  city: optional(text(100)),
  state: optional(text(100)),
  country: optional(text(100)),
  zip: optional(text(30)),
  twitter: optional(text(100)),
  facebook: optional(text(100)),
  accountId: optional(idOf('accounts')),
  ownerId: optional(idOf('agents')),
  cf: customValues('contacts'),
};

const EMPTY = Object.fromEntries(Object.keys(WRITABLE).map((name) => [name, null])) as unknown as DeskContact;

/** @param within the pointer of the object, where it is not the body */
function newContact(body: Readonly<Record<string, unknown>>, data: DeskData, within = ''): () => DeskContact {
  const given = readMembers(body, WRITABLE, data, {
    what: 'contact',
    required: ['lastName'],
    update: false,
    within,
  });
  refuseTakenEmail(given.email, data);
  return () => {
    const now = data.now();
    const contact = { ...EMPTY, cf: {}, ...given, id: data.newId(), createdTime: now, modifiedTime: now };
    data.contacts.push(contact);
    return contact;
  };
}

/** An email is one contact's. */
function refuseTakenEmail(email: string | null | undefined, data: DeskData, self?: DeskContact): void {
  const isTaken = data.contacts.some(
    (other) => other !== self && other.email !== null && other.email === email,
  );
  if (isTaken) throw invalidData('contact', [{ fieldName: '/email', errorType: 'duplicate' }]);
}

function shownContact(contact: DeskContact, includes: (name: string) => boolean, data: DeskData): object {
  const account = data.accounts.find(({ id }) => id === contact.accountId);
  const short =
    account === undefined
      ? null
      : { id: account.id, accountName: account.accountName, website: account.website };
  return {
    ...contact,
    ...shownCustomFields(contact.cf, 'contacts', data),
    ...(includes('accounts') ? { account: short } : {}),
    photoURL: null,
    isSpam: false,
    isDeleted: false,
    isTrashed: false,
    isFollowing: false,
    layoutId: '1892000000011037',
    webUrl: `https://desk.zoho.com/support/harborandvine/ShowHomePage.do#Contacts/dv/${contact.id}`,
  };
}
