import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountWidget } from '../../src/testing/index.js';
import type { MountedWidget, MountOptions, SaveDoubt } from '../../src/testing/index.js';

const SDK = '<script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const FORM = { location: 'invoice.creation.sidebar' };

/** A widget on the form that runs a script with `on` and a list of what it `heard`. */
function mount(script: string, options: MountOptions = FORM): Promise<MountedWidget> {
  return mountWidget(
    {
      html: `${SDK}<script>window.heard = [];
        ZFAPPS.extension.init().then(({ instance }) => { const on = (name, run) => instance.on(name, run); ${script} })</script>`,
    },
    options,
  );
}

const beside = (first: MountedWidget, script: string) => mount(script, { page: first.page });

const PREVENT = (message: string) =>
  `on('ON_INVOICE_PRE_SAVE', () => ({ prevent_save: true, message: '${message}' }));`;
const NEVER = "on('ON_INVOICE_PRE_SAVE', () => new Promise(() => {}));";
const ANSWER_LATER =
  "on('ON_INVOICE_PRE_SAVE', () => new Promise((resolve) => { window.answer = resolve; }));";

afterEach(() => {
  vi.useRealTimers();
});

describe('a save', () => {
  it('asks every widget on the page, and tells each reason', async () => {
    const first = await mount(PREVENT('No rate'));
    await beside(first, PREVENT('No customer'));
    const third = await beside(first, "on('ON_INVOICE_SAVED', () => heard.push('saved'));");
    const result = await third.save();
    expect(result).toMatchObject({ outcome: 'prevented' });
    const reasons = 'preventions' in result ? result.preventions.map(({ message }) => message) : [];
    expect(reasons.sort()).toEqual(['No customer', 'No rate']);
    expect(third.window.heard).toEqual([]);
  });

  it('tells what was typed and not told of before, then asks, then says that it is saved', async () => {
    const names = ['CHANGE', 'PRE_SAVE', 'SAVED'].map((kind) => `ON_INVOICE_${kind}`);
    const widget = await mount(
      `for (const name of ${JSON.stringify(names)}) on(name, (data) => { heard.push([name, data.record_id ?? data.reference_number]); });`,
      { ...FORM, record: { invoice_id: '7' } },
    );
    widget.page.change('reference_number', 'PO-1');
    expect(widget.window.heard).toEqual([]);
    await widget.save();
    expect([...widget.window.heard].map(String)).toEqual([
      'ON_INVOICE_CHANGE,PO-1',
      'ON_INVOICE_PRE_SAVE,PO-1',
      'ON_INVOICE_SAVED,7',
    ]);
  });

  it('stores what a handler wrote into the form meanwhile, and tells of it once', async () => {
    const first = await mount(
      "on('ON_INVOICE_PRE_SAVE', async () => { await ZFAPPS.set('invoice.reference_number', 'checked'); }); on('ON_INVOICE_CHANGE', () => heard.push('own'));",
    );
    const second = await beside(
      first,
      "on('ON_INVOICE_CHANGE', ({ reference_number }) => { heard.push(reference_number); });",
    );
    const result = await first.save();
    expect(result).toMatchObject({ outcome: 'saved', record: { reference_number: 'checked' } });
    expect(second.window.heard).toEqual(['checked']);
    expect(first.window.heard).toEqual([]);
    expect(first.page.changes).toEqual([]);
  });

  it('loses nothing that is written while the record is being stored, and stores none of it', async () => {
    const widget = await mount(NEVER, { ...FORM, record: { invoice_id: '7' } });
    const written: string[] = [];
    /** One member after another, so that some are written before the record is stored, and some after. */
    async function write() {
      for (let step = 0; step < 50; step += 1) {
        written.push(`cf_${step}`);
        widget.page.change(`cf_${step}`, step);
        await Promise.resolve();
      }
    }
    const result = await widget.save({
      limitMs: 0,
      onDoubts() {
        void write();
        return 'save';
      },
    });
    if (result.outcome !== 'saved') throw new Error(result.outcome);
    expect(Object.keys(result).sort()).toEqual(['outcome', 'record', 'recordId']);
    expect(widget.page.record).toMatchObject(Object.fromEntries(written.map((name, step) => [name, step])));
    const unsaved = written.filter((name) => !Object.hasOwn(result.record, name));
    expect(unsaved.length).toBeGreaterThan(0);
    expect(unsaved.length).toBeLessThan(written.length);
    expect(widget.page.changes.map(({ path }) => path).sort()).toEqual(unsaved.sort());
    const { invoice } = await widget.window.ZFAPPS.API.getRecord({ module: 'invoice', id: '7' });
    expect(unsaved.filter((name) => Object.hasOwn(invoice, name))).toEqual([]);
    expect(await widget.save({ limitMs: 0, onDoubts: 'save' })).toMatchObject({
      record: Object.fromEntries(written.map((name, step) => [name, step])),
    });
    expect(widget.page.changes).toEqual([]);
  });

  it('gives a new record an identifier, its lines theirs, and a number; API finds it', async () => {
    const record = {
      invoice_number: '',
      line_items: [{ name: 'Beans', rate: 1, quantity: 1 }],
    };
    const save = async () => {
      const widget = await mount('', { ...FORM, record });
      const { API } = widget.window.ZFAPPS;
      const before = (await API.getAllRecords({ module: 'invoice' })).invoices.length;
      const result = await widget.save();
      if (result.outcome !== 'saved') throw new Error(result.outcome);
      const { invoices } = await API.getAllRecords({ module: 'invoice' });
      expect(invoices).toHaveLength(before + 1);
      const { invoice } = await API.getRecord({ module: 'invoice', id: result.recordId });
      expect(invoice.invoice_number).toMatch(/^INV-\d+$/);
      expect(invoice.line_items[0].line_item_id).toMatch(/^46\d{14}$/);
      expect(widget.page.get('invoice.invoice_id')).toEqual({ 'invoice.invoice_id': result.recordId });
      return result.recordId;
    };
    const [first, second] = [await save(), await save()];
    expect(first).toMatch(/^46\d{14}$/);
    // The same in every test, so that a snapshot holds.
    expect(second).toBe(first);
  });

  it('asks about a handler that takes longer than 20 s', async () => {
    const widget = await mount(NEVER);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const saving = widget.save();
    await vi.advanceTimersByTimeAsync(19_999);
    const early = await Promise.race([saving, 'waiting']);
    await vi.advanceTimersByTimeAsync(1);
    expect(early).toBe('waiting');
    expect(await saving).toMatchObject({
      outcome: 'cancelled',
      doubts: [{ kind: 'slow', message: expect.stringContaining('20 s') }],
    });
  });

  it('counts what a slow widget answers while the person thinks', async () => {
    const widget = await mount(ANSWER_LATER);
    const asked: SaveDoubt[] = [];
    const result = await widget.save({
      limitMs: 5,
      onDoubts(doubts) {
        asked.push(...doubts);
        widget.window.answer({ prevent_save: true, message: 'After all' });
        return new Promise(() => {});
      },
    });
    expect(asked).toMatchObject([{ kind: 'slow' }]);
    expect(result).toMatchObject({ outcome: 'prevented', preventions: [{ message: 'After all' }] });
  });

  it('rejects with what onDoubts throws, and with an answer that is none', async () => {
    const widget = await mount(NEVER);
    const onDoubts = () => {
      throw new Error('unexpected');
    };
    await expect(widget.save({ limitMs: 5, onDoubts })).rejects.toThrow('unexpected');
    await expect(widget.save({ limitMs: 5, onDoubts: () => 'yes' as never })).rejects.toThrow(
      `save's onDoubts is "yes"; expected 'save', 'cancel', or a function`,
    );
    expect(await widget.save({ limitMs: 5, onDoubts: 'save' })).toMatchObject({ outcome: 'saved' });
  });

  it('is one at a time', async () => {
    const widget = await mount(ANSWER_LATER);
    const saving = widget.save();
    await expect(widget.save()).rejects.toMatchObject({ code: 'too_busy' });
    await expect.poll(() => widget.window.answer).toBeTypeOf('function');
    widget.window.answer();
    expect(await saving).toMatchObject({ outcome: 'saved' });
  });

  it.each([
    [{ onDoubt: 'save' }, 'save has no option "onDoubt"'],
    [{ onDoubts: true }, "save's onDoubts is the boolean true"],
    [{ limitMs: '5' }, `save's limitMs is "5"`],
  ])('refuses the options %j', async (options, message) => {
    const widget = await mount('');
    await expect(widget.save(options as never)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'invoice.details.sidebar',
      "this details page has no form. Mount the widget where there is one: { location: 'invoice.creation.sidebar' }",
    ],
    [
      'salesorder.list.sidebar',
      "this list page has no form. Mount the widget where there is one: { location: 'salesorder.creation.sidebar' }",
    ],
    ['dashboard.widget', 'this page shows no record'],
  ])('at %s has nothing to save, nor to type into', async (location, message) => {
    const widget = await mount('', { location });
    const rejection = { code: 'not_settable', message: expect.stringContaining(message) };
    await expect(widget.save()).rejects.toMatchObject(rejection);
    await expect(widget.change('reference_number', 'x')).rejects.toMatchObject(rejection);
  });
});

