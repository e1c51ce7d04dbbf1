import { afterEach, describe, expect, it } from 'vitest';
import { ZfappsError } from '../../src/core/protocol/index.js';
import { bridgedWidget } from '../support/bridged-widget.js';
import type { RecordsPort } from '../../src/host/index.js';
import type { BridgedWidget } from '../support/bridged-widget.js';

type PlainRecord = Record<string, unknown>;
type Call = (...args: unknown[]) => Promise<PlainRecord>;

let widget: BridgedWidget | undefined;
afterEach(() => widget?.end());

const first = { invoice_id: '71', total: 10, notes: 'n' };
const second = { invoice_id: '72', total: 20 };
const customer = { contact_id: '31', contact_name: 'Maya' };

/** A page that keeps records in lists, as the records port promises. */
function recordsInMemory() {
  const lists: Record<string, PlainRecord[]> = {
    invoice: [first, second],
    customer: [customer],
    expense: [],
  };
  const records: Required<Pick<RecordsPort, 'get' | 'list' | 'put' | 'remove'>> = {
    get: () => ({}),
    list: (module) => lists[module] ?? [],
    put(module, record) {
      const id = `${module}_id`;
      const list = lists[module] ?? [];
      const stored = { [id]: '99', ...record };
      lists[module] = [...list.filter((one) => one[id] !== stored[id]), stored];
      return stored;
    },
    remove(module, id) {
      lists[module] = (lists[module] ?? []).filter((one) => one[`${module}_id`] !== id);
    },
  };
  return { lists, records };
}

function api() {
  const { lists, records } = recordsInMemory();
  widget = bridgedWidget({ records });
  const { zfapps, calls } = widget;
  return {
    api: zfapps.API as unknown as Record<string, Call>,
    fields: zfapps.API.GLOBALFIELDS as unknown as Record<'get' | 'set', Call>,
    lists,
    calls,
    port: widget.port,
    zfapps,
  };
}

const reasonOf = (call: Promise<unknown> | undefined) => call?.then(String, (reason: unknown) => reason);

