import { describe, expect, it } from 'vitest';
import { deskKit } from './support.js';
import { callOwn, isInvalid } from './support-calls.js';
import type { DeskKit } from './support.js';
import type { OwnReply } from './support-calls.js';

/** #STORAGE_DATA_OBJECT of the document. */
const SAMPLE = {
  key: 'color-red-data-id-278783',
  queriableValue: 'color-red-datas',
  value: { myResult: 'Diluted solution for red color experiment 128ml ' },
};

const add = (kit: DeskKit, postBody: unknown) => callOwn(kit, 'POST', 'storage', { postBody });
const get = (kit: DeskKit, queryParams: object = {}) => callOwn(kit, 'GET', 'storage', { queryParams });
const remove = (kit: DeskKit, key: string) => callOwn(kit, 'DELETE', 'storage', { queryParams: { key } });

const keysIn = ({ body }: OwnReply) => (body as { data: { key: string }[] }).data.map(({ key }) => key);

/** A kit whose storage has these keys, in this order, each in the group of its first letter. */
async function withKeys(...keys: string[]): Promise<DeskKit> {
  const kit = deskKit();
  for (const key of keys) await add(kit, { key, queriableValue: key.charAt(0), value: {} });
  return kit;
}

describe('#STORAGE_DATA_OBJECT', () => {
  it('the sample is stored, and comes back as it is', async () => {
    const kit = deskKit();
    await add(kit, SAMPLE);
    expect((await get(kit, { key: SAMPLE.key })).body).toEqual({ data: [SAMPLE] });
    expect(kit.sent).toEqual([]);
  });

  it('the hyphens of its key are warned of, because the vendor documents letters, digits, , _ and :', async () => {
    const kit = deskKit();
    await add(kit, SAMPLE);
    expect(kit.desk.calls()[0]?.warnings).toEqual([expect.stringContaining(SAMPLE.key)]);
    await add(kit, { key: 'Red_1,2:ü', value: {} });
    expect(kit.desk.calls()[0]?.warnings).toEqual([]);
  });

  it('a whole number with more digits than are kept is warned of, in no text', async () => {
    const kit = deskKit();
    await callOwn(kit, 'POST', 'storage', { postBody: '{"key":"a","value":{"id":1892000000045028123}}' });
    expect(kit.desk.calls()[0]?.warnings).toEqual([expect.stringContaining('"1892000000045028123"')]);
    await callOwn(kit, 'POST', 'storage', {
      postBody: '{"key":"a","value":{"id":"\\"1892000000045028123","n":1892000000045028}}',
    });
    expect(kit.desk.calls()[0]?.warnings).toEqual([]);
  });

  it('strict keys have no other characters than the documented', async () => {
    const kit = deskKit({ parity: { storageKeys: 'strict' } });
    isInvalid(await add(kit, SAMPLE), ['/key', 'invalid']);
    expect((await add(kit, { ...SAMPLE, key: 'Red_1,2:ü' })).status).toBe(200);
    expect(keysIn(await get(kit))).toEqual(['Red_1,2:ü']);
  });

  it('a key has at most 50 characters, whatever they are', async () => {
    const kit = deskKit();
    expect((await add(kit, { key: '𝒳'.repeat(50), value: {} })).status).toBe(200);
    isInvalid(await add(kit, { key: 'x'.repeat(51), value: {} }), ['/key', 'invalid']);
  });

  it('a queriableValue has at most 50 characters, may be empty, and may be left out', async () => {
    const kit = deskKit();
    for (const queriableValue of ['q'.repeat(50), '', undefined])
      expect((await add(kit, { key: 'k', queriableValue, value: {} })).status).toBe(200);
    isInvalid(await add(kit, { key: 'k', queriableValue: 'q'.repeat(51), value: {} }), [
      '/queriableValue',
      'invalid',
    ]);
  });

  it('a value has at most 5.1 kB as JSON, in bytes', async () => {
    // 5.1 × 1024 = 5222.4. {"a":""} is 8 bytes; é is two bytes in UTF-8.
    const kit = deskKit();
    const value = (bytes: number) => ({ a: 'é'.repeat((bytes - 8) / 2) });
    expect((await add(kit, { key: 'k', value: value(5222) })).status).toBe(200);
    isInvalid(await add(kit, { key: 'k', value: { a: `${value(5222).a}x` } }), ['/value', 'invalid']);
  });

  it.each([
    ['text'],
    [5],
    [null],
    [true],
    [['list']],
  ])('a value %j is no JSON object, and is 422', async (value) => {
    isInvalid(await add(deskKit(), { key: 'k', value }), ['/value', 'invalid']);
  });

  it('everything that is wrong is said at once', async () => {
    isInvalid(
      await add(deskKit(), { queriableValue: 5 }),
      ['/key', 'missing'],
      ['/queriableValue', 'invalid'],
      ['/value', 'missing'],
    );
  });

  it.each(['', '{', '"text"', '5', 'null'])('a body %j is 422', async (postBody) => {
    const { status, body } = await callOwn(deskKit(), 'POST', 'storage', { postBody });
    expect([status, body]).toEqual([422, expect.objectContaining({ errorCode: 'INVALID_DATA' })]);
  });
});

