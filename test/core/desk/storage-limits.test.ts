import { describe, expect, it } from 'vitest';
import { deskKit } from './support.js';
import { callOwn } from './support-calls.js';
import type { DeskKit } from './support.js';
import type { OwnReply } from './support-calls.js';

const add = (kit: DeskKit, postBody: unknown) => callOwn(kit, 'POST', 'storage', { postBody });
const get = (kit: DeskKit, queryParams: object = {}) => callOwn(kit, 'GET', 'storage', { queryParams });
const remove = (kit: DeskKit, key: string) => callOwn(kit, 'DELETE', 'storage', { queryParams: { key } });

const keysIn = ({ body }: OwnReply) => (body as { data: { key: string }[] }).data.map(({ key }) => key);

/** A kit whose storage has one record. */
async function withKey(key: string): Promise<DeskKit> {
  const kit = deskKit();
  await add(kit, { key, value: {} });
  return kit;
}

describe('storage and attackers', () => {
  const KEYS = [
    '__proto__',
    'constructor',
    "'; DROP TABLE records; --",
    '" OR "1"="1',
    '%',
    '_',
    '../x',
    'a\u0000b',
    '<b>',
  ];

  it.each(KEYS)('the key %j is a key like any other', async (key) => {
    const kit = await withKey('other');
    const record = { key, queriableValue: key, value: JSON.parse('{"__proto__":{"x":1},"a":"\'"}') };
    await add(kit, record);
    const reply = await get(kit, { key, queriableValue: key });
    expect(JSON.parse(reply.text)).toEqual({ data: [record] });
    expect(reply.text).toContain('"__proto__":{"x":1}');
    await remove(kit, key);
    expect(keysIn(await get(kit))).toEqual(['other']);
  });

  it('members that nobody knows are not stored', async () => {
    const kit = deskKit();
    await add(kit, { key: 'a', value: {}, installationId: '1', admin: true });
    expect((await get(kit)).body).toEqual({ data: [{ key: 'a', value: {} }] });
  });

  it("another installation's id in the path is 403, and its data is not seen", async () => {
    const requestURL = 'https://desk.zoho.com/api/v1/installedExtensions/5/storage';
    const kit = await withKey('a');
    expect(await callOwn(kit, 'GET', '', { requestURL })).toMatchObject({
      status: 403,
      body: { errorCode: 'FORBIDDEN' },
    });
  });

  it('two installations on the same data see nothing of each other', async () => {
    const one = await withKey('a');
    const other = deskKit({ data: one.desk.data, installationId: '5' });
    expect(keysIn(await get(other))).toEqual([]);
    await remove(other, 'a');
    expect(keysIn(await get(one))).toEqual(['a']);
  });
});

describe('Storage: rates', () => {
  const MINUTE_MS = 60_000;
  const record = { key: 'a', value: {} };
  const KINDS: [string, number, (kit: DeskKit) => Promise<OwnReply>][] = [
    ['get', 120, (kit) => get(kit)],
    ['create or delete', 40, (kit) => (kit.clock.now % 2 === 0 ? add(kit, record) : remove(kit, 'a'))],
    ['bulk create', 20, (kit) => add(kit, [record])],
  ];

  it.each(KINDS)('%s: %d a minute; over it 429 with Retry-After for a minute', async (_, most, call) => {
    const kit = deskKit({ parity: { rates: 'on' } });
    for (let count = 0; count < most; count++) {
      kit.clock.now += 1;
      expect((await call(kit)).status).toBe(200);
    }
    expect(await call(kit)).toMatchObject({
      status: 429,
      body: { errorCode: 'THRESHOLD_EXCEEDED' },
      headers: { 'Retry-After': '60' },
    });
    kit.clock.now += MINUTE_MS - 1000;
    expect(await call(kit)).toMatchObject({ status: 429, headers: { 'Retry-After': '1' } });
    kit.clock.now += 999;
    expect((await call(kit)).status).toBe(429);
    kit.clock.now += 1;
    expect((await call(kit)).status).toBe(200);
  });

  it('each of them is counted alone', async () => {
    const kit = deskKit({ parity: { rates: 'on' } });
    for (let count = 0; count <= 20; count++) await add(kit, [record]);
    expect((await add(kit, [record])).status).toBe(429);
    for (const reply of [await add(kit, record), await get(kit), await remove(kit, 'a')])
      expect(reply.status).toBe(200);
  });

  it('other data than storage has none', async () => {
    const kit = deskKit({ parity: { rates: 'on' } });
    for (let count = 0; count < 120; count++) await callOwn(kit, 'GET', 'configParams');
    expect((await callOwn(kit, 'GET', 'configParams')).status).toBe(200);
    expect((await get(kit)).status).toBe(200);
  });

  it('as many over more than a minute are no problem', async () => {
    const kit = deskKit({ parity: { rates: 'on' } });
    for (let count = 0; count < 45; count++) {
      kit.clock.now += MINUTE_MS / 20;
      expect((await add(kit, [record])).status).toBe(200);
    }
  });

  it('are off unless chosen', async () => {
    const kit = deskKit();
    for (let count = 0; count < 30; count++) expect((await add(kit, [record])).status).toBe(200);
  });
});
