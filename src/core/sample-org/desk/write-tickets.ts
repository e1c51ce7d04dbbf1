import { contactForTicket } from './contacts.js';
import { customValues } from './custom-fields.js';
import { bodyOf, found, one } from './desk-call.js';
import type { Operation } from './desk-call.js';
import type { DeskTicket } from './desk-types.js';
import { refuseUnknown } from './list-query.js';
import { ticketInFull } from './show-ticket.js';
import { anyList, idOf, oneOf, optional, readMembers, text, time } from './write-members.js';
import type { Members } from './write-members.js';

/** `POST /tickets`: subject, departmentId, and contactId or a contact by its email. */
export const createTicket: Operation = (call, data) => {
  refuseUnknown(call.query, [], 'POST /tickets');
  const { contact, ...body } = bodyOf(call);
  // Checked before the contact is added: nothing is left of a refused call.
  const adds = contact === undefined ? undefined : contactForTicket(contact, data);
  const given = readMembers(body, WRITABLE, data, {
    what: 'ticket',
    required: adds === undefined ? ['subject', 'departmentId', 'contactId'] : ['subject', 'departmentId'],
    update: false,
  });
  const owner = adds?.() ?? data.contacts.find(({ id }) => id === given.contactId);
  const now = data.now();
  const ticket: DeskTicket = {
    ...EMPTY,
    id: data.newId(),
    ticketNumber: String(Math.max(...data.tickets.map(({ ticketNumber }) => Number(ticketNumber))) + 1),
    subject: '',
    departmentId: '',
    accountId: owner?.accountId ?? null,
    email: owner?.email ?? null,
    phone: owner?.phone ?? null,
    customerResponseTime: now,
    createdTime: now,
    modifiedTime: now,
    createdBy: data.caller.id,
    modifiedBy: data.caller.id,
    ...given,
    contactId: owner?.id ?? '',
    ...timesOf(given.status, now),
  };
  data.tickets.push(ticket);
  return one(ticketInFull(ticket, () => false, data));
};

/** `PATCH /tickets/:id`: what is not given stays. */
export const updateTicket: Operation = (call, data) => {
  refuseUnknown(call.query, ['disableClosureNotification'], 'PATCH /tickets/:id');
  const ticket = found(data.tickets, call.ids[0], 'ticket');
  const changes = readMembers(bodyOf(call), WRITABLE, data, {
    what: 'ticket',
    required: REQUIRED,
    update: true,
  });
  const now = data.now();
  const owner = data.contacts.find(({ id }) => id === changes.contactId);
  Object.assign(ticket, owner === undefined ? {} : { accountId: owner.accountId }, changes, {
    cf: { ...ticket.cf, ...changes.cf },
    modifiedTime: now,
    modifiedBy: data.caller.id,
    ...(changes.status === ticket.status ? {} : timesOf(changes.status, now)),
  });
  return one(ticketInFull(ticket, () => false, data));
};

const REQUIRED = ['subject', 'departmentId', 'contactId', 'status', 'channel'] as const;

/** What a client may write. Other documented members (uploads, product, team …) have nothing here to point at. */
const WRITABLE: Members<DeskTicket> = {
  subject: text(255),
  departmentId: idOf('departments'),
  contactId: idOf('contacts'),
  accountId: optional(idOf('accounts')),
  assigneeId: optional(idOf('agents')),
  email: optional(text(255)),
  phone: optional(text(120)),
  description: optional(text(65_535)),
  resolution: optional(text(65_535)),
  status: oneOf(['Open', 'On Hold', 'Escalated', 'Closed']),
  priority: optional(oneOf(['High', 'Medium', 'Low'])),
  channel: text(120),
  category: optional(text(300)),
  subCategory: optional(text(300)),
  classification: optional(oneOf(['Question', 'Problem', 'Feature', 'Others'])),
  language: optional(text(100)),
  dueDate: optional(time),
  responseDueDate: optional(time),
  secondaryContacts: anyList,
  sharedDepartments: anyList,
  entitySkills: anyList,
  cf: customValues('tickets'),
};

const EMPTY = {
  productId: null,
  assigneeId: null,
  teamId: null,
  description: null,
  resolution: null,
  status: 'Open',
  priority: null,
  channel: 'Web',
  category: null,
  subCategory: null,
  classification: null,
  language: null,
  dueDate: null,
  responseDueDate: null,
  closedTime: null,
  onholdTime: null,
  threadCount: '0',
  secondaryContacts: [],
  sharedDepartments: [],
  entitySkills: [],
  cf: {},
} satisfies Partial<DeskTicket>;

/** What a new status does to the ticket's times. */
function timesOf(status: string | undefined, now: string): Partial<DeskTicket> {
  if (status === undefined) return {};
  return { closedTime: status === 'Closed' ? now : null, onholdTime: status === 'On Hold' ? now : null };
}
