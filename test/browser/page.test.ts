import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { startDev } from '../support/dev-server.js';
import { probe, probePackage, seenBy } from '../support/probe-widget.js';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import type { DevServer } from '../support/dev-server.js';
import type { TempFolder } from '../support/temp-package.js';

const WIDGETS = {
  'invoice.creation.sidebar': 'form',
  'invoice.lineitem.add': 'lines',
  'invoice.bulkaction.button': 'bulk',
  'invoice.details.sidebar': 'details',
  background: 'behind',
  'plugin.globalfields': 'settings',
};

const MOCKS = `import { delay, http, HttpResponse } from 'msw';
export default [
  http.get('https://api.example.com/credit', async ({ request }) => {
    await delay(50);
    const allowed = new URL(request.url).searchParams.get('total') < 1000;
    return HttpResponse.json({ allowed });
  }),
];`;

let browser: Browser;
let folder: TempFolder;
let dev: DevServer;
let page: Page;
beforeAll(async () => {
  browser = await startBrowser();
  folder = await probePackage(WIDGETS, {
    'zfapps.config.json': { mocks: './mocks.ts', limits: { preSaveMs: 1_500 } },
    'mocks.ts': MOCKS,
  });
  dev = await startDev(folder.path);
});
afterAll(async () => {
  await browser?.close();
  await dev?.stop();
  await folder?.remove();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
});
afterEach(() => page?.close());

const open = (path: string) => page.goto(`${dev.url}#page=${path}`);
const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
const total = () => page.evaluate(() => window.zfappsPlayground.page.record.total);
const field = (name: string) => page.locator(`[name="${name}"]`);

