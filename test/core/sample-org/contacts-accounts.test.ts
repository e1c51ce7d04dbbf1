import { describe, expect, it } from 'vitest';
import { sampleOrg } from '../../../src/core/sample-org/index.js';
import { ask, rows } from './ask.js';

const NOW = '2026-03-04T09:30:00.000Z';
const org = () => sampleOrg({ now: () => new Date(NOW) });

describe('contacts', () => {
  it('are listed, sorted, and brought with their accounts', async () => {
    const desk = org();
    expect(rows(await ask(desk, 'GET /contacts'))).toHaveLength(6);
    const [first] = rows(await ask(desk, 'GET /contacts?sortBy=lastName&limit=1'));
    expect(first).toMatchObject({ lastName: 'Achterberg', accountId: null });
    const [last] = rows(await ask(desk, 'GET /contacts?sortBy=-lastName&limit=1&include=accounts'));
    expect(last).toMatchObject({
      lastName: 'Whitfield',
      account: { accountName: 'Alder & Oak Bakery' },
      cf: { cf_preferred_roast: null },
    });
  });

  it('are added with a last name at least', async () => {
    const desk = org();
    expect(await ask(desk, 'POST /contacts', { firstName: 'Ana' })).toMatchObject({
      status: 422,
      body: { errorCode: 'INVALID_DATA', errors: [{ fieldName: '/lastName', errorType: 'missing' }] },
    });
    const created = await ask(desk, 'POST /contacts', { lastName: 'Brandt', accountId: '1892000000980469' });
    expect(created).toMatchObject({
      status: 200,
      body: { firstName: null, lastName: 'Brandt', createdTime: NOW, cf: { cf_preferred_roast: null } },
    });
    const { id } = created?.body as { id: string };
    expect((await ask(desk, `GET /contacts/${id}`))?.body).toEqual(created?.body);
  });

  it('are changed, and keep what is not given', async () => {
    const desk = org();
    const before = (await ask(desk, 'GET /contacts/1892000000045052'))?.body as object;
    const changed = await ask(desk, 'PATCH /contacts/1892000000045052', { title: 'Founder' });
    expect(changed?.body).toEqual({ ...before, title: 'Founder', modifiedTime: NOW });
  });

  it('have an email that is theirs alone', async () => {
    const desk = org();
    const email = 'tomas@juniperstreet.example';
    const refused = { status: 422, body: { errors: [{ fieldName: '/email', errorType: 'duplicate' }] } };
    expect(await ask(desk, 'POST /contacts', { lastName: 'B', email })).toMatchObject(refused);
    expect(await ask(desk, 'PATCH /contacts/1892000000045028', { email })).toMatchObject(refused);
    expect(await ask(desk, 'PATCH /contacts/1892000000045052', { email })).toMatchObject({ status: 200 });
  });
});

describe('accounts', () => {
  it('are listed, added and changed', async () => {
    const desk = org();
    expect(
      rows(await ask(desk, 'GET /accounts?sortBy=accountName')).map(({ accountName }) => accountName),
    ).toEqual(['Alder & Oak Bakery', 'Juniper Street Café', 'Northlight Hotel']);
    expect(await ask(desk, 'POST /accounts', {})).toMatchObject({
      status: 422,
      body: { errors: [{ fieldName: '/accountName', errorType: 'missing' }] },
    });
    const created = await ask(desk, 'POST /accounts', { accountName: 'New', cf: { cf_weekly_order: true } });
    expect(created).toMatchObject({
      status: 200,
      body: { accountName: 'New', cf: { cf_weekly_order: 'true' } },
    });
    const { id } = created?.body as { id: string };
    const changed = await ask(desk, `PATCH /accounts/${id}`, { website: 'https://new.example' });
    expect(changed?.body).toMatchObject({ accountName: 'New', website: 'https://new.example' });
    expect((await ask(desk, `GET /accounts/${id}`))?.body).toEqual(changed?.body);
  });
});