describe('API', () => {
  it.each([
    ['invoice', '71'],
    ['invoices', '71'],
    ['invoice', 71],
  ])('getRecord({module: %j, id: %j}) gives the record by its module', async (module, id) => {
    expect(await api().api.getRecord?.({ module, id })).toEqual({ invoice: first });
  });

  it('getRecord knows identifiers that are not named after their module', async () => {
    expect(await api().api.getRecord?.({ module: 'customers', id: '31' })).toEqual({ customer });
  });

  it.each([
    'invoice',
    'invoices',
  ])('getAllRecords({module: %j}) gives a list by the plural', async (module) => {
    expect(await api().api.getAllRecords?.({ module })).toEqual({ invoices: [first, second] });
  });

  it('getAllRecords gives an empty list where there is none', async () => {
    expect(await api().api.getAllRecords?.({ module: 'expense' })).toEqual({ expenses: [] });
  });

  it('createRecord stores a new record and gives it as stored', async () => {
    const { api: members, lists } = api();
    expect(await members.createRecord?.({ module: 'invoices', data: { total: 5 } })).toEqual({
      invoice: { invoice_id: '99', total: 5 },
    });
    expect(lists.invoice).toHaveLength(3);
  });

  it('updateRecord replaces members, keeps the others, and gives the record as stored', async () => {
    const { api: members, lists } = api();
    const updated = { ...first, total: 11 };
    expect(await members.updateRecord?.({ module: 'invoice', id: '71', data: { total: 11 } })).toEqual({
      invoice: updated,
    });
    expect(lists.invoice).toEqual([second, updated]);
  });

  it('updateRecord takes data that repeats the identifier', async () => {
    const { api: members } = api();
    expect(
      await members.updateRecord?.({ module: 'invoice', id: 71, data: { ...first, total: 11 } }),
    ).toEqual({
      invoice: { ...first, total: 11 },
    });
  });

  it('deleteRecord removes a record and gives it as it was', async () => {
    const { api: members, lists } = api();
    expect(await members.deleteRecord?.({ module: 'invoice', id: '71' })).toEqual({ invoice: first });
    expect(lists.invoice).toEqual([second]);
  });

  it.each([
    'getRecord',
    'updateRecord',
    'deleteRecord',
  ])('%s rejects a record that is not there', async (member) => {
    const { api: members, lists } = api();
    expect(await reasonOf(members[member]?.({ module: 'invoice', id: '73', data: {} }))).toEqual({
      code: 'unknown_record',
      message: `ZFAPPS.API.${member} finds no invoice whose invoice_id is "73"; getAllRecords({"module":"invoice"}) lists what there is.`,
    });
    expect(lists.invoice).toEqual([first, second]);
  });

  it.each([
    ['getRecord', [], 'it was given undefined'],
    ['getRecord', ['invoice', '71'], 'it was given "invoice"'],
    ['getRecord', [{ id: '71' }], 'module is undefined'],
    ['getRecord', [{ module: 'Invoices', id: '71' }], 'module is "Invoices"'],
    ['getRecord', [{ module: '__proto__', id: '71' }], 'module is "__proto__"'],
    ...['constructor', 'constructors', 'valueOf', 'toString', 'hasOwnProperty', '__proto__'].map(
      (module): [string, unknown[], string] => [
        'getAllRecords',
        [{ module }],
        `module is "${module}", which can name no module`,
      ],
    ),
    ['createRecord', [{ module: 'toString', data: {} }], 'module is "toString", which can name no module'],
    ['getRecord', [{ module: 'invoice' }], 'id is undefined'],
    ['getRecord', [{ module: 'invoice', id: '' }], 'id is ""'],
    ['getAllRecords', [{ module: ['invoice'] }], 'module is a list'],
    ['createRecord', [{ module: 'invoice' }], 'data is undefined'],
    ['createRecord', [{ module: 'invoice', data: [] }], 'data is a list'],
    ['createRecord', [{ module: 'invoice', data: { invoice_id: '71' } }], 'data has the identifier "71"'],
    ['updateRecord', [{ module: 'invoice', id: '71' }], 'data is undefined'],
    [
      'updateRecord',
      [{ module: 'invoice', id: '71', data: { invoice_id: '72' } }],
      'another identifier, "72"',
    ],
    ['deleteRecord', [{ module: 'invoice', id: null }], 'id is null'],
  ])('%s rejects %j, and shows an example', async (member, args, given) => {
    const { api: members, lists } = api();
    const reason = await reasonOf(members[member]?.(...args));
    expect(reason).toEqual({ code: 'invalid_options', message: expect.stringContaining(given) });
    expect(reason).toMatchObject({
      message: expect.stringContaining(`expected ${member}({ module: "invoice"`),
    });
    expect(lists.invoice).toEqual([first, second]);
  });

  it.each([
    ['tax', 'tax', 'taxes'],
    ['taxes', 'tax', 'taxes'],
    ['address', 'address', 'addresses'],
    ['addresses', 'address', 'addresses'],
    ['currencies', 'currency', 'currencies'],
    ['expenses', 'expense', 'expenses'],
    // An organisation's own keep their exact name.
    ['cm_asset', 'cm_asset', 'cm_assets'],
    ['cm_assets', 'cm_assets', 'cm_assets'],
    ['cm_status', 'cm_status', 'cm_status'],
  ])('getAllRecords of %s seeks %s, and answers by %s', async (name, module, key) => {
    const asked: string[] = [];
    widget = bridgedWidget({
      records: {
        get: () => ({}),
        list(module) {
          asked.push(module);
          return [];
        },
      },
    });
    expect(await widget.zfapps.API.getAllRecords({ module: name })).toEqual({ [key]: [] });
    expect(asked).toEqual([module]);
  });

  it("rejects with the page's own errors, and where the page keeps no records", async () => {
    widget = bridgedWidget({
      records: {
        get: () => ({}),
        list() {
          throw new ZfappsError('unknown_key', 'no such module');
        },
      },
    });
    expect(await reasonOf(widget.zfapps.API.getAllRecords({ module: 'moon' }))).toEqual({
      code: 'unknown_key',
      message: 'no such module',
    });
    widget.end();
    widget = bridgedWidget();
    for (const call of [
      widget.zfapps.API.getAllRecords({ module: 'invoice' }),
      widget.zfapps.API.createRecord({ module: 'invoice', data: {} }),
    ])
      expect(await reasonOf(call)).toMatchObject({ code: 'not_emulated' });
  });

  it('warns of every call in the log, whether it resolves or rejects', async () => {
    const { api: members, fields, calls } = api();
    await members.getAllRecords?.({ module: 'invoice' });
    await reasonOf(members.getRecord?.({}));
    await fields.set('f', 1);
    const ended = calls.filter(({ outcome }) => outcome !== 'pending');
    expect(ended.map(({ method, args, outcome }) => [method, args, outcome])).toEqual([
      ['API.getAllRecords', [{ module: 'invoice' }], 'resolved'],
      ['API.getRecord', [{}], 'rejected'],
      ['API.GLOBALFIELDS.set', ['f', 1], 'resolved'],
    ]);
    for (const { warnings } of ended)
      expect(warnings).toEqual([expect.stringMatching(/^ZFAPPS\.API is not documented .* docs\/parity\.md/)]);
  });

  it('has no other members, whatever a page sends over the bridge', async () => {
    const { port, zfapps } = api();
    await zfapps.extension.init();
    const reply = new Promise((resolve) => {
      port.addEventListener('message', ({ data }) => data.callId === 'forged' && resolve(data.value));
    });
    port.postMessage({
      namespace: 'penpal',
      channel: undefined,
      type: 'CALL',
      id: 'forged',
      methodPath: ['api'],
      args: ['constructor', 'no list'],
    });
    expect(await reply).toEqual({
      ok: false,
      error: { code: 'invalid_options', message: expect.stringContaining('no member "constructor"') },
    });
  });
});

describe('API.GLOBALFIELDS', () => {
  it('keeps a value by name, in both forms', async () => {
    const { fields } = api();
    expect(await fields.set('account', { id: 1 })).toEqual({ account: { id: 1 } });
    expect(await fields.get({ name: 'account' })).toEqual({ account: { id: 1 } });
    expect(await fields.set({ name: 'tax', value: null })).toEqual({ tax: null });
    expect(await fields.get('tax')).toEqual({ tax: null });
  });

  it('is another place than store', async () => {
    const { fields } = api();
    await fields.set('k', 1);
    expect(await reasonOf(widget?.zfapps.retrieve('k'))).toMatchObject({ code: -1 });
  });

  it('rejects a name that is not there, as text', async () => {
    expect(await reasonOf(api().fields.get('nothing'))).toMatchObject({ code: 'not_stored' });
  });

  it.each([[[]], [['']], [[5]], [[{}]], [['name']], [[{ name: 'n' }]]])('set rejects %j', async (args) => {
    expect(await reasonOf(api().fields.set(...args))).toMatchObject({ code: 'invalid_options' });
  });

  it('takes a name like a prototype as it is', async () => {
    const { fields } = api();
    await fields.set('__proto__', { polluted: true });
    const answer = await fields.get('__proto__');
    expect(Object.keys(answer)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
