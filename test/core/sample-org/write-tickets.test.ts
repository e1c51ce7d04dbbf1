import { describe, expect, it } from 'vitest';
import { sampleOrg } from '../../../src/core/sample-org/index.js';
import type { SampleField } from '../../../src/core/sample-org/index.js';
import { ask, rows } from './ask.js';

const NOW = '2026-03-04T09:30:00.000Z';
const SECOND = '1892000000094028';
const NEW = { subject: 'No coffee', departmentId: '1892000000006907', contactId: '1892000000045052' };

/** An extension's field, which the document writes as `{{fields.field1.apiName}}`. */
const FIELD: SampleField = {
  id: '1892000000500001',
  apiName: 'cf_field1',
  module: 'tickets',
  displayLabel: 'Field 1',
  type: 'Text',
  maxLength: 10,
};

const org = (fields: SampleField[] = []) => sampleOrg({ now: () => new Date(NOW), fields });

const errorsOf = (answered: Awaited<ReturnType<typeof ask>>) =>
  (answered?.body as { errors: { fieldName: string; errorType: string }[] }).errors.map(
    ({ fieldName, errorType }) => `${fieldName} ${errorType}`,
  );

describe('a new ticket', () => {
  it('is answered with 200 and the whole ticket, and found again', async () => {
    const desk = org();
    const created = await ask(desk, 'POST /tickets', NEW);
    expect(created).toMatchObject({
      status: 200,
      body: {
        ...NEW,
        ticketNumber: '188',
        status: 'Open',
        createdTime: NOW,
        modifiedTime: NOW,
        commentCount: '0',
      },
    });
    const { id } = created?.body as { id: string };
    expect((await ask(desk, `GET /tickets/${id}`))?.body).toEqual(created?.body);
    expect(rows(await ask(desk, 'GET /tickets?limit=1'))).toMatchObject([{ id }]);
    expect(desk.desk.tickets).toHaveLength(13);
  });

  it("has its contact's account, email and phone", async () => {
    const created = await ask(org(), 'POST /tickets', NEW);
    expect(created?.body).toMatchObject({
      accountId: '1892000000980421',
      email: 'tomas@juniperstreet.example',
      phone: '+1 503 555 0142',
    });
  });

  it('without what is required is 422, naming all of it', async () => {
    const desk = org();
    const answered = await ask(desk, 'POST /tickets', { subject: ' ', priority: 'High' });
    expect(answered).toMatchObject({ status: 422, body: { errorCode: 'INVALID_DATA' } });
    expect((answered?.body as { errors: unknown }).errors).toEqual([
      { fieldName: '/subject', errorType: 'missing' },
      { fieldName: '/departmentId', errorType: 'missing' },
      { fieldName: '/contactId', errorType: 'missing' },
    ]);
    expect(desk.desk.tickets).toHaveLength(12);
  });

  it('may name its contact by email, who is added where nobody has it', async () => {
    const desk = org();
    const { contactId: _, ...rest } = NEW;
    const known = await ask(desk, 'POST /tickets', {
      ...rest,
      contact: { email: 'hana@alderandoak.example' },
    });
    expect(known?.body).toMatchObject({ contactId: '1892000000045124' });
    expect(desk.desk.contacts).toHaveLength(6);
    const contact = { lastName: 'Brandt', email: 'brandt@example.com' };
    const added = await ask(desk, 'POST /tickets', { ...rest, contact });
    const { contactId } = added?.body as { contactId: string };
    expect((await ask(desk, `GET /contacts/${contactId}`))?.body).toMatchObject(contact);
  });

  it('is refused with a contact that nobody has and that cannot be added', async () => {
    const { contactId: _, ...rest } = NEW;
    const refused = await ask(org(), 'POST /tickets', { ...rest, contact: { email: 'a@example.com', x: 1 } });
    expect(errorsOf(refused)).toEqual(['/contact/lastName missing', '/contact/x invalid']);
    expect(errorsOf(await ask(org(), 'POST /tickets', { ...rest, contact: 'me' }))).toEqual([
      '/contact invalid',
    ]);
  });

  it('that is refused adds no contact', async () => {
    const desk = org();
    const refused = await ask(desk, 'POST /tickets', { subject: 'x', contact: { lastName: 'Brandt' } });
    expect(errorsOf(refused)).toEqual(['/departmentId missing']);
    expect(desk.desk.contacts).toHaveLength(6);
  });
});