describe('a form', () => {
  beforeEach(() => open('invoice/creation'));

  it('tells an edit to the sidebar and to the widget in the background, once the field is left', async () => {
    const [form, behind] = [await probe(page, 'form'), await probe(page, 'behind')];
    await field('line_items[0].quantity').fill('2');
    // What is typed is there at once, for widgets that look every few seconds.
    expect(await form.evaluate(() => ZFAPPS.get('invoice.line_items[0].quantity'))).toEqual({
      'invoice.line_items[0].quantity': 2,
    });
    expect(await seenBy(form, 'ON_INVOICE_CHANGE')).toEqual([]);
    await page.keyboard.press('Tab');
    // 2 × 28.50 + 40 × 22 + 95, and 8.25 % of it.
    for (const frame of [form, behind])
      await expect
        .poll(() => seenBy(frame, 'ON_INVOICE_CHANGE'))
        .toMatchObject([{ sub_total: 1_032, tax_total: 85.14, total: 1_117.14 }]);
    expect(await total()).toBe(1_117.14);
  });

  it('shows what a widget writes, marked until the next save, and tells the other widgets', async () => {
    const [form, behind] = [await probe(page, 'form'), await probe(page, 'behind')];
    const answer = await form.evaluate(() => ZFAPPS.set('invoice.reference_number', 'FROM-A-WIDGET'));
    expect(answer.invoice).toMatchObject({
      reference_number: 'FROM-A-WIDGET',
      invoice_number: expect.stringMatching(/^INV-\d{6}$/),
    });
    await expect.poll(() => field('reference_number').inputValue()).toBe('FROM-A-WIDGET');
    await page.getByTitle('Written by invoice.creation.sidebar, not saved yet').waitFor();
    await expect.poll(() => seenBy(behind, 'ON_INVOICE_CHANGE')).toHaveLength(1);
    expect(await seenBy(form, 'ON_INVOICE_CHANGE')).toEqual([]);
    await save();
    await page.getByText('Saved as').waitFor();
    expect(await page.getByTitle(/not saved yet/).count()).toBe(0);
  });

  it('keeps a save back while a handler awaits a request, shows why it is prevented, then lets it through', async () => {
    const form = await probe(page, 'form');
    await form.evaluate(() => {
      window.onPreSave = async () => {
        const { invoice } = await ZFAPPS.get('invoice');
        const { data } = await ZFAPPS.request({
          url: 'https://api.example.com/credit',
          method: 'GET',
          url_query: [{ key: 'total', value: invoice.total }],
        });
        return { prevent_save: !JSON.parse(data.body).allowed, message: 'Over the credit limit.' };
      };
    });
    await save();
    await page.getByRole('alert').getByText('Over the credit limit.').waitFor();
    expect(await seenBy(form, 'ON_INVOICE_SAVED')).toEqual([]);
    await field('line_items[1].quantity').fill('1');
    await page.keyboard.press('Tab');
    await save();
    await page.getByText('Saved as').waitFor();
    const { invoice_id } = await page.evaluate(() => window.zfappsPlayground.page.record);
    expect(invoice_id).toMatch(/^\d{16}$/);
    await expect.poll(() => seenBy(form, 'ON_INVOICE_SAVED')).toEqual([{ record_id: invoice_id }]);
  });

  it('asks every widget, and shows the message of each that prevents the save', async () => {
    for (const name of ['form', 'behind'])
      await (await probe(page, name)).evaluate((own) => {
        window.onPreSave = () => ({ prevent_save: true, message: `Not with ${own}.` });
      }, name);
    await save();
    await page.getByText('Not with form.').waitFor();
    await page.getByText('Not with behind.').waitFor();
  });

  it('asks the person where a handler never answers; the form stays as it is', async () => {
    const form = await probe(page, 'form');
    await field('reference_number').fill('TYPED');
    await form.evaluate(() => {
      window.onPreSave = () => new Promise(() => {});
    });
    await save();
    await page.getByText('has not answered yet').waitFor();
    await page.getByRole('button', { name: 'Back to the form' }).click();
    expect(await field('reference_number').inputValue()).toBe('TYPED');
    await save();
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await page.getByText('Saved as').waitFor();
    expect(await page.evaluate(() => window.zfappsPlayground.page.record.reference_number)).toBe('TYPED');
  });

  it('takes the question back when the widget answers after all', async () => {
    const form = await probe(page, 'form');
    await form.evaluate(() => {
      window.onPreSave = () =>
        new Promise((resolve) => {
          window.addEventListener('message', ({ data }) => data === 'go on' && resolve(undefined));
        });
    });
    await save();
    await page.getByText('has not answered yet').waitFor();
    await form.evaluate(() => window.postMessage('go on', '*'));
    await page.getByText('Saved as').waitFor();
    expect(await page.getByText('has not answered yet').isVisible()).toBe(false);
  });

  it('asks the person where a handler throws', async () => {
    await (await probe(page, 'form')).evaluate(() => {
      window.onPreSave = () => {
        throw new Error('no such member');
      };
    });
    await save();
    await page.getByText('threw an error').waitFor();
    await page.getByText('no such member').first().waitFor();
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await page.getByText('Saved as').waitFor();
  });

  it('loses nothing when a widget reloads while it is asked', async () => {
    const form = await probe(page, 'form');
    await field('reference_number').fill('TYPED');
    await form.evaluate(() => {
      window.onPreSave = () => {
        setTimeout(() => location.reload());
        return new Promise(() => {});
      };
    });
    await save();
    await page.getByText('was reloaded or closed').waitFor();
    await page.getByRole('button', { name: 'Back to the form' }).click();
    expect(await field('reference_number').inputValue()).toBe('TYPED');
    // The page that was loaded anew prevents nothing.
    await probe(page, 'form');
    await save();
    await page.getByText('Saved as').waitFor();
  });

  it('stays on the page that is being saved, and asks its widgets about no other', async () => {
    const behind = await probe(page, 'behind');
    await field('reference_number').fill('TYPED');
    await behind.evaluate(() => {
      window.onPreSave = async () => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        const { invoice } = await ZFAPPS.get('invoice');
        return { prevent_save: true, message: `Not ${invoice.reference_number}.` };
      };
    });
    await save();
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await page.getByText('This page is being saved.').waitFor();
    await page.getByText('Not TYPED.').waitFor();
    expect(await field('reference_number').inputValue()).toBe('TYPED');
    expect(new URL(page.url()).hash).toBe('#page=invoice/creation');
  });

  it('is another one once it is saved: New begins the next, with the next number', async () => {
    const number = await field('invoice_number').inputValue();
    await save();
    await page.getByText('Saved as').waitFor();
    await page.getByRole('heading', { name: 'Edit invoice' }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#page=invoice\/edit\/\d{16}$/);
    await page.getByRole('link', { name: 'New', exact: true }).click();
    await page.getByRole('heading', { name: 'New invoice' }).waitFor();
    await expect.poll(() => field('invoice_number').inputValue()).not.toBe(number);
  });

  it('is saved from a field, which keeps the focus', async () => {
    await field('reference_number').fill('BY KEY');
    await page.keyboard.press('Control+s');
    await page.getByText('Saved as').waitFor();
    await page.keyboard.type(' AND MORE');
    expect(await field('reference_number').inputValue()).toBe('BY KEY AND MORE');
  });

  it('shows a line item that a modal of a sidebar adds', async () => {
    const form = await probe(page, 'form');
    await form.evaluate(() => ZFAPPS.showModal({ url: '/app/lines.html' }));
    const modal = await probe(page, 'lines');
    await modal.evaluate(async () => {
      const { invoice } = await ZFAPPS.get('invoice');
      await ZFAPPS.set('invoice.line_items', [
        ...invoice.line_items,
        { name: 'Cups', rate: 2, quantity: 50 },
      ]);
      await ZFAPPS.closeModal();
    });
    await page.locator('dialog[data-zfapps-modal]').waitFor({ state: 'detached' });
    expect(await field('line_items[3].name').inputValue()).toBe('Cups');
    await page.getByRole('cell', { name: '$100.00' }).waitFor();
    await expect.poll(() => seenBy(form, 'ON_INVOICE_CHANGE')).toHaveLength(1);
  });

  it('gives the widget below the line items the lines that are selected', async () => {
    await page.getByRole('checkbox', { name: 'Select line 2' }).check();
    await page.locator('.page').getByRole('button', { name: 'invoice.lineitem.add' }).click();
    const modal = await probe(page, 'lines');
    expect(await modal.evaluate(() => ZFAPPS.get('selected_line_items'))).toMatchObject({
      selected_line_items: [{ name: 'House Espresso, whole bean' }],
    });
  });

  it('is previewed as the record would be, which widgets are told', async () => {
    const form = await probe(page, 'form');
    const number = await field('invoice_number').inputValue();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.getByRole('heading', { name: number }).waitFor();
    await expect.poll(() => seenBy(form, 'ON_INVOICE_PREVIEW')).toHaveLength(1);
    await page.getByRole('button', { name: 'Back to the form' }).click();
    await field('reference_number').waitFor();
  });

  it('stays open after a save, with its fields, as the form of the record that was saved', async () => {
    await field('reference_number').fill('FIRST');
    await save();
    await page.getByText('Saved as').waitFor();
    expect(await field('reference_number').inputValue()).toBe('FIRST');
    const id = () => page.evaluate(() => window.zfappsPlayground.page.record.invoice_id);
    const saved = await id();
    expect(saved).toMatch(/^\d{16}$/);
    await field('reference_number').fill('SECOND');
    await page.keyboard.press('Tab');
    await save();
    await page.getByText('Saved as').waitFor();
    expect(await field('reference_number').inputValue()).toBe('SECOND');
    expect(await id()).toBe(saved);
    expect(page.url()).toContain(`invoice/edit/${saved}`);
  });

  it('is found again as it was where it is left without saving', async () => {
    await field('reference_number').fill('TYPED');
    await page.getByRole('link', { name: 'List' }).click();
    await page.getByRole('heading', { name: 'Invoices' }).waitFor();
    await open('invoice/creation');
    await expect.poll(() => field('reference_number').inputValue()).toBe('TYPED');
  });

  it('keeps what was typed where a widget refreshes the data', async () => {
    const form = await probe(page, 'form');
    await field('reference_number').fill('TYPED');
    await form.evaluate(() => ZFAPPS.invoke('REFRESH_DATA', 'invoice'));
    expect(await form.evaluate(() => ZFAPPS.get('invoice.reference_number'))).toEqual({
      'invoice.reference_number': 'TYPED',
    });
    expect(await field('reference_number').inputValue()).toBe('TYPED');
  });

  it('is given up by Cancel', async () => {
    await field('reference_number').fill('TYPED');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'Invoices' }).waitFor();
    await open('invoice/creation');
    expect(await field('reference_number').inputValue()).not.toBe('TYPED');
  });
});

