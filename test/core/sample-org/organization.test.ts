import { describe, expect, it } from 'vitest';
import { sampleOrg } from '../../../src/core/sample-org/index.js';
import type { SampleField } from '../../../src/core/sample-org/index.js';
import { ask, rows } from './ask.js';

const FIELD: SampleField = {
  id: '1892000000500001',
  apiName: 'cf_field1',
  module: 'Tickets',
  displayLabel: 'Field 1',
  type: 'Text',
  maxLength: 100,
};

describe('organizationFields', () => {
  it("are those of a module, with an extension's", async () => {
    const org = sampleOrg({ fields: [FIELD] });
    const names = rows(await ask(org, 'GET /organizationFields?module=tickets')).map(
      ({ apiName }) => apiName,
    );
    expect(names).toEqual(expect.arrayContaining(['subject', 'cf_machine_serial', 'cf_field1']));
    expect(names).not.toContain('cf_preferred_roast');
  });

  it('are found by id, as the document asks for {{fields.field1.id}}', async () => {
    const org = sampleOrg({ fields: [FIELD] });
    expect(await ask(org, `GET /organizationFields/${FIELD.id}`)).toMatchObject({
      status: 200,
      body: {
        id: FIELD.id,
        apiName: 'cf_field1',
        displayLabel: 'Field 1',
        type: 'Text',
        maxLength: 100,
        isCustomField: true,
      },
    });
    expect(await ask(org, 'GET /organizationFields/1')).toMatchObject({ status: 404 });
  });

  it('are also called fields', async () => {
    const org = sampleOrg();
    const [old, recent] = [
      await ask(org, 'GET /organizationFields?module=contacts'),
      await ask(org, 'GET /fields?module=contacts'),
    ];
    expect(recent).toEqual(old);
  });

  it.each([
    'GET /organizationFields',
    'GET /organizationFields?module=calls',
  ])('%s is refused: which module?', async (call) => {
    expect(await ask(sampleOrg(), call)).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('tickets, contacts, accounts') },
    });
  });
});

describe('the organisation', () => {
  it('has agents, up to 200 at once, by status and department', async () => {
    const org = sampleOrg();
    expect(rows(await ask(org, 'GET /agents?limit=200'))).toHaveLength(4);
    expect(await ask(org, 'GET /agents?limit=201')).toMatchObject({ status: 422 });
    const active = rows(await ask(org, 'GET /agents?status=ACTIVE&departmentIds=1892000000006921'));
    expect(active.map(({ name }) => name)).toEqual(['Maya Lindqvist', 'Nadia Osei']);
    expect(await ask(org, 'GET /agents/1892000000056055')).toMatchObject({ body: { firstName: 'Nadia' } });
    expect(await ask(org, 'GET /agents/1')).toMatchObject({ status: 404 });
  });

  it('has departments, an id and somebody whom calls are made for', async () => {
    const org = sampleOrg({ orgId: '42' });
    expect(rows(await ask(org, 'GET /departments'))).toHaveLength(2);
    expect(await ask(org, 'GET /departments/1892000000006907')).toMatchObject({ status: 200 });
    expect(rows(await ask(org, 'GET /organizations'))).toMatchObject([{ id: 42 }]);
    const me = (await ask(org, 'GET /myinfo'))?.body as { id: string };
    expect((await ask(org, `GET /agents/${me.id}`))?.body).toEqual(me);
  });
});
