import { fireEvent, within } from '@testing-library/dom';
import { http, HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { invoice, mountWidget } from 'zfapps-shim/testing';

const FOLDER = 'playground/widgets/receivables';
const SCORE = 'https://api.creditbureau.example/v1/companies/score';
const INVOICES = 'https://www.zohoapis.com/books/v3/invoices';
const MESSAGES = 'https://api.mailer.example/v1/messages';

const report = {
  score: 82,
  band: 'A',
  trend: [70, 75, 82],
  payments: { average_days_late: 2, on_time_share: 0.9 },
  open_claims: 0,
};

/** What a reliable payer gets: a good report, and these other invoices that are open. */
function answers(...open: object[]) {
  return [
    http.get(SCORE, () => HttpResponse.json(report)),
    http.get(INVOICES, () => HttpResponse.json({ invoices: open })),
  ];
}

describe('Payment outlook, beside an invoice', () => {
  const outlook = { widget: 'Payment outlook' };

  it('shows how reliably the customer pays', async () => {
    const widget = await mountWidget(FOLDER, {
      ...outlook,
      record: { customer_name: 'Bluebird Bakery' },
      handlers: answers(),
    });
    const screen = within(widget.document.body);

    expect(await screen.findByText('Reliable payer')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Credit score 82 of 100' })).toBeTruthy();
    expect(screen.getByText('90 % of invoices')).toBeTruthy();
    expect(widget).toHaveRequested({
      method: 'GET',
      url: SCORE,
      query: { name: 'Bluebird Bakery', country: 'US' },
      headers: { 'X-Purpose': 'receivables' },
      connection: 'credit_bureau',
    });
  });

  it('lists the other open invoices, and not the one that it stands beside', async () => {
    const widget = await mountWidget(FOLDER, {
      ...outlook,
      record: { invoice_number: 'INV-7' },
      handlers: answers(invoice({ invoice_number: 'INV-7' }), invoice({ invoice_number: 'INV-8' })),
    });
    const screen = within(widget.document.body);

    expect(await screen.findByText('INV-8')).toBeTruthy();
    expect(screen.queryByText('INV-7')).toBeNull();
  });

  it('says why there is no outlook, and tries again', async () => {
    let known = false;
    const widget = await mountWidget(FOLDER, {
      ...outlook,
      handlers: [
        http.get(SCORE, () =>
          known
            ? HttpResponse.json(report)
            : HttpResponse.json({ error: 'No such company is registered.' }, { status: 404 }),
        ),
        ...answers(),
      ],
    });
    const screen = within(widget.document.body);

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('No such company is registered. (404)');

    known = true;
    fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Reliable payer')).toBeTruthy();
  });

  it('follows the person to another invoice', async () => {
    const widget = await mountWidget(FOLDER, { ...outlook, handlers: answers() });
    const screen = within(widget.document.body);
    await screen.findByRole('button', { name: 'Write a reminder' });

    widget.page.replaceRecord(invoice({ customer_name: 'Hotel Marlow', balance: 0 }));
    await widget.emit('ON_INVOICE_PREVIEW');

    expect(await screen.findByText('This invoice is paid. Nothing to do.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Write a reminder' })).toBeNull();
    expect(widget).toHaveRequested({ url: SCORE, query: { name: 'Hotel Marlow' } });
  });

  it('asks for as much height as it needs', async () => {
    const widget = await mountWidget(FOLDER, { ...outlook, handlers: answers() });
    await expect.poll(() => widget.frame.style.height).toMatch(/^\d+px$/);
  });
});

describe('the reminder, which the outlook opens', () => {
  /** Clicks "Write a reminder" and waits for the letter. */
  async function openLetter(mailer: Parameters<typeof http.post>[1]) {
    const widget = await mountWidget(FOLDER, {
      widget: 'Payment outlook',
      record: { invoice_id: '4601', invoice_number: 'INV-7', email: 'ada@juniper.example' },
      handlers: [...answers(), http.post(MESSAGES, mailer)],
    });
    fireEvent.click(await within(widget.document.body).findByRole('button', { name: 'Write a reminder' }));
    await expect.poll(() => widget.modals.map(({ path }) => path)).toEqual(['/app/reminder.html']);
    const [modal] = widget.modals;
    if (modal === undefined) throw new Error('The modal is gone.');
    const letter = within(modal.document.body);
    await letter.findByRole('button', { name: 'Send reminder' });
    return { widget, letter };
  }

  it('is sent by the mailer, and says so', async () => {
    const { widget, letter } = await openLetter(() =>
      HttpResponse.json({ status: 'queued' }, { status: 202 }),
    );

    fireEvent.change(letter.getByLabelText('Tone'), { target: { value: 'final' } });
    fireEvent.click(letter.getByRole('button', { name: 'Send reminder' }));

    await expect.poll(() => widget.modals).toEqual([]);
    expect(widget).toHaveNotified({ type: 'success', message: 'Reminder sent to ada@juniper.example' });
    expect(widget).toHaveRequested({
      method: 'POST',
      url: MESSAGES,
      body: {
        to: 'ada@juniper.example',
        subject: expect.stringContaining('INV-7'),
        text: expect.stringMatching(/^Dear .*Despite our reminders/s),
        reference: '4601',
      },
      connection: 'mailer',
    });
  });

  it('stays open where the mailer refuses it', async () => {
    const { widget, letter } = await openLetter(() =>
      HttpResponse.json({ error: 'The recipient has left.' }, { status: 422 }),
    );

    fireEvent.click(letter.getByRole('button', { name: 'Send reminder' }));

    const problem = await letter.findByRole('alert');
    expect(problem.textContent).toBe('The reminder was not sent. The recipient has left. (422)');
    expect(widget.modals).toHaveLength(1);
    expect(widget.notifications).toEqual([]);
  });
});

describe('Receivables, on the dashboard', () => {
  const receivables = { widget: 'Receivables' };

  /** The day on which an invoice was due that is so many days overdue. */
  function daysAgo(days: number): string {
    return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  }

  it('adds up what is owed, page by page, the oldest first', async () => {
    const pages = [
      [invoice({ customer_name: 'Pier 9 Canteen', balance: 40, due_date: daysAgo(5) })],
      [invoice({ customer_name: 'Old Mill Hostel', balance: 60, due_date: daysAgo(100) })],
    ];
    const widget = await mountWidget(FOLDER, {
      ...receivables,
      handlers: [
        http.get(INVOICES, ({ request }) => {
          const page = Number(new URL(request.url).searchParams.get('page'));
          return HttpResponse.json({
            invoices: pages[page - 1],
            page_context: { page, has_more_page: page < pages.length },
          });
        }),
      ],
    });
    const screen = within(widget.document.body);

    expect(await screen.findByText('owed in 2 invoices')).toBeTruthy();
    const [, oldest, newest] = screen.getAllByRole('row');
    expect(oldest?.textContent).toMatch(/^Old Mill Hostel.*100 days.*60/);
    expect(newest?.textContent).toMatch(/^Pier 9 Canteen.*5 days.*40/);
    expect(widget.requests.map(({ query }) => new Map(query).get('page'))).toEqual(['1', '2']);
  });

  it('asks for the invoices of the organisation that it is in', async () => {
    const widget = await mountWidget(FOLDER, {
      ...receivables,
      organization: { organization_id: '10' },
      dataCenter: 'eu',
      handlers: [
        http.get('https://www.zohoapis.eu/books/v3/invoices', () => HttpResponse.json({ invoices: [] })),
      ],
    });

    expect(await within(widget.document.body).findByText('Every invoice is paid. Well done.')).toBeTruthy();
    expect(widget).toHaveRequested({
      query: { organization_id: '10', filter_by: 'Status.Unpaid' },
      connection: 'zoho_books',
    });
  });
});

describe('Credit check, beside the form of an invoice', () => {
  const opened = () =>
    mountWidget(FOLDER, {
      widget: 'Credit check',
      // 10 bags at $100.00, without tax.
      record: { line_items: [{ name: 'Beans', rate: 100, quantity: 10 }], total: 1_000 },
      handlers: [http.get(SCORE, () => HttpResponse.json({ score: 50 }))],
    });

  it('follows the form, and prevents a save that is over the limit', async () => {
    const widget = await opened();
    const screen = within(widget.document.body);
    expect(await screen.findByText('$1,000.00 are left.')).toBeTruthy();

    await widget.change('line_items[0].quantity', 30);
    expect(await screen.findByText('$1,000.00 over the limit: it cannot be saved like this.')).toBeTruthy();
    const { outcome } = await widget.save();
    expect(outcome).toBe('prevented');

    await widget.change('line_items[0].quantity', 20);
    expect(await widget.save()).toMatchObject({ outcome: 'saved', record: { total: 2_000 } });
  });

  it('adds a fee to the form', async () => {
    const widget = await opened();
    const screen = within(widget.document.body);
    fireEvent.click(await screen.findByRole('button', { name: 'Add the handling fee' }));

    expect(await screen.findByText('$975.00 are left.')).toBeTruthy();
    expect(widget.page.record.total).toBe(1_025);
    expect(widget.page.changes).toContainEqual({ path: 'line_items[1]', by: 'Credit check' });
  });
});