describe('the other pages', () => {
  it('a list hands its selection to a bulk action', async () => {
    await open('invoice/list');
    expect(await page.getByRole('button', { name: 'invoice.bulkaction.button' }).isDisabled()).toBe(true);
    for (const number of ['INV-000247', 'INV-000245'])
      await page.getByRole('checkbox', { name: `Select ${number}` }).check();
    await page.getByRole('button', { name: 'invoice.bulkaction.button' }).click();
    const { invoices } = await (await probe(page, 'bulk')).evaluate(() => ZFAPPS.get('invoices'));
    expect(invoices.map((one: { invoice_number: string }) => one.invoice_number)).toEqual([
      'INV-000247',
      'INV-000245',
    ]);
  });

  it('a list keeps its selection where a widget refreshes the data', async () => {
    await open('invoice/list');
    const picked = page.getByRole('checkbox', { name: 'Select INV-000247' });
    await picked.check();
    await page.getByRole('button', { name: 'invoice.bulkaction.button' }).click();
    const bulk = await probe(page, 'bulk');
    await bulk.evaluate(() => ZFAPPS.invoke('REFRESH_DATA', 'invoice'));
    expect(await bulk.evaluate(() => ZFAPPS.get('invoices'))).toMatchObject({
      invoices: [{ invoice_number: 'INV-000247' }],
    });
    expect(await picked.isChecked()).toBe(true);
  });

  it('there is no other record in the place of one that is gone', async () => {
    await open('invoice/edit/4711');
    await page.getByRole('heading', { name: 'There is no invoice 4711' }).waitFor();
    await page.getByRole('link', { name: 'See the list' }).click();
    await page.getByRole('heading', { name: 'Invoices' }).waitFor();
  });

  it('a settings widget prevents the save of its page', async () => {
    await open('settings');
    const settings = await probe(page, 'settings');
    await settings.evaluate(() => {
      window.onPreSave = (event) => ({ prevent_save: true, message: `${event}: choose an account.` });
    });
    await save();
    await page.getByText('ON_SETTINGS_WIDGET_PRE_SAVE: choose an account.').waitFor();
    await settings.evaluate(() => {
      window.onPreSave = () => undefined;
    });
    await save();
    await page.getByText('The settings are saved.').waitFor();
  });

  it('a record that is opened is told once to a widget that is there, and to one that comes', async () => {
    await open('invoice/details');
    const [details, behind] = [await probe(page, 'details'), await probe(page, 'behind')];
    for (const frame of [details, behind]) {
      await expect
        .poll(() => seenBy(frame, 'ON_INVOICE_PREVIEW'))
        .toMatchObject([{ invoice_number: 'INV-000248' }]);
      expect(await seenBy(frame, 'ON_WIDGET_OPEN')).toHaveLength(1);
    }
    await page.getByRole('link', { name: 'List' }).click();
    await page.getByRole('link', { name: 'INV-000246' }).click();
    await expect
      .poll(() => seenBy(behind, 'ON_INVOICE_PREVIEW'))
      .toMatchObject([{ invoice_number: 'INV-000248' }, { invoice_number: 'INV-000246' }]);
  });

  it('a record that is edited is saved in its place', async () => {
    await open('invoice/list');
    await page.getByRole('link', { name: 'INV-000244' }).click();
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await probe(page, 'form');
    await field('reference_number').fill('EDITED');
    await save();
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByText('EDITED', { exact: true }).first().waitFor();
    await page.getByRole('heading', { name: 'INV-000244' }).waitFor();
  });
});

