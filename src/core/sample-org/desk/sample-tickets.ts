import { SAMPLE_ACCOUNTS, SAMPLE_AGENTS, SAMPLE_CONTACTS, SAMPLE_DEPARTMENTS } from './sample-people.js';
import type { DeskComment, DeskTicket } from './desk-types.js';

/** A ticket by the place of its contact, department and agent in their lists, and the day of January 2026 it came. */
function ticket(
  number: number,
  subject: string,
  [contactAt, departmentAt, agentAt]: readonly [number, number, number | null],
  day: number,
  rest: Partial<DeskTicket> = {},
): DeskTicket {
  const contact = SAMPLE_CONTACTS[contactAt];
  const agentId = agentAt === null ? null : (SAMPLE_AGENTS[agentAt]?.id ?? null);
  const createdTime = at(day, 9);
  return {
    id: String(1892000000094004 + (number - 176) * 24),
    ticketNumber: String(number),
    subject,
    departmentId: SAMPLE_DEPARTMENTS[departmentAt]?.id ?? '',
    contactId: contact?.id ?? '',
    accountId: SAMPLE_ACCOUNTS.find(({ id }) => id === contact?.accountId)?.id ?? null,
    productId: null,
    assigneeId: agentId,
    teamId: null,
    email: contact?.email ?? null,
    phone: contact?.phone ?? null,
    description: null,
    resolution: null,
    status: 'Open',
    priority: 'Medium',
    channel: 'Email',
    category: null,
    subCategory: null,
    classification: null,
    language: 'English',
    dueDate: at(day + 2, 17),
    responseDueDate: null,
    customerResponseTime: createdTime,
    createdTime,
    modifiedTime: createdTime,
    closedTime: null,
    onholdTime: null,
    threadCount: '1',
    createdBy: SAMPLE_AGENTS[0]?.id ?? '',
    modifiedBy: SAMPLE_AGENTS[0]?.id ?? '',
    secondaryContacts: [],
    sharedDepartments: [],
    entitySkills: [],
    cf: {},
    ...rest,
  };
}

function at(day: number, hour: number): string {
  return new Date(Date.UTC(2026, 0, day, hour)).toISOString();
}

const closed = (day: number, resolution: string): Partial<DeskTicket> => ({
  status: 'Closed',
  closedTime: at(day, 15),
  modifiedTime: at(day, 15),
  resolution,
});

/** The first has the number, the id and the empty members of the ticket in the document of the Invoke API. */
export const SAMPLE_TICKETS: readonly DeskTicket[] = [
  ticket(176, 'Question from the forum', [0, 0, 0], 5, {
    channel: 'Forums',
    priority: 'High',
    threadCount: '72',
  }),
  ticket(177, 'Delivery came a day late', [1, 0, 1], 6, { cf: { cf_delivery_route: 'Northwest' } }),
  ticket(178, 'Grinder stalls on the finest setting', [2, 1, 2], 7, {
    priority: 'High',
    channel: 'Phone',
    classification: 'Problem',
    cf: { cf_machine_serial: 'HG-20418' },
  }),
  ticket(179, 'Invoice shows the old address', [4, 0, 1], 8, {
    priority: 'Low',
    channel: 'Web',
    ...closed(9, 'Address changed, invoice sent again.'),
  }),
  ticket(180, 'Two bags were open', [1, 0, null], 9, {
    cf: { cf_bags_affected: '2' },
    classification: 'Problem',
  }),
  ticket(181, 'Tasting for the new bar menu', [3, 0, 0], 12, { channel: 'Chat', classification: 'Question' }),
  ticket(182, 'Steam wand leaks', [3, 1, 2], 13, {
    priority: 'High',
    channel: 'Phone',
    status: 'Escalated',
    modifiedTime: at(14, 8),
    cf: { cf_machine_serial: 'ES-10077' },
  }),
  ticket(183, 'Pause our standing order', [2, 0, 1], 14, { status: 'On Hold', onholdTime: at(14, 11) }),
  ticket(184, 'Wrong roast in the box', [4, 0, 1], 15, closed(16, 'Replacement sent.')),
  ticket(185, 'Water filter: which one fits?', [5, 1, null], 16, {
    priority: 'Low',
    channel: 'Web',
    classification: 'Question',
  }),
  ticket(186, 'Request a price list', [5, 0, 1], 19, { priority: null, channel: 'Web', dueDate: null }),
  ticket(187, 'Yearly service of both machines', [2, 1, 2], 20, {
    status: 'On Hold',
    onholdTime: at(21, 10),
  }),
];

const [first, second, third] = SAMPLE_TICKETS;

export const SAMPLE_COMMENTS: readonly DeskComment[] = [
  comment('1892000000301003', second, 'The carrier confirms a delay in Portland.', at(6, 11)),
  comment('1892000000301007', second, 'Credit note is on its way.', at(7, 9), { isPublic: true }),
  comment('1892000000301011', third, '<div>Burrs ordered.</div>', at(8, 10), { contentType: 'html' }),
];

function comment(
  id: string,
  about: DeskTicket | undefined,
  content: string,
  commentedTime: string,
  rest: Partial<DeskComment> = {},
): DeskComment {
  return {
    id,
    ticketId: (about ?? first)?.id ?? '',
    content,
    contentType: 'plainText',
    isPublic: false,
    commentedTime,
    modifiedTime: null,
    commenterId: SAMPLE_AGENTS[1]?.id ?? '',
    ...rest,
  };
}
