import { found, list, one } from './desk-call.js';
import type { DeskRoute, Operation } from './desk-call.js';
import type { DeskTicket } from './desk-types.js';
import { readListQuery } from './list-query.js';
import type { ListQuery } from './list-query.js';
import { TICKET_INCLUDES, ticketInFull, ticketInList } from './show-ticket.js';
import { createTicket, updateTicket } from './write-tickets.js';

const FILTERS = ['status', 'priority', 'channel', 'assignee', 'departmentId', 'departmentIds'];
const SORT_BY = [
  'createdTime',
  'modifiedTime',
  'dueDate',
  'responseDueDate',
  'customerResponseTime',
  'ticketNumber',
];

/** `GET /tickets`. Without `sortBy` the newest come first. */
const listTickets: Operation = ({ query }, data) => {
  const asked = readListQuery(query, {
    api: 'GET /tickets',
    filters: FILTERS,
    sortBy: SORT_BY,
    include: TICKET_INCLUDES,
  });
  const chosen = data.tickets.filter((ticket) => matches(ticket, asked));
  return list(asked.page(newestFirst(chosen)).map((ticket) => ticketInList(ticket, asked.includes, data)));
};

/** The tickets of a contact or an account: `GET /contacts/:id/tickets`. */
const listTicketsOf =
  (kind: 'contacts' | 'accounts'): Operation =>
  ({ ids: [id], query }, data) => {
    const what = kind === 'contacts' ? 'contact' : 'account';
    const owner = found<{ id: string }>(data[kind], id, what);
    const asked = readListQuery(query, {
      api: `GET /${kind}/:id/tickets`,
      filters: ['departmentId'],
      sortBy: SORT_BY,
      include: TICKET_INCLUDES,
    });
    const chosen = data.tickets.filter(
      (ticket) => ticket[`${what}Id`] === owner.id && matches(ticket, asked),
    );
    return list(asked.page(newestFirst(chosen)).map((ticket) => ticketInList(ticket, asked.includes, data)));
  };

const getTicket: Operation = ({ ids: [id], query }, data) => {
  const asked = readListQuery(query, { api: 'GET /tickets/:id', include: TICKET_INCLUDES });
  return one(ticketInFull(found(data.tickets, id, 'ticket'), asked.includes, data));
};

export const TICKET_ROUTES: readonly DeskRoute[] = [
  { path: '/tickets', GET: listTickets, POST: createTicket },
  { path: '/tickets/:id', GET: getTicket, PATCH: updateTicket },
  { path: '/contacts/:id/tickets', GET: listTicketsOf('contacts') },
  { path: '/accounts/:id/tickets', GET: listTicketsOf('accounts') },
];

function newestFirst(tickets: readonly DeskTicket[]): DeskTicket[] {
  return [...tickets].sort((a, b) => Number(b.ticketNumber) - Number(a.ticketNumber));
}

function matches(ticket: DeskTicket, asked: ListQuery): boolean {
  const departments = asked.values('departmentIds') ?? asked.values('departmentId');
  return (
    (asked.values('status')?.includes(ticket.status) ?? true) &&
    (asked.values('priority')?.includes(ticket.priority ?? '') ?? true) &&
    (asked.values('channel')?.includes(ticket.channel) ?? true) &&
    (asked.values('assignee')?.includes(ticket.assigneeId ?? 'Unassigned') ?? true) &&
    (departments === undefined ||
      departments.includes('allDepartment') ||
      departments.includes(ticket.departmentId))
  );
}
