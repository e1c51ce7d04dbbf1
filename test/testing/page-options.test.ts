import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { invoice, mountWidget, record } from '../../src/testing/index.js';
import { manifest, tempFolder } from '../support/temp-package.js';
import type { MountedWidget, MountOptions } from '../../src/testing/index.js';
import type { TempFolder } from '../support/temp-package.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const INIT = '<script>ZFAPPS.extension.init()</script>';

const mount = (options?: MountOptions) => mountWidget({ html: SDK + INIT }, options);

const invoices = (...ids: string[]) => ids.map((id) => invoice({ invoice_id: id }));

describe('the options of a page', () => {
  it.each([
    [
      { parity: { set: 'always' } },
      `mountWidget's parity.set is "always"; expected 'forms' or 'everywhere'.`,
    ],
    [
      { parity: { lineItem: 'append' } },
      'mountWidget\'s parity has no "lineItem"; did you mean "lineItems"?',
    ],
    [{ parity: { zebra: 1 } }, 'mountWidget\'s parity has no "zebra"; it has set, lineItems'],
    [
      { store: { a: () => 1 } },
      `mountWidget's store["a"] is a function; expected something that JSON can hold.`,
    ],
    [{ store: [] }, "mountWidget's store is"],
    [{ list: {} }, "mountWidget's list is an object; expected a list of records, which are objects."],
    [{ list: [1] }, "mountWidget's list[0] is the number 1; expected one of a list of records"],
    [{ selection: [1] }, "mountWidget's selection[0] is the number 1; expected one of a list of texts."],
    [
      { list: [{ invoice_id: '1' }, { invoice_id: '1' }] },
      "give each its own, as in record('invoice', { invoice_id: '1' })",
    ],
    [{ location: 'dashboard.widget', list: invoices('1') }, "mountWidget's list has no effect here"],
    [
      { location: 'invoice.list.sidebar', list: invoices('1'), record: { total: 1 } },
      "mountWidget's record has no effect beside list on a list page",
    ],
    [{ page: { get: () => ({}) }, store: {} }, "mountWidget's store has no effect beside page"],
    [{ page: { get: () => ({}) } }, "mountWidget's page is no widget's page"],
  ])('%j reject', async (options, message) => {
    await expect(mount(options as never)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(message),
    });
  });

  it('a selection of what is not there rejects', async () => {
    await expect(
      mount({ location: 'invoice.list.sidebar', list: invoices('1'), selection: ['2'] }),
    ).rejects.toMatchObject({
      code: 'unknown_record',
      message: expect.stringContaining('no invoice of the identifier "2"'),
    });
    const widget = await mount({ location: 'invoice.list.sidebar', list: invoices('1') });
    expect(() => widget.select(['2'])).toThrow('no invoice of the identifier "2"');
  });
});