describe('Add data to storage', () => {
  it('POST answers 200 with #STORAGE_DATA_OBJECT as JSON', async () => {
    const { status, body, headers } = await add(deskKit(), SAMPLE);
    expect([status, body]).toEqual([200, SAMPLE]);
    expect(headers['Content-Type']).toMatch(/^application\/json/);
  });

  it('of a key that is there it replaces the record, which keeps its place', async () => {
    const kit = await withKeys('a1', 'a2');
    await add(kit, { key: 'a1', value: { new: true } });
    expect((await get(kit)).body).toEqual({
      data: [
        { key: 'a1', value: { new: true } },
        { key: 'a2', queriableValue: 'a', value: {} },
      ],
    });
  });

  it('a JSON array adds up to ten, and answers with data', async () => {
    const kit = deskKit();
    const ten = Array.from({ length: 10 }, (_, index) => ({ key: `k${index}`, value: { index } }));
    expect(await add(kit, ten)).toMatchObject({ status: 200, body: { data: ten } });
    expect((await get(kit)).body).toEqual({ data: ten });
  });

  it('eleven, or none, are 422, and nothing is stored', async () => {
    const kit = deskKit();
    const eleven = Array.from({ length: 11 }, (_, index) => ({ key: `k${index}`, value: {} }));
    expect((await add(kit, eleven)).status).toBe(422);
    expect((await add(kit, [])).status).toBe(422);
    expect((await get(kit)).body).toEqual({ data: [] });
  });

  it('one wrong record among many stores none, and is named by its place', async () => {
    const kit = deskKit();
    isInvalid(
      await add(kit, [{ key: 'a', value: {} }, { key: 'b' }, 5]),
      ['/1/value', 'missing'],
      ['/2', 'invalid'],
    );
    expect((await get(kit)).body).toEqual({ data: [] });
  });

  it('the same key twice in one request is 422', async () => {
    const record = { key: 'a', value: {} };
    isInvalid(await add(deskKit(), [record, record]), ['/1/key', 'duplicate']);
  });
});

describe('Get data from storage', () => {
  it('by key', async () => {
    expect(keysIn(await get(await withKeys('a1', 'a2', 'b1'), { key: 'a2' }))).toEqual(['a2']);
  });

  it('by queriableValue', async () => {
    expect(keysIn(await get(await withKeys('a1', 'b1', 'a2'), { queriableValue: 'a' }))).toEqual([
      'a1',
      'a2',
    ]);
  });

  it('by both, which both have to match', async () => {
    const kit = await withKeys('a1', 'a2', 'b1');
    expect(keysIn(await get(kit, { key: 'a1', queriableValue: 'a' }))).toEqual(['a1']);
    expect(keysIn(await get(kit, { key: 'a1', queriableValue: 'b' }))).toEqual([]);
  });

  it('an empty queriableValue is a group too, other than none', async () => {
    const kit = deskKit();
    await add(kit, { key: 'empty', queriableValue: '', value: {} });
    await add(kit, { key: 'none', value: {} });
    expect(keysIn(await get(kit, { queriableValue: '' }))).toEqual(['empty']);
  });

  it('what is not there gives an empty list', async () => {
    expect(await get(deskKit(), { key: 'nothing' })).toMatchObject({ status: 200, body: { data: [] } });
  });

  it('in the order in which they were added, from a zero-based place on', async () => {
    const kit = await withKeys('c', 'a', 'b', 'd');
    expect(keysIn(await get(kit, { from: 0 }))).toEqual(['c', 'a', 'b', 'd']);
    expect(keysIn(await get(kit, { from: 1, limit: 2 }))).toEqual(['a', 'b']);
    expect(keysIn(await get(kit, { from: 4 }))).toEqual([]);
  });

  it('20 without a limit, and up to 100', async () => {
    const kit = deskKit();
    for (let from = 0; from < 110; from += 10)
      await add(
        kit,
        Array.from({ length: 10 }, (_, index) => ({ key: `k${from + index}`, value: {} })),
      );
    expect(keysIn(await get(kit))).toHaveLength(20);
    expect(keysIn(await get(kit, { limit: 100 }))).toHaveLength(100);
    expect(keysIn(await get(kit, { from: 100, limit: 100 }))).toHaveLength(10);
  });

  it.each([
    ['limit', 0],
    ['limit', 101],
    ['limit', '1.5'],
    ['limit', 'ten'],
    ['from', -1],
    ['from', '1e9'],
  ])('%s %s is 422', async (name, value) => {
    isInvalid(await get(deskKit(), { [name]: value }), [`/${name}`, 'invalid']);
  });

  it('a parameter that is repeated is 422', async () => {
    const requestURL =
      'https://desk.zoho.com/api/v1/installedExtensions/{{installationId}}/storage?key=a&key=b';
    isInvalid(await callOwn(deskKit(), 'GET', '', { requestURL }), ['/key', 'duplicate']);
  });
});

describe('Delete data from storage', () => {
  it('by key: 200 with an empty body, and the others stay', async () => {
    const kit = await withKeys('a', 'b');
    expect(await remove(kit, 'a')).toMatchObject({ status: 200, text: '' });
    expect(keysIn(await get(kit))).toEqual(['b']);
  });

  it('of a key that is not there is no error', async () => {
    expect((await remove(deskKit(), 'nothing')).status).toBe(200);
  });

  it.each([{}, { key: '' }])('without a key (%j) is 422, and nothing is deleted', async (queryParams) => {
    const kit = await withKeys('a');
    isInvalid(await callOwn(kit, 'DELETE', 'storage', { queryParams }), ['/key', 'missing']);
    expect(keysIn(await get(kit))).toEqual(['a']);
  });
});
