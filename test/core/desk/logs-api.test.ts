import { describe, expect, it } from 'vitest';
import { deskKit, INSTALLATION } from './support.js';
import { callOwn } from './support-calls.js';
import type { DeskKit } from './support.js';

/** #EXTENSION_LOG_OBJECT of the document. */
const SAMPLE = {
  reference: '1d8bd6c8-5424-11e8-9c2d-fa7ae01bbebc',
  description: 'jira issue is created with id = 10223',
  installationId: '112343231355',
  title: 'created a jira issue',
};
const DAY_MS = 86_400_000;

const requestURL = 'https://desk.zoho.com/api/v1/extensionLogs';
const add = (kit: DeskKit, postBody: unknown) => callOwn(kit, 'POST', '', { requestURL, postBody });

interface Log {
  logId: string;
  parentLogId: string | null;
}

const added = async (kit: DeskKit, log: object) => (await add(kit, log)).body as Log;

describe('#EXTENSION_LOG_OBJECT and #LOG_API_RESPONSE_OBJECT', () => {
  it('the sample is added, and answered with the members of the sample', async () => {
    const kit = deskKit({ extensionName: 'Jira' });
    kit.clock.now = Date.UTC(2018, 4, 10, 7, 33, 13);
    const parent = await added(kit, SAMPLE);
    const { status, body, headers } = await add(kit, SAMPLE);
    expect(status).toBe(200);
    expect(headers['Content-Type']).toMatch(/^application\/json/);
    expect(body).toEqual({
      parentLogId: parent.logId,
      extensionName: 'Jira',
      description: SAMPLE.description,
      logId: expect.stringMatching(/^\d{13}$/),
      installationId: '112343231355',
      title: SAMPLE.title,
      logTime: '2018-05-10T07:33:13.000Z',
    });
    expect(kit.sent).toEqual([]);
  });

  it.each([
    INSTALLATION,
    Number(INSTALLATION),
    '{{installationId}}',
    undefined,
    null,
  ])('installationId may be %j', async (installationId) => {
    expect(await add(deskKit(), { title: 't', installationId })).toMatchObject({
      status: 200,
      body: { installationId: INSTALLATION },
    });
  });

  it.each([
    [{ title: 't', installationId: '5' }, '/installationId', 'invalid'],
    [{ description: 'd' }, '/title', 'missing'],
    [{ title: 5 }, '/title', 'invalid'],
    [{ title: 't', description: {} }, '/description', 'invalid'],
    [{ title: 't', reference: 7 }, '/reference', 'invalid'],
  ])('%j is 422', async (log, fieldName, errorType) => {
    const kit = deskKit();
    expect(await add(kit, log)).toMatchObject({
      status: 422,
      body: { errorCode: 'INVALID_DATA', errors: [{ fieldName, errorType }] },
    });
    expect(await kit.desk.portal.logs(0, 10)).toEqual([]);
  });

  it('the document path api/v1/extensionLogs is relative to Desk, and works', async () => {
    const kit = deskKit();
    const reply = await callOwn(kit, 'POST', '', {
      requestURL: 'api/v1/extensionLogs',
      postBody: { title: 't' },
    });
    expect(reply.status).toBe(200);
    expect(kit.sent).toEqual([]);
  });
});

describe('reference: groups multiple logs', () => {
  it('the first is the parent, the rest are subs of it', async () => {
    const kit = deskKit();
    const parent = await added(kit, SAMPLE);
    expect(parent.parentLogId).toBeNull();
    for (let sub = 0; sub < 9; sub++) expect((await added(kit, SAMPLE)).parentLogId).toBe(parent.logId);
  });

  it('a parent has nine subs as maximum: the eleventh log is 422, and is not kept', async () => {
    const kit = deskKit();
    for (let count = 0; count < 10; count++) expect((await add(kit, SAMPLE)).status).toBe(200);
    expect(await add(kit, SAMPLE)).toMatchObject({
      status: 422,
      body: {
        errorCode: 'UNPROCESSABLE_ENTITY',
        errors: [{ fieldName: '/reference', errorType: 'invalid' }],
      },
    });
    expect(await kit.desk.portal.logs(0, 100)).toHaveLength(10);
    expect((await add(kit, { ...SAMPLE, reference: 'another' })).status).toBe(200);
  });

  it('of two references each has its own parent', async () => {
    const kit = deskKit();
    const [a, b] = [
      await added(kit, { title: 'a', reference: 'A' }),
      await added(kit, { title: 'b', reference: 'a' }),
    ];
    expect(b.parentLogId).toBeNull();
    expect((await added(kit, { title: 'a', reference: 'A' })).parentLogId).toBe(a.logId);
  });

  it.each([
    {},
    { reference: '' },
    { reference: null },
  ])('without one (%j) they are all parents, as many as there are', async (without) => {
    const kit = deskKit();
    for (let count = 0; count < 12; count++)
      expect((await added(kit, { title: 't', ...without })).parentLogId).toBeNull();
  });
});

describe('Logs will expire after 3 days', () => {
  it('to the millisecond', async () => {
    const kit = deskKit();
    await add(kit, { title: 'old' });
    kit.clock.now += 3 * DAY_MS;
    expect(await kit.desk.portal.logs(0, 10)).toMatchObject([{ title: 'old' }]);
    kit.clock.now += 1;
    expect(await kit.desk.portal.logs(0, 10)).toEqual([]);
  });

  it('and an expired one is no parent, nor counts among the ten', async () => {
    const kit = deskKit();
    for (let count = 0; count < 10; count++) await add(kit, SAMPLE);
    kit.clock.now += 3 * DAY_MS + 1;
    const parent = await added(kit, SAMPLE);
    expect(parent.parentLogId).toBeNull();
    expect((await added(kit, SAMPLE)).parentLogId).toBe(parent.logId);
  });
});

describe('logs are viewed in the portal', () => {
  it('newest first, a page at a time, only of this installation', async () => {
    const kit = deskKit();
    for (const title of ['a', 'b', 'c']) await add(kit, { title });
    const titles = async (from: number, limit: number) =>
      (await kit.desk.portal.logs(from, limit)).map(({ title }) => title);
    expect(await titles(0, 2)).toEqual(['c', 'b']);
    expect(await titles(2, 2)).toEqual(['a']);
    expect(await deskKit({ data: kit.desk.data, installationId: '5' }).desk.portal.logs(0, 10)).toEqual([]);
  });
});