describe('a creation page', () => {
  const creation = (options: MountOptions = {}) =>
    mount({ location: 'invoice.creation.sidebar', ...options });

  it('is a draft of the sample, unsaved, with what the test gives laid over it', async () => {
    const sample = invoice();
    const { page } = await creation({ record: { notes: 'given', customer_name: 'Ada' } });
    const { record } = page;
    expect(record).not.toHaveProperty('invoice_id');
    expect(record).toMatchObject({ status: 'draft', payment_made: 0, balance: record.total });
    expect(record).toMatchObject({ notes: 'given', customer_name: 'Ada', total: sample.total });
    expect(page.changes).toEqual([]);
  });

  it('keeps an identifier, a status and a number that the test gives', async () => {
    const given = { invoice_id: '7', status: 'overdue', invoice_number: 'MINE-1' };
    expect((await creation({ record: given })).page.record).toMatchObject(given);
  });

  it('has a number that no record has', async () => {
    const widget = await creation();
    const { invoices: others } = await widget.window.ZFAPPS.API.getAllRecords({ module: 'invoice' });
    const numbers = Array.from(others as { invoice_number: string }[], (one) => one.invoice_number);
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers).not.toContain(widget.page.record.invoice_number);
    const list = [invoice({ invoice_id: '8', invoice_number: 'INV-999998' })];
    expect((await creation({ list })).page.record.invoice_number).toBe('INV-999999');
  });

  it('is saved as a record of its own, whose number no other has', async () => {
    const widget = await creation({ record: { invoice_number: invoice().invoice_number } });
    const result = await widget.save();
    if (result.outcome !== 'saved') throw new Error(result.outcome);
    const { invoices: list } = await widget.window.ZFAPPS.API.getAllRecords({ module: 'invoice' });
    const all = Array.from(list as { invoice_id: string; invoice_number: string }[]);
    expect(new Set(all.map((one) => one.invoice_id)).size).toBe(all.length);
    expect(new Set(all.map((one) => one.invoice_number)).size).toBe(all.length);
    expect(all.map((one) => one.invoice_id)).toContain(result.recordId);
    expect(widget.page.record.invoice_id).toBe(result.recordId);
  });

  it('is not that of a record that exists: an edit page has its identity', async () => {
    const { page } = await mount({ location: 'invoice.edit.sidebar' });
    expect(page.record.invoice_id).toBe(invoice().invoice_id);
    expect(page.record.status).toBe(invoice().status);
  });
});

describe('set', () => {
  const set = ({ window }: MountedWidget, path: string, value: unknown) => window.ZFAPPS.set(path, value);
  const LINE = { name: 'Beans', rate: 2, quantity: 3 };

  it('writes on pages with a form, and answers the whole entity', async () => {
    const form = await mount({ location: 'invoice.creation.sidebar', record: { line_items: [LINE] } });
    const { invoice: answer } = await set(form, 'invoice.line_items', [LINE, LINE]);
    expect(answer.line_items).toHaveLength(2);
    expect(answer.invoice_number).toBe(form.page.record.invoice_number);
    await expect(set(await mount(), 'invoice.notes', 'x')).rejects.toMatchObject({ code: 'not_settable' });
  });

  it('follows parity', async () => {
    const details = await mount({ parity: { set: 'everywhere' } });
    await set(details, 'invoice.notes', 'x');
    expect(details.page.record.notes).toBe('x');
    const form = await mount({
      location: 'invoice.creation.sidebar',
      record: { line_items: [LINE] },
      parity: { lineItems: 'append' },
    });
    await set(form, 'invoice.line_items', [LINE]);
    expect(form.page.record.line_items).toHaveLength(2);
  });

  it('is taken back by REFRESH_DATA where there is no form, and stays on a form', async () => {
    const refreshed = async (options: MountOptions) => {
      const widget = await mount({ ...options, record: { notes: 'as saved' } });
      await set(widget, 'invoice.notes', 'written');
      await widget.window.ZFAPPS.invoke('REFRESH_DATA', 'invoice');
      return widget.page.record.notes;
    };
    expect(await refreshed({ parity: { set: 'everywhere' } })).toBe('as saved');
    expect(await refreshed({ location: 'invoice.creation.sidebar' })).toBe('written');
  });
});