describe('two tabs', () => {
  it('have forms, events, modals and logs of their own, and share saved records and what is stored', async () => {
    const other = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    try {
      for (const tab of [page, other]) await tab.goto(`${dev.url}#page=invoice/creation`);
      const [here, there] = [await probe(page, 'form'), await probe(other, 'form')];
      const before = await there.evaluate(() => ZFAPPS.get('invoice.reference_number'));
      await here.evaluate(() => ZFAPPS.set('invoice.reference_number', 'HERE-ONLY'));
      await here.evaluate(() => ZFAPPS.showModal({ url: '/app/lines.html' }));
      const log = () => other.evaluate(() => window.zfappsPlayground.calls().length);
      const calls = await log();
      await probe(page, 'lines').then((modal) => modal.evaluate(() => ZFAPPS.closeModal()));
      expect(await other.locator('dialog[data-zfapps-modal]').count()).toBe(0);
      expect(await log()).toBe(calls);
      expect(await there.evaluate(() => ZFAPPS.get('invoice.reference_number'))).toEqual(before);

      await here.evaluate(() => ZFAPPS.store('shared', { value: { from: 'here' } }));
      expect(await there.evaluate(() => ZFAPPS.retrieve('shared'))).toEqual({ shared: { from: 'here' } });

      await save();
      await page.getByText('Saved as').waitFor();
      expect(await seenBy(there, 'ON_INVOICE_SAVED')).toEqual([]);
      const saved = await page.evaluate(() => window.zfappsPlayground.page.record.invoice_id);
      await other.goto(`${dev.url}#page=invoice/details/${saved}`);
      await other.getByText('HERE-ONLY').first().waitFor();
    } finally {
      await other.close();
    }
  });
});

