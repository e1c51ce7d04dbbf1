import { describe, expect, it } from 'vitest';
import { sampleOrg } from '../../../src/core/sample-org/index.js';
import { ask, rows } from './ask.js';

const NOW = '2026-03-04T09:30:00.000Z';
const TICKET = '/tickets/1892000000094028';
const WITHOUT = '/tickets/1892000000094004';

const org = () => sampleOrg({ now: () => new Date(NOW) });
const countOf = async (desk: ReturnType<typeof org>, path: string) =>
  ((await ask(desk, `GET ${path}`))?.body as { commentCount: string }).commentCount;

describe('comments of a ticket', () => {
  it('are listed oldest first, or the other way round', async () => {
    const desk = org();
    const times = rows(await ask(desk, `GET ${TICKET}/comments`)).map(({ commentedTime }) => commentedTime);
    expect(times).toEqual(['2026-01-06T11:00:00.000Z', '2026-01-07T09:00:00.000Z']);
    const newest = rows(await ask(desk, `GET ${TICKET}/comments?sortBy=-commentedTime&limit=1`));
    expect(newest).toMatchObject([{ commentedTime: '2026-01-07T09:00:00.000Z' }]);
  });

  it('are 204 where there are none', async () => {
    expect(await ask(org(), `GET ${WITHOUT}/comments`)).toMatchObject({ status: 204, body: undefined });
  });

  it('are written by the agent whom calls are made for, and counted', async () => {
    const desk = org();
    expect(await countOf(desk, WITHOUT)).toBe('0');
    const created = await ask(desk, `POST ${WITHOUT}/comments`, {
      content: 'On its way',
      isPublic: true,
      contentType: 'plainText',
    });
    const me = (await ask(desk, 'GET /myinfo'))?.body as { id: string; emailId: string };
    expect(created).toMatchObject({
      status: 200,
      body: {
        content: 'On its way',
        isPublic: true,
        contentType: 'plainText',
        commentedTime: NOW,
        modifiedTime: null,
        commenterId: me.id,
        commenter: { type: 'AGENT', email: me.emailId },
        attachments: [],
      },
    });
    expect(await countOf(desk, WITHOUT)).toBe('1');
    const { id } = created?.body as { id: string };
    expect((await ask(desk, `GET ${WITHOUT}/comments/${id}`))?.body).toEqual(created?.body);
  });

  it('are private HTML where nothing is said', async () => {
    const created = await ask(org(), `POST ${TICKET}/comments`, { content: 'x' });
    expect(created?.body).toMatchObject({ isPublic: false, contentType: 'html' });
  });

  it('are changed', async () => {
    const desk = org();
    const [first] = rows(await ask(desk, `GET ${TICKET}/comments`));
    const changed = await ask(desk, `PATCH ${TICKET}/comments/${first?.id}`, { content: 'Solved' });
    expect(changed?.body).toEqual({ ...first, content: 'Solved', modifiedTime: NOW });
  });

  it('are deleted, which is answered without a body', async () => {
    const desk = org();
    const [first] = rows(await ask(desk, `GET ${TICKET}/comments`));
    const path = `${TICKET}/comments/${first?.id}`;
    expect(await ask(desk, `DELETE ${path}`)).toMatchObject({ status: 200, body: undefined });
    expect(await ask(desk, `GET ${path}`)).toMatchObject({ status: 404 });
    expect(await countOf(desk, TICKET)).toBe('1');
  });

  it('are found below their own ticket only', async () => {
    const desk = org();
    const [first] = rows(await ask(desk, `GET ${TICKET}/comments`));
    for (const method of ['GET', 'DELETE'])
      expect(await ask(desk, `${method} ${WITHOUT}/comments/${first?.id}`)).toMatchObject({ status: 404 });
    expect(await ask(desk, 'GET /tickets/1/comments')).toMatchObject({ status: 404 });
  });

  it.each([
    [{}, '/content', 'missing'],
    [{ content: 'x'.repeat(32_001) }, '/content', 'invalid'],
    [{ content: 'x', contentType: 'markdown' }, '/contentType', 'invalid'],
    [{ content: 'x', isPublic: 'yes' }, '/isPublic', 'invalid'],
  ])('refuse what is not right (%#)', async (body, fieldName, errorType) => {
    const answered = await ask(org(), `POST ${TICKET}/comments`, body);
    expect(answered).toMatchObject({ status: 422, body: { errors: [{ fieldName, errorType }] } });
  });
});
