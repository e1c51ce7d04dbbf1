import { describe, expect, it } from 'vitest';
import { mswTransport } from '../../../src/core/backend/index.js';
import { sampleOrg } from '../../../src/core/sample-org/index.js';
import { contextWith } from '../backend/transport-contract.js';
import { ask } from './ask.js';

const TICKET = '/tickets/1892000000094004';

describe('sampleOrg', () => {
  it.each([
    'desk.zoho.com',
    'desk.zoho.eu',
    'desk.zoho.in',
    'desk.zoho.com.au',
    'desk.zoho.com.cn',
    'desk.zoho.jp',
    'desk.zoho.sa',
    'desk.zoho.ae',
    'desk.zoho.sg',
    'desk.zoho.uk',
    'desk.zohocloud.ca',
  ])('answers at %s', async (host) => {
    expect(await ask(sampleOrg(), `GET https://${host}/api/v1${TICKET}`)).toMatchObject({ status: 200 });
  });

  it.each([
    'http://desk.zoho.com/api/v1/tickets',
    'https://deskXzoho.com/api/v1/tickets',
    'https://desk.zoho.com.example/api/v1/tickets',
    'https://example.com/?https://desk.zoho.com/api/v1/tickets',
    'https://desk.zoho.com:8443/api/v1/tickets',
    'https://desk.zoho.com/api/v1/tickets/1/threads',
    'https://desk.zoho.com/api/v1/tickets/search',
    'https://desk.zoho.com/api/v1/tickets/%E0%A4%A',
    'https://desk.zoho.com/api/v1/ticketsQueueView',
    'https://desk.zoho.com/api/v1/installedExtensions/1/storage',
    'https://desk.zoho.com/api/v1/installations/1/configParams',
    'https://desk.zoho.com/api/v1/extensionLogs',
    'https://desk.zoho.com/api/v1/invoke',
  ])('leaves %s to others', async (url) => {
    expect(await ask(sampleOrg(), `GET ${url}`)).toBeUndefined();
    expect(await ask(sampleOrg(), `POST ${url}`, {})).toBeUndefined();
  });

  it('works as a transport of the backend', async () => {
    const response = await mswTransport(sampleOrg().handlers)(
      { method: 'GET', url: `https://desk.zoho.com/api/v1${TICKET}`, headers: [] },
      contextWith(),
    );
    expect(response?.status).toBe(200);
    expect(JSON.parse(new TextDecoder().decode(response?.body))).toMatchObject({ ticketNumber: '176' });
  });

  it('asks for no token', async () => {
    const answered = await ask(sampleOrg(), `GET ${TICKET}`, undefined, {
      Authorization: 'Zoho-oauthtoken any',
    });
    expect(answered).toEqual(await ask(sampleOrg(), `GET ${TICKET}`));
  });

  it('takes its own orgId, in the header or the query, or none', async () => {
    const org = sampleOrg({ orgId: '42' });
    expect(await ask(org, 'GET /agents', undefined, { orgId: '42' })).toMatchObject({ status: 200 });
    expect(await ask(org, 'GET /agents?orgId=42')).toMatchObject({ status: 200 });
    expect(await ask(org, 'GET /agents')).toMatchObject({ status: 200 });
  });

  it("refuses another organisation's orgId", async () => {
    const refused = { status: 403, body: { errorCode: 'OAUTH_ORG_MISMATCH' } };
    expect(await ask(sampleOrg(), 'GET /agents', undefined, { orgId: '42' })).toMatchObject(refused);
    expect(await ask(sampleOrg(), 'GET /agents?orgId=42')).toMatchObject(refused);
    expect(await ask(sampleOrg(), 'GET /agents', undefined, { orgId: '376723' })).toMatchObject({
      status: 200,
    });
  });

  it.each([
    'DELETE /tickets',
    `PUT ${TICKET}`,
    'POST /agents',
    'PATCH /organizationFields/1',
  ])('%s is 405, saying what is possible', async (call) => {
    expect(await ask(sampleOrg(), call)).toMatchObject({
      status: 405,
      body: { errorCode: 'METHOD_NOT_ALLOWED', message: expect.stringContaining('GET') },
    });
  });

  it.each(['', '{', '[]', 'null', '"text"'])('refuses %j as a body', async (body) => {
    const answered = await ask(sampleOrg(), `PATCH ${TICKET}`, body);
    expect(answered).toMatchObject({ status: 422, body: { errorCode: 'INVALID_DATA' } });
    expect((answered?.body as { message: string }).message).toContain('JSON object');
  });

  it('quotes nothing of a body that is no JSON', async () => {
    const answered = await ask(sampleOrg(), `PATCH ${TICKET}`, '{"planted": planted}');
    expect((answered?.body as { message: string }).message).toBe(
      "The body is not JSON. Desk's APIs take a JSON object.",
    );
  });

  it('has nothing in common with another one', async () => {
    const [one, other] = [sampleOrg(), sampleOrg()];
    await ask(one, `PATCH ${TICKET}`, { subject: 'Changed' });
    expect(one.desk.tickets[0]?.subject).toBe('Changed');
    expect(other.desk.tickets[0]?.subject).not.toBe('Changed');
  });

  it('gives copies to look at', () => {
    const { desk } = sampleOrg();
    const [ticket] = desk.tickets;
    if (ticket !== undefined) ticket.subject = 'Changed';
    expect(desk.tickets[0]?.subject).not.toBe('Changed');
  });

  it('puts the samples back', async () => {
    const org = sampleOrg();
    const before = structuredClone({ ...org.desk });
    await ask(org, `PATCH ${TICKET}`, { subject: 'Changed', cf: { cf_machine_serial: 'x' } });
    await ask(org, `POST ${TICKET}/comments`, { content: 'x' });
    await ask(org, 'POST /contacts', { lastName: 'x' });
    await ask(org, 'POST /accounts', { accountName: 'x' });
    expect({ ...org.desk }).not.toEqual(before);
    org.reset();
    expect({ ...org.desk }).toEqual(before);
  });

  it('uses the clock where nothing else is said', async () => {
    const org = sampleOrg();
    const begun = Date.now();
    const created = await ask(org, `POST ${TICKET}/comments`, { content: 'x' });
    const at = Date.parse((created?.body as { commentedTime: string }).commentedTime);
    expect(at).toBeGreaterThanOrEqual(begun);
    expect(at).toBeLessThanOrEqual(Date.now());
  });

  it.each([
    [{ orgId: 376723 }, 'orgId'],
    [{ orgId: 'mine' }, 'orgId'],
    [{ now: '2026-01-01' }, 'now'],
    [{ fields: {} }, 'fields'],
  ])('refuses the options %j', (options, name) => {
    expect(() => sampleOrg(options as never)).toThrowError(
      expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(name) }),
    );
  });
});
