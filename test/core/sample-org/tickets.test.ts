import { describe, expect, it } from 'vitest';
import { sampleOrg } from '../../../src/core/sample-org/index.js';
import { ask, rows } from './ask.js';

/** The ticket of "Sample Response" in the document of the Invoke API, as it stands there. */
const DOCUMENTED = {
  ticketNumber: '176',
  customerResponseTime: '2014-03-22T05:05:08.471Z',
  productId: null,
  contactId: '1892000000045028',
  subject: 'from forum',
  dueDate: '2016-06-01T14:04:07.000Z',
  departmentId: '1892000000006907',
  channel: 'Forums',
  threadCount: '72',
  priority: 'High',
  assigneeId: '1892000000056007',
  closedTime: null,
  commentCount: '0',
  phone: null,
  contact: {
    firstName: '',
    lastName: 'as',
    phone: null,
    id: '1892000000045028',
    type: null,
    email: 'somebody@example.com',
    account: { website: 'qwe.com', accountName: 'Man_Account', id: '1892000000980421' },
  },
  createdTime: '2014-03-06T09:49:50.000Z',
  id: '1892000000094004',
  email: 'example@example.com',
  status: 'Open',
};

/** The JSON types of an object's members, through the objects in it. */
function typesOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, typesOf(member)]));
}

const numbers = (answered: Parameters<typeof rows>[0]) =>
  rows(answered).map(({ ticketNumber }) => ticketNumber);

describe('the list of tickets', () => {
  it("has the document's ticket with every member of the sample, each of the same JSON type", async () => {
    const tickets = rows(await ask(sampleOrg(), 'GET /tickets?include=contacts&limit=100'));
    const same = tickets.find(({ ticketNumber }) => ticketNumber === DOCUMENTED.ticketNumber);
    expect(typesOf(same)).toMatchObject(typesOf(DOCUMENTED) as object);
    expect(same).toMatchObject({ id: DOCUMENTED.id, contactId: DOCUMENTED.contactId, threadCount: '72' });
  });

  it('has those members in every ticket', async () => {
    const tickets = rows(await ask(sampleOrg(), 'GET /tickets?include=contacts&limit=100'));
    expect(tickets).toHaveLength(12);
    for (const ticket of tickets) {
      expect(Object.keys(ticket)).toEqual(expect.arrayContaining(Object.keys(DOCUMENTED)));
      expect(Object.keys(ticket.contact as object)).toEqual(
        expect.arrayContaining(Object.keys(DOCUMENTED.contact)),
      );
    }
  });

  it('is in JSON and UTF-8', async () => {
    expect(await ask(sampleOrg(), 'GET /tickets')).toMatchObject({
      status: 200,
      contentType: 'application/json;charset=utf-8',
    });
  });

  it('has ten where no limit is given, the newest first', async () => {
    const ten = ['187', '186', '185', '184', '183', '182', '181', '180', '179', '178'];
    expect(numbers(await ask(sampleOrg(), 'GET /tickets'))).toEqual(ten);
  });

  it('starts at a place counted from zero', async () => {
    const org = sampleOrg();
    expect(numbers(await ask(org, 'GET /tickets?from=0&limit=2'))).toEqual(['187', '186']);
    expect(numbers(await ask(org, 'GET /tickets?from=1&limit=2'))).toEqual(['186', '185']);
  });

  it('is 204 without a body where nothing is left', async () => {
    const org = sampleOrg();
    for (const query of ['from=12', 'status=Duplicate', 'assignee=1']) {
      const answered = await ask(org, `GET /tickets?${query}`);
      expect(answered, query).toEqual({ status: 204, contentType: null, body: undefined });
    }
  });

  it.each([
    ['limit=101', 'limit', '1 to 100'],
    ['limit=0', 'limit', '1 to 100'],
    ['limit=ten', 'limit', '1 to 100'],
    ['from=-1', 'from', '0 or more'],
    ['sortBy=subject', 'sortBy', 'createdTime'],
    ['include=threads', 'include', 'contacts'],
    ['contactID=1', 'contactID', 'status'],
  ])('refuses %s, naming it and what is possible', async (query, name, possible) => {
    const answered = await ask(sampleOrg(), `GET /tickets?${query}`);
    expect(answered).toMatchObject({ status: 422, body: { errorCode: 'UNPROCESSABLE_ENTITY' } });
    const { message } = answered?.body as { message: string };
    expect(message).toContain(`'${name}'`);
    expect(message).toContain(possible);
  });

  it.each([
    ['status=Closed', ({ status }: Record<string, unknown>) => status === 'Closed', 2],
    ['status=On%20Hold,Escalated', ({ status }) => ['On Hold', 'Escalated'].includes(String(status)), 3],
    ['status=Closed&status=Escalated', ({ status }) => ['Closed', 'Escalated'].includes(String(status)), 3],
    ['priority=High', ({ priority }) => priority === 'High', 3],
    ['channel=Phone', ({ channel }) => channel === 'Phone', 2],
    ['assignee=Unassigned', ({ assigneeId }) => assigneeId === null, 2],
    ['assignee=1892000000056055', ({ assigneeId }) => assigneeId === '1892000000056055', 3],
    ['departmentIds=1892000000006921', ({ departmentId }) => departmentId === '1892000000006921', 4],
    ['departmentId=1892000000006921', ({ departmentId }) => departmentId === '1892000000006921', 4],
    ['status=Open&channel=Web', ({ status, channel }) => status === 'Open' && channel === 'Web', 2],
  ] satisfies [
    string,
    (ticket: Record<string, unknown>) => boolean,
    number,
  ][])('is filtered by %s', async (query, matches, count) => {
    const chosen = rows(await ask(sampleOrg(), `GET /tickets?limit=100&${query}`));
    expect(chosen).toHaveLength(count);
    expect(chosen.filter((ticket) => !matches(ticket))).toEqual([]);
  });

  it('is sorted either way, with what has no value last', async () => {
    const org = sampleOrg();
    const times = async (sortBy: string) =>
      rows(await ask(org, `GET /tickets?limit=100&sortBy=${sortBy}`)).map(({ dueDate }) => dueDate);
    const rising = await times('dueDate');
    const falling = await times('-dueDate');
    expect(rising.at(-1)).toBeNull();
    expect(falling.at(-1)).toBeNull();
    expect(rising.slice(0, -1)).toEqual([...rising.slice(0, -1)].sort());
    expect(falling.slice(0, -1)).toEqual(rising.slice(0, -1).reverse());
  });

  it('brings along what include asks for, and only that', async () => {
    const org = sampleOrg();
    const [plain] = rows(await ask(org, 'GET /tickets?limit=1&sortBy=ticketNumber'));
    const [full] = rows(
      await ask(org, 'GET /tickets?limit=1&sortBy=ticketNumber&include=assignee,departments,team'),
    );
    expect(Object.keys(plain ?? {})).not.toContain('assignee');
    expect(Object.keys(full ?? {})).not.toContain('contact');
    expect(full).toMatchObject({
      assignee: { id: plain?.assigneeId, firstName: 'Maya' },
      department: { id: plain?.departmentId, name: 'Wholesale Support' },
      team: null,
    });
  });

  it('is there for one contact and one account', async () => {
    const org = sampleOrg();
    const ofContact = rows(await ask(org, 'GET /contacts/1892000000045028/tickets'));
    expect(ofContact.map(({ contactId }) => contactId)).toEqual(['1892000000045028']);
    const contacts = rows(await ask(org, 'GET /accounts/1892000000980445/contacts')).map(({ id }) => id);
    const ofAccount = rows(await ask(org, 'GET /accounts/1892000000980445/tickets'));
    expect(ofAccount.length).toBeGreaterThan(0);
    for (const { contactId } of ofAccount) expect(contacts).toContain(contactId);
  });
});

