import { describe, expect, it, vi } from 'vitest';
import { sampleRecords } from '../../src/core/page/index.js';
import { createIds } from '../../src/server/record-ids.js';
import { pageOf } from './shared-state.js';
import type { RecordsAnswer } from '../../src/core/protocol/index.js';

const ONE = { invoice_id: '1', invoice_number: 'INV-7', total: 10 };
const TWO = { invoice_id: '2', invoice_number: 'INV-9', total: 20 };

const given = (records: RecordsAnswer['records'], lists: RecordsAnswer['lists'] = {}) => ({
  records: () => ({ organization: { organization_id: '1' }, user: {}, records, lists }),
});

describe('a saved record', () => {
  it('takes the place of its former state, for every page', async () => {
    const page = await pageOf(given({ invoice: ONE }, { invoice: [ONE, TWO] }));
    const saved = { ...TWO, total: 25 };
    expect(await page.command({ type: 'save', module: 'invoice', record: saved })).toEqual({
      ok: true,
      value: { record: saved },
    });
    const { records, lists } = await page.records();
    expect(records.invoice).toEqual(ONE);
    expect(lists.invoice).toEqual([ONE, saved]);
  });

  it('stays alone where its module has one', async () => {
    const page = await pageOf(given({ invoice: ONE }));
    await page.save('invoice', { ...ONE, total: 11 });
    expect(await page.records()).toMatchObject({ records: { invoice: { total: 11 } }, lists: {} });
  });

  it('is told to every open page', async () => {
    const page = await pageOf(given({ invoice: ONE }));
    const tabs = [await page.events(), await page.events()];
    await page.save('invoice', ONE);
    await page.command({ type: 'remove', module: 'invoice', id: '1' });
    await page.switchTo({ locale: 'fr' });
    await page.command({ type: 'reset' });
    for (const tab of tabs) {
      for (let count = 0; count < 4; count += 1)
        expect(await tab.next()).toEqual({ type: 'project', records: true });
      await tab.cancel();
    }
  });

  it('of the samples too', async () => {
    const page = await pageOf({ records: sampleRecords });
    const { records } = await page.records();
    const number = records.invoice?.invoice_number;
    await page.save('invoice', { ...records.invoice, reference_number: 'changed' });
    expect((await page.records()).records.invoice).toMatchObject({
      invoice_number: number,
      reference_number: 'changed',
    });
  });

  it('is a copy of what was sent, and its members are as they were sent', async () => {
    const page = await pageOf(given({}));
    const record = JSON.parse('{"cm_asset_id":"5","__proto__":{"x":1},"list":[{"a":null}]}');
    await page.save('cm_asset', record);
    expect(JSON.stringify((await page.records()).records.cm_asset)).toContain('"list":[{"a":null}]');
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('saved records', () => {
  it('last as long as their server: the next one has none of them', async () => {
    const files = given({ invoice: ONE });
    const page = await pageOf(files);
    await page.save('invoice', { ...ONE, total: 99 });
    await page.save('invoice', { total: 5 });
    expect((await page.records()).lists.invoice).toMatchObject([{ total: 99 }, { total: 5 }]);
    const next = await pageOf(files);
    expect(await next.records()).toMatchObject({ records: { invoice: ONE }, lists: {} });
  });
});

describe('a record without an identifier', () => {
  it('gets one, and a number, and stands last in its list', async () => {
    const page = await pageOf(given({ invoice: ONE }));
    const { invoice_id, ...rest } = await page.save('invoice', { total: 5 });
    expect(invoice_id).toMatch(/^46000000\d{8}$/);
    expect(rest).toEqual({ invoice_number: 'INV-8', total: 5 });
    const { records, lists } = await page.records();
    expect(records.invoice).toEqual(ONE);
    expect(lists.invoice).toEqual([ONE, { invoice_id, ...rest }]);
  });

  it('keeps a number that it has', async () => {
    const page = await pageOf(given({ invoice: ONE }));
    expect(await page.save('invoice', { invoice_number: 'MINE-1' })).toMatchObject({
      invoice_number: 'MINE-1',
    });
  });

  it('gets the next number instead of one that another record has', async () => {
    const page = await pageOf(given({ invoice: ONE }, { invoice: [ONE, TWO] }));
    const draft = { invoice_number: 'INV-7', total: 5 };
    const saved = [await page.save('invoice', draft), await page.save('invoice', draft)];
    expect(saved.map(({ invoice_number }) => invoice_number)).toEqual(['INV-10', 'INV-11']);
    expect(Object.keys(saved[0] ?? {})[0]).toBe('invoice_number');
  });

  it('has its number to itself: another that is saved again keeps its own', async () => {
    const page = await pageOf(
      given({ invoice: ONE }, { invoice: [ONE, { ...TWO, invoice_number: 'INV-7' }] }),
    );
    expect(await page.save('invoice', ONE)).toMatchObject({ invoice_number: 'INV-7' });
    // Numbers are those of a module.
    expect(await page.save('bill', { invoice_number: 'INV-7' })).toMatchObject({ invoice_number: 'INV-7' });
  });

  it('gets the number after the highest, one after another', async () => {
    const page = await pageOf(given({ invoice: TWO }, { invoice: [TWO, ONE] }));
    const saved = await Promise.all(Array.from({ length: 5 }, () => page.save('invoice', { total: 1 })));
    expect(saved.map(({ invoice_number }) => invoice_number).sort()).toEqual([
      'INV-10',
      'INV-11',
      'INV-12',
      'INV-13',
      'INV-14',
    ]);
    expect(new Set(saved.map(({ invoice_id }) => invoice_id)).size).toBe(5);
  });

  it('gets the identifier of its module, and no number where there are none', async () => {
    const page = await pageOf(given({}));
    expect(Object.keys(await page.save('customer', { contact_name: 'Ada' }))).toContain('contact_id');
    const asset = await page.save('cm_asset', { name: 'Roaster' });
    expect(Object.keys(asset).sort()).toEqual(['cm_asset_id', 'name']);
    expect((await page.records()).records.cm_asset).toEqual(asset);
  });

  it('has identifiers in its lines, each its own', async () => {
    const page = await pageOf(given({ invoice: ONE }));
    const lines = [{ name: 'a' }, { name: 'b', line_item_id: '9' }, { name: 'c', line_item_id: '' }];
    const { line_items, invoice_id } = await page.save('invoice', { line_items: lines });
    const ids = (line_items as { line_item_id: string }[]).map(({ line_item_id }) => line_item_id);
    expect(ids[1]).toBe('9');
    expect(new Set([...ids, invoice_id]).size).toBe(4);
  });

  it('has the times of its saving where records of its module have them', async () => {
    vi.useFakeTimers({ now: new Date('2026-03-01T10:20:30.456Z'), toFake: ['Date'] });
    try {
      const timed = { ...ONE, created_time: 'then', last_modified_time: 'then' };
      const page = await pageOf(given({ invoice: timed, item: { item_id: '1' } }));
      const now = '2026-03-01T10:20:30+0000';
      expect(await page.save('invoice', { total: 1 })).toMatchObject({
        created_time: now,
        last_modified_time: now,
      });
      expect(await page.save('invoice', timed)).toMatchObject({
        created_time: 'then',
        last_modified_time: now,
      });
      expect(await page.save('item', { item_id: '1' })).toEqual({ item_id: '1' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a record that a file has without an identifier', () => {
  const bare = given({ invoice: { total: 1 } }, { bill: [{ total: 1 }, { bill_id: '5' }, { bill_id: '' }] });

  it('gets one, the same each time', async () => {
    const page = await pageOf(bare);
    const first = await page.records();
    expect(first.records.invoice).toEqual({
      total: 1,
      invoice_id: expect.stringMatching(/^46000000\d{8}$/),
    });
    const ids = first.lists.bill?.map(({ bill_id }) => bill_id) ?? [];
    expect(ids[1]).toBe('5');
    expect(new Set(ids).size).toBe(3);
    expect(await page.records()).toEqual(first);
    expect(await (await pageOf(bare)).records()).toEqual(first);
  });

  it('is told from a new one by it', async () => {
    const page = await pageOf(bare);
    const { records } = await page.records();
    await page.save('invoice', { ...records.invoice, total: 2 });
    expect(await page.records()).toMatchObject({ records: { invoice: { total: 2 } }, lists: {} });
    await page.save('invoice', { total: 3 });
    expect((await page.records()).lists.invoice).toMatchObject([{ total: 2 }, { total: 3 }]);
  });

  it('is none of the samples', async () => {
    const page = await pageOf({ records: sampleRecords });
    expect(await page.records()).toEqual(sampleRecords());
  });
});

describe('a removed record', () => {
  const three = given({ invoice: ONE }, { invoice: [ONE, TWO] });

  it('is gone, and the next is the first', async () => {
    const page = await pageOf(three);
    expect(await page.command({ type: 'remove', module: 'invoice', id: '1' })).toEqual({
      ok: true,
      value: {},
    });
    expect(await page.records()).toMatchObject({ records: { invoice: TWO }, lists: {} });
  });

  it('was the last: its list is empty, and the page has the sample', async () => {
    const page = await pageOf(three);
    for (const id of ['1', '2']) await page.command({ type: 'remove', module: 'invoice', id });
    const { records, lists } = await page.records();
    expect(lists.invoice).toEqual([]);
    expect(records.invoice).toEqual(sampleRecords().records.invoice);
  });

  it('was saved as a new one', async () => {
    const page = await pageOf(three);
    const { invoice_id } = await page.save('invoice', { total: 1 });
    await page.command({ type: 'remove', module: 'invoice', id: String(invoice_id) });
    expect((await page.records()).lists.invoice).toEqual([ONE, TWO]);
  });

  it('comes back where it is saved again', async () => {
    const page = await pageOf(three);
    await page.command({ type: 'remove', module: 'invoice', id: '1' });
    await page.save('invoice', { ...ONE, total: 99 });
    expect((await page.records()).lists.invoice).toEqual([{ ...ONE, total: 99 }, TWO]);
  });

  it.each([
    ['another record', 'invoice', '3'],
    ['another module', 'bill', '1'],
    ['a module without records', 'moon', '1'],
    ['a record without identifier', 'invoice', ''],
  ])('must be there: %s', async (_, module, id) => {
    const page = await pageOf(three);
    expect(await page.command({ type: 'remove', module, id })).toMatchObject({
      ok: false,
      error: { code: 'unknown_record', message: expect.stringContaining(`${module} "${id}"`) },
    });
  });
});

describe('what the files say', () => {
  it('wins over what was saved, for a record that is another there', async () => {
    let invoice = ONE;
    const page = await pageOf({
      records: () => ({
        organization: {},
        user: {},
        records: { invoice },
        lists: { invoice: [invoice, TWO] },
      }),
    });
    await page.save('invoice', { ...ONE, total: 99 });
    await page.save('invoice', { ...TWO, total: 99 });
    invoice = { ...ONE, total: 12 };
    expect((await page.records()).lists.invoice).toEqual([invoice, { ...TWO, total: 99 }]);
    // And stays so: what was saved is forgotten.
    invoice = ONE;
    expect((await page.records()).lists.invoice?.[0]).toEqual(ONE);
  });

  it('brings a removed record back where it changes', async () => {
    let invoice = ONE;
    const page = await pageOf({ records: () => ({ organization: {}, user: {}, records: { invoice } }) });
    await page.command({ type: 'remove', module: 'invoice', id: '1' });
    expect((await page.records()).lists.invoice).toEqual([]);
    invoice = { ...ONE, total: 12 };
    expect(await page.records()).toMatchObject({ records: { invoice }, lists: {} });
  });

  it('is all that there is after a reset', async () => {
    const page = await pageOf(given({ invoice: ONE }));
    await page.save('invoice', { ...ONE, total: 99 });
    await page.save('invoice', { total: 1 });
    await page.save('cm_asset', { name: 'x' });
    expect(await page.command({ type: 'reset' })).toEqual({ ok: true, value: {} });
    const { records, lists } = await page.records();
    expect({ records, lists }).toEqual({ records: { invoice: ONE }, lists: {} });
  });

  it('is not changed by what is saved', async () => {
    const page = await pageOf({ records: sampleRecords });
    await page.save('invoice', { total: 1 });
    expect(sampleRecords().lists.invoice?.some(({ total }) => total === 1) ?? false).toBe(false);
  });
});

describe('a command that is none is refused', () => {
  it.each<[command: object, message: string]>([
    [{}, 'expected a command: { "type": "save" | "remove" | "reset" | "switch", … }'],
    [{ type: 'drop' }, 'expected a command'],
    [{ type: 'save', module: 'invoice' }, 'record: expected an object'],
    [{ type: 'save', module: 'invoice', record: [] }, 'record: expected an object'],
    [{ type: 'save', module: 'invoice', record: 'text' }, 'record: expected an object'],
    [{ type: 'save', module: 'invoice', record: null }, 'record: expected an object'],
    [{ type: 'save', record: {} }, 'module: expected the name of a module'],
    [{ type: 'save', module: '', record: {} }, 'module: expected the name of a module'],
    [{ type: 'save', module: '__proto__', record: {} }, 'module: expected the name of a module'],
    ...['constructor', 'toString', 'hasOwnProperty', 'Invoice', '_a', 'in-voice'].map(
      (module): [object, string] => [
        { type: 'save', module, record: {} },
        'module: expected the name of a module, such as "invoice": lower-case letters',
      ],
    ),
    [{ type: 'remove', module: 'valueOf', id: '1' }, 'module: expected the name of a module'],
    [{ type: 'save', module: 'a'.repeat(101), record: {} }, 'module: expected the name of a module'],
    [{ type: 'remove', module: 'invoice', id: 5 }, 'id: expected the identifier of a record'],
  ])('%j', async (command, message) => {
    const page = await pageOf(given({ invoice: ONE }));
    const events = await page.events();
    expect(await page.post('records', command)).toMatchObject({
      ok: false,
      error: { code: 'invalid_options', message: expect.stringContaining(message) },
    });
    // Nobody is told of it: the next event is another's.
    await page.command({ type: 'reset' });
    expect(await events.next()).toEqual({ type: 'project', records: true });
    expect((await page.records()).records).toEqual({ invoice: ONE });
    await events.cancel();
  });
});

describe('new identifiers', () => {
  it('have the 16 digits of the vendor’s, wherever they begin', () => {
    for (const random of [0, 0.5, 0.999_999_999])
      expect(createIds(() => random).next(() => false)).toMatch(/^46000000\d{8}$/);
  });

  it('pass over those that are taken', () => {
    const ids = createIds(() => 0);
    const first = createIds(() => 0).next(() => false);
    expect(ids.next((id) => id === first)).toBe(String(BigInt(first) + 1n));
  });
});
