import { within } from '@testing-library/dom';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { invoice, mountWidget } from 'zfapps-shim/testing';
import type { MountedWidget, MountOptions } from 'zfapps-shim/testing';

const SDK = '<!doctype html><script src="https://js.zohostatic.com/zohofinance/v1/zf_sdk.js"></script>';
const LIMITS = 'https://api.example.com/limits';

/** The form of an invoice. */
const form: MountOptions = { location: 'invoice.creation.sidebar' };

/** A widget that keeps an invoice over the customer's credit limit from being saved. */
const creditLimit = {
  html: `${SDK}<p id="out"></p><script>
    ZFAPPS.extension.init().then(({ instance }) => {
      instance.on('ON_INVOICE_CHANGE', ({ total }) => { out.textContent = 'Total ' + total; });
      instance.on('ON_INVOICE_PRE_SAVE', async () => {
        const { invoice } = await ZFAPPS.get('invoice');
        const { data } = await ZFAPPS.request({ url: '${LIMITS}', method: 'GET' });
        const { limit } = JSON.parse(data.body);
        if (invoice.total > limit) return { prevent_save: true, message: 'Over the limit of ' + limit };
      });
      instance.on('ON_INVOICE_SAVED', ({ record_id }) => { out.textContent = 'Saved ' + record_id; });
    });
  </script>`,
};

/** A page that runs a script with the `app` of `extension.init()`, and a place to write. */
function listening(script: string) {
  return {
    html: `${SDK}<p id="out"></p><script>ZFAPPS.extension.init().then((app) => { ${script} })</script>`,
  };
}

/** Lists the events of these names as they come. */
const hearing = (...names: string[]) =>
  listening(
    `window.heard = []; for (const name of ${JSON.stringify(names)}) app.instance.on(name, () => { heard.push(name); });`,
  );

const text = ({ document }: MountedWidget) => document.getElementById('out')?.textContent;

