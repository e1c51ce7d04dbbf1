import { shownCustomFields } from './custom-fields.js';
import type { DeskData } from './desk-data.js';
import type { DeskTicket } from './desk-types.js';

/** What a ticket's `include` may ask for. */
export const TICKET_INCLUDES = ['contacts', 'products', 'departments', 'team', 'assignee', 'isRead'] as const;

/** Whether `include` asks for something. */
type Includes = (name: (typeof TICKET_INCLUDES)[number]) => boolean;

/** A ticket as a list shows it: the members of the sample in the document of the Invoke API, and those that live answers add. */
export function ticketInList(ticket: DeskTicket, includes: Includes, data: DeskData): object {
  return {
    id: ticket.id,
    ticketNumber: ticket.ticketNumber,
    layoutId: '1892000000011019',
    email: ticket.email,
    phone: ticket.phone,
    subject: ticket.subject,
    status: ticket.status,
    statusType: statusType(ticket.status),
    createdTime: ticket.createdTime,
    category: ticket.category,
    language: ticket.language,
    subCategory: ticket.subCategory,
    priority: ticket.priority,
    channel: ticket.channel,
    dueDate: ticket.dueDate,
    responseDueDate: ticket.responseDueDate,
    commentCount: String(data.comments.filter(({ ticketId }) => ticketId === ticket.id).length),
    sentiment: null,
    threadCount: ticket.threadCount,
    closedTime: ticket.closedTime,
    onholdTime: ticket.onholdTime,
    departmentId: ticket.departmentId,
    contactId: ticket.contactId,
    productId: ticket.productId,
    assigneeId: ticket.assigneeId,
    teamId: ticket.teamId,
    webUrl: `https://desk.zoho.com/support/harborandvine/ShowHomePage.do#Cases/dv/${ticket.id}`,
    channelCode: null,
    lastThread: null,
    customerResponseTime: ticket.customerResponseTime,
    isArchived: false,
    isSpam: false,
    source: { appName: null, appPhotoURL: null, permalink: null, type: 'SYSTEM', extId: null },
    ...related(ticket, includes, data),
  };
}

/** A ticket by itself: what a list shows, and the rest. */
export function ticketInFull(ticket: DeskTicket, includes: Includes, data: DeskData): object {
  const now = data.now();
  const isOpen = ticket.closedTime === null;
  return {
    ...ticketInList(ticket, includes, data),
    ...shownCustomFields(ticket.cf, 'tickets', data),
    accountId: ticket.accountId,
    description: ticket.description,
    resolution: ticket.resolution,
    classification: ticket.classification,
    modifiedTime: ticket.modifiedTime,
    createdBy: ticket.createdBy,
    modifiedBy: ticket.modifiedBy,
    isOverDue: isOpen && isPast(ticket.dueDate, now),
    isResponseOverdue: isOpen && isPast(ticket.responseDueDate, now),
    isEscalated: ticket.status === 'Escalated',
    isTrashed: false,
    isDeleted: false,
    isFollowing: false,
    approvalCount: '0',
    attachmentCount: '0',
    followerCount: '0',
    tagCount: '0',
    taskCount: '0',
    timeEntryCount: '0',
    slaId: null,
    channelRelatedInfo: null,
    layoutDetails: { id: '1892000000011019', layoutName: 'Standard' },
    secondaryContacts: ticket.secondaryContacts,
    sharedDepartments: ticket.sharedDepartments,
    entitySkills: ticket.entitySkills,
  };
}

/** Desk's three kinds of status: the names are an organisation's, the kinds are not. */
function statusType(status: string): string {
  return status === 'Closed' || status === 'On Hold' ? status : 'Open';
}

/** Times are compared as text: all are in UTC, of one length. */
function isPast(time: string | null, now: string): boolean {
  return time !== null && time < now;
}

function related(ticket: DeskTicket, includes: Includes, data: DeskData): object {
  return {
    ...(includes('contacts') ? { contact: contactOf(ticket, data) } : {}),
    ...(includes('products') ? { product: null } : {}),
    ...(includes('departments') ? { department: departmentOf(ticket, data) } : {}),
    ...(includes('team') ? { team: null } : {}),
    ...(includes('assignee') ? { assignee: assigneeOf(ticket, data) } : {}),
    ...(includes('isRead') ? { isRead: true } : {}),
  };
}

function contactOf({ contactId }: DeskTicket, { contacts, accounts }: DeskData): object | null {
  const contact = contacts.find(({ id }) => id === contactId);
  if (contact === undefined) return null;
  const account = accounts.find(({ id }) => id === contact.accountId);
  const { firstName, lastName, phone, mobile, id, type, email } = contact;
  return {
    firstName,
    lastName,
    phone,
    mobile,
    id,
    type,
    email,
    isSpam: false,
    account:
      account === undefined
        ? null
        : { website: account.website, accountName: account.accountName, id: account.id },
  };
}

function departmentOf({ departmentId }: DeskTicket, { departments }: DeskData): object | null {
  const department = departments.find(({ id }) => id === departmentId);
  return department === undefined ? null : { id: department.id, name: department.name };
}

function assigneeOf({ assigneeId }: DeskTicket, { agents }: DeskData): object | null {
  const agent = agents.find(({ id }) => id === assigneeId);
  if (agent === undefined) return null;
  const { id, firstName, lastName, emailId } = agent;
  return { id, firstName, lastName, email: emailId, photoURL: null };
}