describe('the dialog of the organisation', () => {
  let own: TempFolder;
  let server: DevServer;
  // All pages of a server share what is switched, so this one is for these tests alone.
  beforeAll(async () => {
    own = await probePackage(
      { 'invoice.details.sidebar': 'details', background: 'behind' },
      {
        'app/translations/en.json': { hello: 'Hello' },
        'app/translations/fr.json': { hello: 'Bonjour' },
      },
    );
    server = await startDev(own.path);
  });
  afterAll(async () => {
    await server?.stop();
    await own?.remove();
  });

  /** What a widget sees of where it is. */
  const seenFrom = (frame: Frame) =>
    frame.evaluate(async () => {
      const { organization } = await ZFAPPS.get('organization');
      return { ...organization, hello: ZFAPPS.I18N.getTranslatedValue('hello') };
    });

  it.each([
    [
      'language',
      (dialog: Locator) => dialog.locator('[name=locale]').fill('fr'),
      { hello: 'Hello', language_code: 'en' },
      { hello: 'Bonjour', language_code: 'fr' },
    ],
    [
      'data centre',
      (dialog: Locator) => dialog.locator('[name=dataCenter]').selectOption('eu'),
      { data_center_extension: '.com', api_root_endpoint: 'https://www.zohoapis.com/books/v3' },
      { data_center_extension: '.eu', api_root_endpoint: 'https://www.zohoapis.eu/books/v3' },
    ],
    [
      'organisation',
      async (dialog: Locator) => {
        const json = dialog.locator('[name=organization]');
        const organization = JSON.parse(await json.inputValue());
        await json.fill(JSON.stringify({ ...organization, organization_id: '42' }));
      },
      { organization_id: '10234695' },
      { organization_id: '42' },
    ],
  ])('switches to another %s: every widget loads anew, and is there', async (_, fill, before, after) => {
    await page.goto(`${server.url}#page=invoice/details`);
    for (const name of ['details', 'behind']) {
      const frame = await probe(page, name);
      expect(await seenFrom(frame)).toMatchObject(before);
      // So that the probe of a page that stays is awaited in vain.
      await frame.evaluate(() => delete document.body.dataset.ready);
    }
    await page.locator('button.organization').click();
    const dialog = page.getByRole('dialog', { name: 'Organisation' });
    await fill(dialog);
    await dialog.getByRole('button', { name: 'Apply' }).click();
    await dialog.waitFor({ state: 'hidden' });
    for (const name of ['details', 'behind'])
      expect(await seenFrom(await probe(page, name))).toMatchObject(after);
  });
});