describe('a ticket', () => {
  it('by itself has what the list has, and its custom fields by apiName and by label', async () => {
    const org = sampleOrg();
    const [listed] = rows(await ask(org, 'GET /tickets?limit=1&from=9'));
    const single = await ask(org, `GET /tickets/${listed?.id}`);
    expect(single?.status).toBe(200);
    expect(single?.body).toMatchObject({
      ...listed,
      cf: { cf_machine_serial: 'HG-20418', cf_delivery_route: null, cf_bags_affected: null },
      customFields: { 'Machine Serial': 'HG-20418', 'Delivery Route': null, 'Bags Affected': null },
    });
  });

  it('that is not there is 404', async () => {
    for (const method of ['GET', 'PATCH']) {
      const answered = await ask(sampleOrg(), `${method} /tickets/404`, method === 'GET' ? undefined : {});
      expect(answered).toMatchObject({ status: 404, body: { errorCode: 'URL_NOT_FOUND' } });
    }
  });

  it('is overdue once its due date is past, and not when it is closed', async () => {
    const org = sampleOrg({ now: () => new Date('2026-01-07T17:00:00.001Z') });
    const overdue = async (id: string) => (await ask(org, `GET /tickets/${id}`))?.body;
    expect(await overdue('1892000000094004')).toMatchObject({
      dueDate: '2026-01-07T17:00:00.000Z',
      isOverDue: true,
    });
    const closed = org.desk.tickets.find(({ status }) => status === 'Closed');
    expect(await overdue(closed?.id ?? '')).toMatchObject({ isOverDue: false });
  });
});