describe('a form', () => {
  it('is saved once the invoice is within the credit limit', async () => {
    const line = { name: 'Espresso beans', rate: 10, quantity: 1 };
    const widget = await mountWidget(creditLimit, {
      location: 'invoice.creation.sidebar',
      record: { line_items: [line], adjustment: 0, shipping_charge: 0 },
      handlers: [http.get(LIMITS, () => HttpResponse.json({ limit: 100 }))],
    });

    await widget.change('line_items[0].quantity', 40);
    expect(widget.document.body.textContent).toContain('Total 400');
    expect(await widget.save()).toMatchObject({
      outcome: 'prevented',
      preventions: [{ message: 'Over the limit of 100' }],
    });

    await widget.change('line_items[0].quantity', 9);
    const saved = await widget.save();
    expect(saved).toMatchObject({ outcome: 'saved', record: { total: 90 } });
    expect(widget.document.body.textContent).toContain(`Saved ${widget.page.record.invoice_id}`);
  });

  it('tells what a widget wrote to every other widget of the page, modals too, and not to itself', async () => {
    const script = `window.heard = 0; app.instance.on('ON_INVOICE_CHANGE', () => { heard += 1; });`;
    const sidebar = {
      html: `${SDK}<script>ZFAPPS.extension.init().then((app) => { ${script} ZFAPPS.showModal({ url: '/app/modal.html' }); })</script>`,
      files: { '/app/modal.html': listening(script).html },
    };
    const writer = await mountWidget(sidebar, form);
    await expect.poll(() => writer.modals.length).toBe(1);
    const other = await mountWidget(listening(script), { page: writer.page });
    const heard = () => [writer, ...writer.modals, other].map(({ window }) => window.heard);

    await writer.window.ZFAPPS.set('invoice.reference_number', 'PO-1');
    await expect.poll(heard).toEqual([0, 1, 1]);
    await other.window.ZFAPPS.set('invoice.reference_number', 'PO-2');
    await expect.poll(heard).toEqual([1, 2, 1]);
    await writer.modals[0]?.window.ZFAPPS.set('invoice.reference_number', 'PO-3');
    await expect.poll(heard).toEqual([2, 2, 2]);

    await other.change('reference_number', 'PO-4');
    expect(heard()).toEqual([3, 3, 3]);
    expect(writer.page.changes).toEqual([{ path: 'reference_number' }]);
  });

  it('keeps what was typed where a handler throws or a page goes, and the test decides', async () => {
    const failing = await mountWidget(
      listening("app.instance.on('ON_INVOICE_PRE_SAVE', () => { throw new Error('no rates'); });"),
      { ...form, onFinding: () => {} },
    );
    await failing.change('reference_number', 'PO-9');
    expect(await failing.save()).toMatchObject({
      outcome: 'cancelled',
      doubts: [{ kind: 'failed', message: expect.stringContaining('no rates') }],
    });
    expect(failing.page.record.reference_number).toBe('PO-9');
    expect(failing.page.changes).toEqual([{ path: 'reference_number' }]);
    expect(await failing.save({ onDoubts: 'save' })).toMatchObject({ outcome: 'saved' });
    expect(failing.page.changes).toEqual([]);
  });

  it('is not saved by a widget whose page reloads meanwhile, unless the person says so', async () => {
    const widget = await mountWidget(
      listening(
        "app.instance.on('ON_INVOICE_PRE_SAVE', () => { out.textContent = 'asked'; return new Promise(() => {}); });",
      ),
      form,
    );
    const saving = widget.save();
    await expect.poll(() => text(widget)).toBe('asked');
    await widget.reload();
    expect(await saving).toMatchObject({ outcome: 'cancelled', doubts: [{ kind: 'gone' }] });
  });

  it('asks about a widget that never answers once the limit is over', async () => {
    const widget = await mountWidget(
      listening("app.instance.on('ON_INVOICE_PRE_SAVE', () => new Promise(() => {}));"),
      form,
    );
    const kinds: string[] = [];
    const result = await widget.save({
      limitMs: 10,
      onDoubts(doubts) {
        kinds.push(...doubts.map(({ kind }) => kind));
        return 'save';
      },
    });
    expect(kinds).toEqual(['slow']);
    expect(result.outcome).toBe('saved');
  });

  it('takes a line from a widget that adds line items, in its modal', async () => {
    const adder = {
      html: `${SDK}<button onclick="add()">Add</button><script>
        ZFAPPS.extension.init();
        async function add() {
          const { invoice } = await ZFAPPS.get('invoice');
          const line = { name: 'Delivery', rate: 7.5, quantity: 2 };
          await ZFAPPS.set('invoice.line_items[' + invoice.line_items.length + ']', line);
          await ZFAPPS.closeModal();
        }
      </script>`,
    };
    const widget = await mountWidget(adder, {
      location: 'invoice.lineitem.add',
      record: { line_items: [] },
    });
    within(widget.document.body).getByRole('button', { name: 'Add' }).click();
    await expect.poll(() => widget.host.widgets).toEqual([]);
    expect(widget.page.record.line_items).toMatchObject([{ name: 'Delivery', item_total: 15 }]);
    expect(widget.page.changes).toEqual([{ path: 'line_items[0]', by: 'Widget' }]);
  });
});

describe('a settings page', () => {
  it('is saved unless its widget prevents it', async () => {
    const widget = await mountWidget(
      listening(`app.instance.on('ON_SETTINGS_WIDGET_PRE_SAVE', () =>
        window.prefix ? undefined : { prevent_save: true, message: 'Enter a prefix' });`),
      { location: 'plugin.globalfields' },
    );
    expect(await widget.save()).toMatchObject({
      outcome: 'prevented',
      preventions: [{ message: 'Enter a prefix' }],
    });
    widget.window.prefix = 'X-';
    expect(await widget.save()).toEqual({ outcome: 'saved', record: {}, recordId: '' });
  });
});