describe('typing', () => {
  it('that changes nothing is told nobody', async () => {
    const widget = await mount("on('ON_INVOICE_CHANGE', () => heard.push('changed'));");
    await widget.change('reference_number', widget.page.record.reference_number);
    expect(widget.window.heard).toEqual([]);
  });

  it('at a path to nothing rejects', async () => {
    const widget = await mount('');
    await expect(widget.change('line_items[99].quantity', 1)).rejects.toMatchObject({ code: 'unknown_key' });
  });

  it('in a test is told by the name of the module', async () => {
    const widget = await mount("on('ON_SALES_ORDER_CHANGE', ({ notes }) => { heard.push(notes); });", {
      location: 'salesorder.creation.sidebar',
    });
    await widget.change('notes', 'Ring twice');
    expect(widget.window.heard).toEqual(['Ring twice']);
  });
});

it('a record that the test puts on the page is told nobody, and is no change', async () => {
  const widget = await mount("on('ON_INVOICE_CHANGE', () => heard.push('changed'));");
  widget.page.change('reference_number', 'PO-1');
  widget.page.replaceRecord({ ...widget.page.record, reference_number: 'PO-2' });
  await widget.settled();
  expect(widget.window.heard).toEqual([]);
  expect(widget.page.changes).toEqual([]);
});