describe('a change of a ticket', () => {
  it('changes what is given, and nothing else but who changed it and when', async () => {
    const desk = org();
    const before = (await ask(desk, `GET /tickets/${SECOND}`))?.body as object;
    const changed = await ask(desk, `PATCH /tickets/${SECOND}`, { priority: 'Low' });
    expect(changed).toMatchObject({ status: 200 });
    expect(changed?.body).toEqual({ ...before, priority: 'Low', modifiedTime: NOW });
    expect((await ask(desk, `GET /tickets/${SECOND}`))?.body).toEqual(changed?.body);
  });

  it('to Closed sets closedTime, and back to Open takes it away', async () => {
    const desk = org();
    const closed = await ask(desk, `PATCH /tickets/${SECOND}`, { status: 'Closed' });
    expect(closed?.body).toMatchObject({ statusType: 'Closed', closedTime: NOW });
    const open = await ask(desk, `PATCH /tickets/${SECOND}`, { status: 'Open' });
    expect(open?.body).toMatchObject({ statusType: 'Open', closedTime: null });
  });

  it('names everything that is wrong with it, and keeps nothing of it', async () => {
    const desk = org();
    const before = desk.desk.tickets;
    const answered = await ask(desk, `PATCH /tickets/${SECOND}`, {
      subject: null,
      priority: 'Urgent',
      assigneeId: '1',
      dueDate: 'tomorrow',
      ticketNumber: '5',
      'od/d~': 1,
      phone: '+1 555 0100',
    });
    expect(answered?.status).toBe(422);
    expect(errorsOf(answered)).toEqual([
      '/subject missing',
      '/priority invalid',
      '/assigneeId invalid',
      '/dueDate invalid',
      '/ticketNumber invalid',
      '/od~1d~0 invalid',
    ]);
    expect(desk.desk.tickets).toEqual(before);
  });

  it('takes a time of any zone and keeps it in UTC', async () => {
    const changed = await ask(org(), `PATCH /tickets/${SECOND}`, { dueDate: '2026-03-05T10:00:00+02:00' });
    expect(changed?.body).toMatchObject({ dueDate: '2026-03-05T08:00:00.000Z' });
  });

  it.each(['__proto__', 'constructor', 'hasOwnProperty'])('knows no member called %s', async (name) => {
    const answered = await ask(org(), `PATCH /tickets/${SECOND}`, `{"${name}": {"status": "Closed"}}`);
    expect(errorsOf(answered)).toEqual([`/${name} invalid`]);
  });
});

describe('custom fields of a ticket', () => {
  it("are set by their apiName, as the document's example has it, and the others stay", async () => {
    const desk = org([FIELD]);
    const changed = await ask(desk, `PATCH /tickets/${SECOND}`, { cf: { cf_field1: 'Testing' } });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        cf: { cf_field1: 'Testing', cf_delivery_route: 'Northwest' },
        customFields: { 'Field 1': 'Testing' },
      },
    });
  });

  it('are known once the extension has brought them', async () => {
    const fields: SampleField[] = [];
    const desk = org(fields);
    const body = { cf: { cf_field1: 'Testing' } };
    expect(errorsOf(await ask(desk, `PATCH /tickets/${SECOND}`, body))).toEqual(['/cf/cf_field1 invalid']);
    fields.push(FIELD);
    expect(await ask(desk, `PATCH /tickets/${SECOND}`, body)).toMatchObject({ status: 200 });
  });

  it('are cleared by null or empty text', async () => {
    const desk = org();
    for (const nothing of [null, '']) {
      await ask(desk, `PATCH /tickets/${SECOND}`, { cf: { cf_delivery_route: 'Valley' } });
      const cleared = await ask(desk, `PATCH /tickets/${SECOND}`, { cf: { cf_delivery_route: nothing } });
      expect(cleared?.body).toMatchObject({ cf: { cf_delivery_route: null } });
    }
  });

  it('keep numbers as text', async () => {
    const changed = await ask(org(), `PATCH /tickets/${SECOND}`, { cf: { cf_bags_affected: 3 } });
    expect(changed?.body).toMatchObject({ cf: { cf_bags_affected: '3' } });
  });

  it.each([
    ['longer than the field', { cf_field1: '12345678901' }],
    ['not of the picklist', { cf_delivery_route: 'Elsewhere' }],
    ['not a number', { cf_bags_affected: 'two' }],
    ['an object', { cf_field1: { a: 1 } }],
    ["another module's", { cf_preferred_roast: 'Dark' }],
    ['a standard field', { priority: 'Low' }],
  ])('refuse a value that is %s', async (_, cf) => {
    const answered = await ask(org([FIELD]), `PATCH /tickets/${SECOND}`, { cf });
    expect(answered).toMatchObject({ status: 422, body: { errorCode: 'INVALID_DATA' } });
    expect(errorsOf(answered)).toEqual([`/cf/${Object.keys(cf)[0]} invalid`]);
  });

  it('take ten characters where the field has ten', async () => {
    const changed = await ask(org([FIELD]), `PATCH /tickets/${SECOND}`, { cf: { cf_field1: '1234567890' } });
    expect(changed?.body).toMatchObject({ cf: { cf_field1: '1234567890' } });
  });

  it('are null where they were not set, whatever they are called', async () => {
    const desk = org([{ ...FIELD, apiName: 'constructor' }]);
    const shown = await ask(desk, `GET /tickets/${SECOND}`);
    expect(Object.entries((shown?.body as { cf: object }).cf)).toContainEqual(['constructor', null]);
  });

  it('may be called __proto__', async () => {
    const desk = org([{ ...FIELD, apiName: '__proto__' }]);
    const changed = await ask(desk, `PATCH /tickets/${SECOND}`, '{"cf":{"__proto__":"odd"}}');
    const { cf } = changed?.body as { cf: object };
    expect(Object.entries(cf)).toContainEqual(['__proto__', 'odd']);
  });
});