describe('API', () => {
  const ids = async ({ window }: MountedWidget) => {
    const { invoices: list } = await window.ZFAPPS.API.getAllRecords({ module: 'invoice' });
    return Array.from(list as { invoice_id: string }[], (one) => one.invoice_id);
  };

  it('lists the page’s record first, then the samples; or what the test lists', async () => {
    const samples = await mount({ record: { invoice_id: '7' } });
    expect((await ids(samples))[0]).toBe('7');
    expect((await ids(samples)).length).toBeGreaterThan(2);
    const own = await mount({ record: { invoice_id: '7' }, list: invoices('8', '9') });
    expect(await ids(own)).toEqual(['7', '8', '9']);
    const other = await own.window.ZFAPPS.API.getAllRecords({ module: 'item' });
    expect(other.items.length).toBeGreaterThan(2);
  });

  it('creates, changes and deletes, for all widgets on the page', async () => {
    const first = await mount({ record: { invoice_id: '7' }, list: invoices('8') });
    const second = await mount({ page: first.page });
    const { API } = first.window.ZFAPPS;
    const { invoice: made } = await API.createRecord({ module: 'invoice', data: { invoice_number: 'N' } });
    expect(await ids(second)).toEqual(['7', '8', made.invoice_id]);
    await API.updateRecord({ module: 'invoice', id: '8', data: { notes: 'x' } });
    expect(await second.window.ZFAPPS.API.getRecord({ module: 'invoice', id: '8' })).toMatchObject({
      invoice: { notes: 'x' },
    });
    // The page goes to the next, as its record is no more.
    await API.deleteRecord({ module: 'invoice', id: '7' });
    expect(await ids(second)).toEqual(['8', made.invoice_id]);
    expect(first.page.record.invoice_id).toBe('8');
    await expect(API.deleteRecord({ module: 'invoice', id: '7' })).rejects.toMatchObject({
      code: 'unknown_record',
    });
  });

  it('changes the row of a list, and leaves an edited form as it is', async () => {
    const list = await mount({
      location: 'invoice.list.sidebar',
      list: invoices('1', '2'),
      selection: ['1'],
    });
    const change = ({ window }: MountedWidget) =>
      window.ZFAPPS.API.updateRecord({ module: 'invoice', id: '2', data: { notes: 'x' } });
    await change(list);
    expect(list.page.list.map(({ notes }) => notes)).toEqual([invoice().notes, 'x']);
    expect(list.page.selection).toEqual(['1']);
    const form = await mount({ location: 'invoice.creation.sidebar', record: { invoice_id: '2' } });
    await form.change('notes', 'typed');
    await change(form);
    expect(form.page.record.notes).toBe('typed');
  });

  it('finds what the test puts on the page', async () => {
    const widget = await mount();
    widget.page.replaceRecord(record('invoice', { invoice_id: '99' }));
    expect(await ids(widget)).toContain('99');
  });
});

describe('texts', () => {
  let folder: TempFolder;
  beforeAll(async () => {
    folder = await tempFolder({
      'plugin-manifest.json': manifest({ 'invoice.details.sidebar': '/app/side.html' }),
      'app/side.html': SDK + INIT,
      'app/translations/en.json': '{ "a": { "b": "from English" } }',
      'app/translations/de.json': '{ "a": ',
    });
  });
  afterAll(() => folder?.remove());

  it('are there once the widget is mounted; a file that is no JSON counts as absent, with a warning', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const widget = await mountWidget(folder.path, { locale: 'de' });
    expect(widget.window.ZFAPPS.I18N.getTranslatedValue('a.b')).toBe('from English');
    expect(warned).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('/app/translations/de.json is not JSON'),
    );
    warned.mockRestore();
  });
});

describe('a widget that opens in a modal', () => {
  it.each([
    [{ location: 'invoice.details.button' }, {}],
    [{}, { widget_type: 'modal' }],
  ])('closes itself, with %j and the manifest’s %j', async (options, more) => {
    const widgets = [
      { location: 'invoice.details.sidebar', name: 'Widget', url: '/app/widget.html', ...more },
    ];
    const source = { html: SDK + INIT, manifest: { modules: { widgets } } };
    const widget = await mountWidget(source, options);
    await widget.window.ZFAPPS.closeModal();
    await expect.poll(() => widget.host.widgets).toEqual([]);
    expect(widget.calls.at(-1)).toMatchObject({ method: 'closeModal', outcome: 'resolved' });
    expect(widget.calls.at(-1)?.warnings).toBeUndefined();
  });

  it('may do so while it loads', async () => {
    const html = `${SDK}<script>ZFAPPS.extension.init().then(() => ZFAPPS.closeModal())</script>`;
    const widget = await mountWidget({ html }, { location: 'invoice.bulkaction.button' });
    await expect.poll(() => widget.host.widgets).toEqual([]);
    await widget.settled();
  });
});