describe('a page', () => {
  it('tells a widget once what it shows, as soon as that subscribes', async () => {
    const widget = await mountWidget(hearing('ON_WIDGET_OPEN', 'ON_INVOICE_PREVIEW', 'ON_INVOICE_CHANGE'));
    const expected = ['ON_WIDGET_OPEN', 'ON_INVOICE_PREVIEW'];
    await expect.poll(() => widget.window.heard).toEqual(expected);
    await widget.reload();
    await expect.poll(() => widget.window.heard).toEqual(expected);
    const second = await mountWidget(hearing('ON_WIDGET_OPEN'), { page: widget.page });
    await expect.poll(() => second.window.heard).toEqual(['ON_WIDGET_OPEN']);
    await widget.settled();
    expect(widget.window.heard).toEqual(expected);
  });

  it('warns of a subscription that nothing will ever call', async () => {
    const widget = await mountWidget(hearing('ON_INVOICE_CHANGED'));
    await expect
      .poll(() => widget.calls.find(({ method }) => method === 'on'))
      .toMatchObject({
        args: ['ON_INVOICE_CHANGED'],
        warnings: [expect.stringContaining('did you mean "ON_INVOICE_CHANGE"?')],
      });
  });

  it('hands a bulk action what is selected of its list', async () => {
    const widget = await mountWidget(listening(''), {
      location: 'invoice.bulkaction.button',
      list: ['1', '2', '3'].map((id) => invoice({ invoice_id: id, invoice_number: `INV-${id}` })),
      selection: ['1', '3'],
    });
    const numbers = async () => {
      const { invoices } = await widget.window.ZFAPPS.get('invoices');
      return Array.from(invoices as { invoice_number: string }[], (one) => one.invoice_number);
    };
    expect(await numbers()).toEqual(['INV-1', 'INV-3']);
    widget.select(['2']);
    expect(await numbers()).toEqual(['INV-2']);
  });

  it('keeps what widgets store for all widgets on it', async () => {
    const first = await mountWidget(listening(''), { store: { theme: { dark: true } } });
    const second = await mountWidget(listening(''), { page: first.page });
    expect(await second.window.ZFAPPS.retrieve('theme')).toEqual({ theme: { dark: true } });
    await second.window.ZFAPPS.store('count', { value: 3 });
    expect(await first.window.ZFAPPS.retrieve('count')).toEqual({ count: 3 });
    await first.window.ZFAPPS.API.GLOBALFIELDS.set('account', 'Sales');
    expect(await second.window.ZFAPPS.API.GLOBALFIELDS.get('account')).toEqual({ account: 'Sales' });
    const stranger = await mountWidget(listening(''));
    await expect(stranger.window.ZFAPPS.retrieve('count')).rejects.toMatchObject({ code: -1 });
  });

  it("has the package's texts, with English where a language has none", async () => {
    const texts = (locale?: string) =>
      mountWidget(
        {
          ...listening("out.textContent = ['title', 'send'].map(ZFAPPS.I18N.getTranslatedValue).join(', ');"),
          files: {
            '/app/translations/en.json': '{ "title": "Reminder", "send": "Send" }',
            '/app/translations/fr.json': '{ "title": "Rappel" }',
          },
        },
        locale === undefined ? {} : { locale },
      );
    const [french, english] = await Promise.all([texts('fr-CA'), texts()]);
    await expect.poll(() => text(french)).toBe('Rappel, Send');
    await expect.poll(() => text(english)).toBe('Reminder, Send');
  });

  it('knows whether its widget has hidden itself', async () => {
    const widget = await mountWidget(listening('return ZFAPPS.hideWidget()'));
    await expect.poll(() => widget.hidden).toBe(true);
    await widget.window.ZFAPPS.showWidget();
    expect(widget.hidden).toBe(false);
  });

  it('shows what API does to its own record', async () => {
    const widget = await mountWidget(hearing('ON_INVOICE_PREVIEW'), {
      record: { invoice_id: '7', reference_number: '' },
    });
    const { API } = widget.window.ZFAPPS;
    await API.updateRecord({ module: 'invoice', id: '7', data: { reference_number: 'PO-5' } });
    expect(widget.page.record.reference_number).toBe('PO-5');
    await expect.poll(() => widget.window.heard.length).toBe(2);
    const { invoices } = await API.getAllRecords({ module: 'invoices' });
    expect(invoices[0]).toMatchObject({ invoice_id: '7', reference_number: 'PO-5' });
    expect(invoices.length).toBeGreaterThan(1);
  });
});
